package io.maestro.internal.engine;

import io.maestro.internal.kernel.Decision;
import io.maestro.permit.Limit;
import io.maestro.permit.PermitRequest;
import io.maestro.run.PermitClaim;
import io.maestro.run.PermitHolder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The permits that attempts of a run wait for or have, as far as they asked here for them. */
final class Claims {

    private @Nullable Map<PermitHolder, PermitRequest> requests;

    /** Takes notice of what is recorded. */
    void recorded(Decision decision) {
        for (var fact : decision.facts()) {
            if (fact instanceof PermitClaim claim) {
                take(claim);
            }
        }
    }

    private void take(PermitClaim claim) {
        if (requests == null) {
            requests = new HashMap<>();
        }
        var holder = new PermitHolder(claim.runId(), claim.step(), claim.attempt());
        if (claim.request().isPresent()) {
            requests.put(holder, claim.request().get());
        } else {
            requests.remove(holder);
        }
    }

    /** Returns the limits of which they are. */
    Set<Limit> limits() {
        return requests == null
                ? Set.of()
                : requests.values().stream()
                        .flatMap(request -> request.limits().stream())
                        .collect(Collectors.toSet());
    }
}
