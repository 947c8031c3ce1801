package io.maestro.internal.kernel;

import static java.util.Objects.requireNonNull;

import io.maestro.permit.Limit;
import io.maestro.permit.PermitNeed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The limits under which steps of a run may fall.
 *
 * @param host the tags and step types that the host limits
 * @param workflow the permit of the workflow that each step needs, or empty if it declares no limit
 * @param instance the permit of the topmost instance that each leaf step needs, or empty if that declares no limit
 */
public record RunLimits(Set<Limit> host, Optional<PermitNeed> workflow, Optional<PermitNeed> instance) {

    /** No limit. */
    public static final RunLimits NONE = new RunLimits(Set.of(), Optional.empty(), Optional.empty());

    /** Copies the set. */
    public RunLimits {
        host = Set.copyOf(host);
        requireNonNull(workflow, "workflow");
        requireNonNull(instance, "instance");
    }

    /**
     * Tells whether no step needs a permit.
     *
     * @return true if there is no limit
     */
    public boolean isNone() {
        return host.isEmpty() && workflow.isEmpty() && instance.isEmpty();
    }

    /** Returns the permits that a step needs before its work begins. */
    List<PermitNeed> needs(StepRules rules) {
        if (isNone()) {
            return List.of();
        }
        var ofHost = rules.limits().stream().filter(host::contains).map(PermitNeed::of);
        var declared = Stream.concat(
                workflow.stream(), rules.delegation().isEmpty() ? instance.stream() : Stream.<PermitNeed>empty());
        return Stream.concat(ofHost, declared).toList();
    }
}
