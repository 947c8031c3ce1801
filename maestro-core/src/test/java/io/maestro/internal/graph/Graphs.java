package io.maestro.internal.graph;

import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Graphs of steps {@code s0}, {@code s1}, ... without conditions. */
final class Graphs {

    private Graphs() {}

    static StepId id(int step) {
        return new StepId("s" + step);
    }

    /** Returns the graph of steps of which each has these successors. */
    static Graph graph(List<List<Integer>> successors) {
        var steps = new ArrayList<Step>();
        for (int i = 0; i < successors.size(); i++) {
            steps.add(step(i, successors.get(i)));
        }
        return Graph.of(steps);
    }

    private static Step step(int number, List<Integer> successors) {
        var edges = new LinkedHashMap<StepId, Predicate>();
        successors.forEach(successor -> edges.put(id(successor), Predicate.always()));
        return new TypedStep(
                StepBasics.of(id(number)).withTransition(new Transition(edges)),
                StepType.NO_OP,
                Optional.empty(),
                RetryPolicy.none());
    }
}
