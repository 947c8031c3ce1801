package io.maestro.dsl;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The transitions of a workflow that is being defined, each with its condition or none. */
final class Edges {

    private final Map<AnyStep<?>, Map<AnyStep<?>, Optional<Condition>>> successors = new HashMap<>();
    private final Map<AnyStep<?>, Set<AnyStep<?>>> predecessors = new HashMap<>();

    /**
     * Adds a transition, unless there is one between the two steps.
     *
     * @return false if there is one that says something else
     */
    boolean add(AnyStep<?> from, AnyStep<?> to, Optional<Condition> condition) {
        var before =
                successors.computeIfAbsent(from, step -> new LinkedHashMap<>()).putIfAbsent(to, condition);
        predecessors.computeIfAbsent(to, step -> new LinkedHashSet<>()).add(from);
        return before == null || (before.isEmpty() && condition.isEmpty());
    }

    /** Returns the transitions that leave a step, in the order in which they were added. */
    Map<AnyStep<?>, Optional<Condition>> from(AnyStep<?> step) {
        return successors.getOrDefault(step, Map.of());
    }

    boolean isReachedOnCondition(AnyStep<?> step) {
        return predecessors.getOrDefault(step, Set.of()).stream()
                .anyMatch(before ->
                        from(before).getOrDefault(step, Optional.empty()).isPresent());
    }

    /** Tells whether some way leads from one step to another. */
    boolean isUpstream(AnyStep<?> from, AnyStep<?> to) {
        var seen = new HashSet<AnyStep<?>>();
        var open = new ArrayDeque<AnyStep<?>>(List.of(to));
        while (!open.isEmpty()) {
            for (var before : predecessors.getOrDefault(open.remove(), Set.of())) {
                if (before == from) {
                    return true;
                }
                if (seen.add(before)) {
                    open.add(before);
                }
            }
        }
        return false;
    }
}
