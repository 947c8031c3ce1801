package io.maestro.dsl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks for a cycle among the transitions of a level that nobody said to lead back. */
final class ForwardCycle {

    private final Scope scope;
    private final Set<AnyStep<?>> done = new HashSet<>();
    private final LinkedHashMap<AnyStep<?>, Iterator<AnyStep<?>>> way = new LinkedHashMap<>();

    ForwardCycle(Scope scope) {
        this.scope = scope;
    }

    /** Returns the steps of a cycle, the first of them once more at the end; empty if there is none. */
    Optional<List<AnyStep<?>>> find() {
        for (var step : scope.steps()) {
            var cycle = findFrom(step);
            if (cycle.isPresent()) {
                return cycle;
            }
        }
        return Optional.empty();
    }

    /** Walks without recursion: a workflow in Java may be a long chain. */
    private Optional<List<AnyStep<?>>> findFrom(AnyStep<?> start) {
        enter(start);
        while (!way.isEmpty()) {
            var here = way.lastEntry();
            if (!here.getValue().hasNext()) {
                done.add(here.getKey());
                way.pollLastEntry();
                continue;
            }
            var next = here.getValue().next();
            if (way.containsKey(next)) {
                var steps = new ArrayList<>(way.keySet());
                var cycle = new ArrayList<>(steps.subList(steps.indexOf(next), steps.size()));
                cycle.add(next);
                return Optional.of(cycle);
            }
            enter(next);
        }
        return Optional.empty();
    }

    private void enter(AnyStep<?> step) {
        if (!done.contains(step)) {
            var successors = new ArrayList<AnyStep<?>>();
            scope.edges().from(step).forEach((to, how) -> {
                if (!how.back()) {
                    successors.add(to);
                }
            });
            way.put(step, successors.iterator());
        }
    }
}
