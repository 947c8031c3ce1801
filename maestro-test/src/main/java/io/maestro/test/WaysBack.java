package io.maestro.test;

import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the transitions that lead back: those that a walk from where a run begins sees lead to a step on its own path. */
final class WaysBack {

    /** A transition. */
    record Way(StepId from, StepId to) {}

    private final Map<StepId, Step> steps = new LinkedHashMap<>();
    private final Set<StepId> seen = new HashSet<>();
    private final LinkedHashMap<StepId, Iterator<StepId>> path = new LinkedHashMap<>();
    private final Set<Way> back = new HashSet<>();

    private WaysBack(List<Step> body) {
        body.forEach(step -> steps.put(step.id(), step));
    }

    static Set<Way> of(List<Step> body) {
        var ways = new WaysBack(body);
        var reached = body.stream()
                .flatMap(step -> step.basics().transition().successors().keySet().stream())
                .collect(Collectors.toSet());
        body.stream().map(Step::id).filter(step -> !reached.contains(step)).forEach(ways::walk);
        body.stream().map(Step::id).forEach(ways::walk);
        return ways.back;
    }

    /** Walks depth first to all that was not seen. Keeps its own stack: a chain may be longer than the thread's is deep. */
    private void walk(StepId start) {
        enter(start);
        while (!path.isEmpty()) {
            var last = path.lastEntry();
            if (!last.getValue().hasNext()) {
                path.pollLastEntry();
                continue;
            }
            var next = last.getValue().next();
            if (path.containsKey(next)) {
                back.add(new Way(last.getKey(), next));
            }
            enter(next);
        }
    }

    private void enter(StepId step) {
        var entered = steps.get(step);
        if (entered != null && seen.add(step)) {
            path.put(step, entered.basics().transition().successors().keySet().iterator());
        }
    }
}
