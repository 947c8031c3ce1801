package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.internal.graph.Graph;
import io.maestro.run.Restart;
import io.maestro.run.RestartPolicy;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.function.Function;

/** What a run that goes on from others needs to know of the steps that it does not have. */
public final class Keeping {

    private Keeping() {}

    /** The version before may not have had a way; then this one has no condition on it. */
    private static boolean leads(StepAttempt attempt, StepId successor) {
        return attempt.transitions().getOrDefault(successor, attempt.status() != StepStatus.UNSATISFIED);
    }

    /**
     * Looks at the steps that are kept: where they lead to, and how their leaf steps ended.
     *
     * @param graph the graph
     * @param bare a restart of which this is not known yet
     * @param attempts returns the newest attempt of a step in the run that tells how it stands
     * @return the restart with what is kept
     */
    public static Restart of(Graph graph, Restart bare, Function<StepId, Optional<StepAttempt>> attempts) {
        if (bare.policy() == RestartPolicy.FROM_BEGINNING) {
            return bare;
        }
        var scope = Scope.of(graph, Optional.of(bare));
        var led = new LinkedHashSet<StepId>();
        var states = new ArrayList<StepState>();
        for (int step = 0; step < graph.size(); step++) {
            if (scope.contains(step) || !graph.isInFlow(step)) {
                continue;
            }
            var kept = attempts.apply(graph.id(step));
            kept.map(Projection::state).ifPresent(states::add);
            for (int edge = 0; edge < graph.successorCount(step); edge++) {
                int successor = graph.successor(step, edge);
                if (scope.contains(successor)
                        && kept.filter(attempt -> leads(attempt, graph.id(successor)))
                                .isPresent()) {
                    led.add(graph.id(successor));
                }
            }
        }
        return new Restart(
                bare.policy(),
                bare.step(),
                bare.order(),
                bare.path(),
                bare.before(),
                new ArrayList<>(led),
                Standing.of(states).leaves());
    }
}
