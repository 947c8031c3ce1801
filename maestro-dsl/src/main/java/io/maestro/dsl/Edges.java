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

/** The transitions of a level of a workflow that is being defined. */
final class Edges {

    private final Map<AnyStep<?>, Map<AnyStep<?>, Way>> successors = new HashMap<>();
    private final Map<AnyStep<?>, Set<AnyStep<?>>> predecessors = new HashMap<>();
    private final Map<AnyStep<?>, Integer> maxPasses = new HashMap<>();
    private final Map<AnyStep<?>, Integer> keptVisits = new HashMap<>();
    private final Map<AnyStep<?>, AnyStep<?>> undone = new HashMap<>();
    private final Set<AnyStep<?>> handlers = new HashSet<>();

    /**
     * How a step leads to another.
     *
     * @param condition on what condition, or empty if always
     * @param back whether it is said to lead back
     */
    record Way(Optional<Condition> condition, boolean back) {

        static Way always() {
            return new Way(Optional.empty(), false);
        }

        static Way on(Condition condition) {
            return new Way(Optional.of(condition), false);
        }

        Way goingBack() {
            return new Way(condition, true);
        }
    }

    /**
     * Adds a transition, unless there is one between the two steps.
     *
     * @return false if there is one that says something else
     */
    boolean add(AnyStep<?> from, AnyStep<?> to, Way way) {
        var before =
                successors.computeIfAbsent(from, step -> new LinkedHashMap<>()).putIfAbsent(to, way);
        if (!way.back()) {
            predecessors.computeIfAbsent(to, step -> new LinkedHashSet<>()).add(from);
        }
        return before == null || (before.equals(Way.always()) && way.equals(before));
    }

    /** Sets how often the steps of a cycle that a step closes may be passed through. */
    void limit(AnyStep<?> from, int passes) {
        maxPasses.put(from, passes);
    }

    Optional<Integer> maxPasses(AnyStep<?> from) {
        return Optional.ofNullable(maxPasses.get(from));
    }

    /** Sets how many visits of each step of a cycle that a step closes are kept. */
    void keep(AnyStep<?> from, int visits) {
        keptVisits.put(from, visits);
    }

    Optional<Integer> keptVisits(AnyStep<?> from) {
        return Optional.ofNullable(keptVisits.get(from));
    }

    /** Sets which step a step undoes. */
    void undoes(AnyStep<?> undoing, AnyStep<?> step) {
        undone.put(undoing, step);
    }

    /** Notes that a step handles failures. */
    void handles(AnyStep<?> step) {
        handlers.add(step);
    }

    /** Tells whether a step is there only to undo another, or to handle failures. */
    boolean isAside(AnyStep<?> step) {
        return undone.containsKey(step) || handlers.contains(step);
    }

    /** Returns the transitions that leave a step, in the order in which they were added. */
    Map<AnyStep<?>, Way> from(AnyStep<?> step) {
        return successors.getOrDefault(step, Map.of());
    }

    /** Tells whether a step is reached on a condition by a step before it. */
    boolean isReachedOnCondition(AnyStep<?> step) {
        return predecessors.getOrDefault(step, Set.of()).stream()
                .anyMatch(before -> Optional.ofNullable(from(before).get(step))
                        .flatMap(Way::condition)
                        .isPresent());
    }

    /**
     * Tells whether some way leads from one step to another without going back, or to the step that the other undoes. What handles failures
     * begins when the flow is over.
     */
    boolean isUpstream(AnyStep<?> from, AnyStep<?> to) {
        if (handlers.contains(to)) {
            return !isAside(from);
        }
        var undoes = undone.get(to);
        return undoes == null ? leads(from, to) : from == undoes || leads(from, undoes);
    }

    private boolean leads(AnyStep<?> from, AnyStep<?> to) {
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
