package io.maestro.internal.engine;

import io.maestro.internal.kernel.RunMachine;
import io.maestro.internal.kernel.Try;
import io.maestro.param.ParamDefinition;
import io.maestro.run.Restart;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepFailure;
import io.maestro.run.StepRestart;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a step of a run sees of the others, in this run and in those that it goes on from. */
final class SeenSteps {

    private final RunProcess process;
    private final RunMachine machine;
    private final KeptSteps kept;

    /**
     * Creates it.
     *
     * @param process the run
     * @param machine of the run; of it only that is read which stays as it is, see {@link #ended}
     */
    SeenSteps(RunProcess process, RunMachine machine) {
        this.process = process;
        this.machine = machine;
        this.kept = new KeptSteps(process.store(), process.prepared().graph(), process.runId());
    }

    /**
     * Returns the newest attempt of a step that has ended, as a step sees it that is downstream of it. The thread that works for
     * that step may ask, since what it may see stays as it is while it works: a step that comes before it in its pass has ended,
     * and of one that is upstream only on the way back it sees how that ended in the pass before. A step that the run does not have,
     * because it goes on from others, has ended before. A step that undoes another sees what {@link UndoneSteps} tells,
     * and one that handles failures what there is when the flow is over.
     */
    Optional<StepAttempt> ended(int step, int reader) {
        var graph = process.prepared().graph();
        if (graph.compensations().undoes(reader)) {
            return process.undone().ended(step, reader);
        }
        if (graph.handlers().handles(reader) && machine.scope().contains(step)) {
            return machine.ended(step).or(() -> machine.endedBefore(step));
        }
        if (!machine.scope().contains(step)) {
            return graph.isUpstream(step, reader) ? kept.of(step) : Optional.empty();
        }
        if (graph.precedes(step, reader)) {
            return machine.ended(step);
        }
        return graph.isUpstream(step, reader) ? machine.endedBefore(step) : Optional.empty();
    }

    /** Returns what a step may know that handles failures. The thread that works for it may ask, since all else is over. */
    List<StepFailure> failures(int step) {
        return process.prepared().graph().handlers().handles(step) ? machine.failures(step) : List.of();
    }

    /** Returns how a step ended last in the runs that this one goes on from, if it does. */
    Optional<StepAttempt> before(int step) {
        return process.recorded().restart().flatMap(restart -> kept.of(step));
    }

    /** Returns what the request that restarted the run gives to a step, and over it what that gives which restarted the step. */
    Map<String, ParamDefinition> givenTo(int step, Try current) {
        var id = process.prepared().graph().id(step);
        var toRun = process.recorded()
                .restart()
                .filter(Restart::isTarget)
                .map(restart -> restart.order().stepParams().getOrDefault(id, Map.of()))
                .orElse(Map.of());
        var toStep = current.restart()
                .filter(StepRestart::isTarget)
                .map(restart -> restart.order().stepParams().getOrDefault(id, Map.of()))
                .orElse(Map.of());
        if (toStep.isEmpty()) {
            return toRun;
        }
        var both = new LinkedHashMap<>(toRun);
        both.putAll(toStep);
        return Collections.unmodifiableMap(both);
    }
}
