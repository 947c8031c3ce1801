package io.maestro.internal.graph.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds things that need each other. */
final class CycleFinder {

    private CycleFinder() {}

    /**
     * Returns a cycle.
     *
     * @param needs for each thing those that it needs
     * @param <T> what they are
     * @return the things on one cycle, each of which needs the next and the last the first; empty if there is none
     */
    static <T> Optional<List<T>> find(Map<T, Set<T>> needs) {
        var done = new HashSet<T>();
        for (var start : needs.keySet()) {
            var cycle = from(start, needs, done);
            if (cycle.isPresent()) {
                return cycle;
            }
        }
        return Optional.empty();
    }

    /** Walks depth first with a stack of its own, since a chain may be longer than the thread's stack is deep. */
    private static <T> Optional<List<T>> from(T start, Map<T, Set<T>> needs, Set<T> done) {
        record Visit<T>(T thing, Iterator<T> rest) {}
        if (!done.add(start)) {
            return Optional.empty();
        }
        var path = new ArrayDeque<Visit<T>>();
        var onPath = new HashSet<T>(Set.of(start));
        path.push(new Visit<>(start, needs.getOrDefault(start, Set.of()).iterator()));
        while (!path.isEmpty()) {
            var visit = path.element();
            if (!visit.rest().hasNext()) {
                onPath.remove(path.pop().thing());
                continue;
            }
            var next = visit.rest().next();
            if (onPath.contains(next)) {
                var cycle = new ArrayList<T>();
                path.descendingIterator().forEachRemaining(v -> cycle.add(v.thing()));
                return Optional.of(cycle.subList(cycle.indexOf(next), cycle.size()));
            }
            if (done.add(next)) {
                onPath.add(next);
                path.push(new Visit<>(next, needs.getOrDefault(next, Set.of()).iterator()));
            }
        }
        return Optional.empty();
    }
}
