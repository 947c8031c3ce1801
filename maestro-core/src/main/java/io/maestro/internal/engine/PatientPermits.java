package io.maestro.internal.engine;

import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import io.maestro.run.PermitHolder;
import io.maestro.run.PermitStanding;
import io.maestro.run.RunId;
import io.maestro.store.Permits;
import io.maestro.store.UnknownOutcomeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Permits that are asked for again as long as their store does not answer. */
final class PatientPermits implements Permits {
    private final PatientStore store;
    private final Permits permits;

    PatientPermits(PatientStore store, Permits permits) {
        this.store = store;
        this.permits = permits;
    }

    /** If the answer is lost, who asked must look who has permits: asked again, the store tells of others. */
    @Override
    public Granted grant(Collection<Limit> limits, Instant at) {
        var lost = new AtomicReference<@Nullable UnknownOutcomeException>();
        var granted = store.patiently(() -> {
            try {
                return lost.get() == null ? permits.grant(limits, at) : new Granted(List.of(), Optional.empty());
            } catch (UnknownOutcomeException e) {
                lost.set(e);
                throw e;
            }
        });
        var unknown = lost.get();
        if (unknown != null) {
            throw unknown;
        }
        return granted;
    }

    @Override
    public Set<Grant> held(Collection<Limit> limits) {
        return store.patiently(() -> permits.held(limits));
    }

    @Override
    public Set<Limit> awaited() {
        return store.patiently(permits::awaited);
    }

    @Override
    public List<PermitStanding> standings(PermitHolder waiting) {
        return store.patiently(() -> permits.standings(waiting));
    }

    @Override
    public void recall(RunId run) {
        store.patiently(() -> {
            permits.recall(run);
            return run;
        });
    }

    @Override
    public void recallAll() {
        store.patiently(() -> {
            permits.recallAll();
            return permits;
        });
    }

    @Override
    public void set(HostLimit limit) {
        store.patiently(() -> {
            permits.set(limit);
            return limit;
        });
    }

    @Override
    public boolean remove(Limit limit) {
        return store.patiently(() -> permits.remove(limit));
    }

    @Override
    public List<HostLimit> list() {
        return store.patiently(permits::list);
    }
}
