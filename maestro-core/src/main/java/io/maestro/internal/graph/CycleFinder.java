package io.maestro.internal.graph;

import io.maestro.definition.StepId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds steps that wait for each other. */
final class CycleFinder {

    private CycleFinder() {}

    /**
     * Returns a cycle.
     *
     * @param successors for each step the steps that follow it
     * @return the steps of one cycle, each followed by the next and the last by the first; empty if there is none
     */
    static Optional<List<StepId>> find(Map<StepId, Set<StepId>> successors) {
        var done = new HashSet<StepId>();
        for (var start : successors.keySet()) {
            var cycle = from(start, successors, done);
            if (cycle.isPresent()) {
                return cycle;
            }
        }
        return Optional.empty();
    }

    /** Walks depth first with a stack of its own, since a chain may be longer than the thread's stack is deep. */
    private static Optional<List<StepId>> from(StepId start, Map<StepId, Set<StepId>> successors, Set<StepId> done) {
        record Visit(StepId step, Iterator<StepId> rest) {}
        if (!done.add(start)) {
            return Optional.empty();
        }
        var path = new ArrayDeque<Visit>();
        var onPath = new HashSet<StepId>(Set.of(start));
        path.push(new Visit(start, successors.getOrDefault(start, Set.of()).iterator()));
        while (!path.isEmpty()) {
            var visit = path.element();
            if (!visit.rest().hasNext()) {
                onPath.remove(path.pop().step());
                continue;
            }
            var next = visit.rest().next();
            if (onPath.contains(next)) {
                var cycle = new ArrayList<StepId>();
                path.descendingIterator().forEachRemaining(v -> cycle.add(v.step()));
                return Optional.of(cycle.subList(cycle.indexOf(next), cycle.size()));
            }
            if (done.add(next)) {
                onPath.add(next);
                path.push(
                        new Visit(next, successors.getOrDefault(next, Set.of()).iterator()));
            }
        }
        return Optional.empty();
    }
}
