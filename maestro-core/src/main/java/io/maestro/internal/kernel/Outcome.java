package io.maestro.internal.kernel;

import io.maestro.internal.graph.Graph;
import io.maestro.run.Ending;
import io.maestro.run.Restart;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import java.util.Optional;

/**
 * How a run ends by itself: as what weighs most of its steps' ends and of what was asked for (spec: runtime, section 4.1). One that goes
 * on from others and finds nothing to do has failed. How failures were handled,
 * and what it did was undone, does not change that; a run that only undoes ends as its instance stood before.
 */
final class Outcome {

    private Outcome() {}

    static RunStatus of(WorkflowRun run, Graph graph, Scope scope, StepState[] states) {
        var undone = run.restart().filter(Restart::isCompensation).flatMap(Restart::before);
        if (undone.isPresent()) {
            return run.isKilled() ? RunStatus.FAILED : undone.get().status();
        }
        if (scope.isEmpty() && run.ending().isEmpty()) {
            return RunStatus.FAILED;
        }
        boolean through = true;
        boolean timedOut = false;
        boolean stopped = false;
        for (int step = 0; step < states.length; step++) {
            if (!graph.isInFlow(step)) {
                continue;
            }
            if (states[step] instanceof StepState.Finished finished) {
                if (hasFailed(finished.status())) {
                    return RunStatus.FAILED;
                }
                timedOut |= finished.status() == StepStatus.TIMED_OUT;
                stopped |= finished.status() == StepStatus.STOPPED;
            } else if (scope.contains(step)) {
                through = false;
            }
        }
        if (through && !timedOut && !stopped) {
            return RunStatus.SUCCEEDED;
        }
        // Work that was done before it noticed counts as done, but nothing else does where somebody asked for an end.
        var asked = through && !run.isKilled()
                ? Optional.<RunStatus>empty()
                : run.ending().map(Ending::outcome);
        return heaviest(asked, timedOut, stopped);
    }

    /** Returns why a run has something to do before it ends that nobody has asked to end. */
    static String reason(Graph graph, StepState[] states, RunStatus outcome) {
        if (outcome == RunStatus.SUCCEEDED) {
            return "its steps are through";
        }
        for (int step = 0; step < states.length; step++) {
            if (states[step] instanceof StepState.Finished finished
                    && !finished.status().isComplete()) {
                return "step '" + graph.id(step) + "' is " + finished.status();
            }
        }
        return "not all steps completed";
    }

    private static boolean hasFailed(StepStatus status) {
        return status == StepStatus.FATALLY_FAILED || status == StepStatus.INTERNALLY_FAILED;
    }

    private static RunStatus heaviest(Optional<RunStatus> asked, boolean timedOut, boolean stopped) {
        if (asked.filter(RunStatus.FAILED::equals).isPresent()) {
            return RunStatus.FAILED;
        }
        if (timedOut || asked.filter(RunStatus.TIMED_OUT::equals).isPresent()) {
            return RunStatus.TIMED_OUT;
        }
        return stopped || asked.isPresent() ? RunStatus.STOPPED : RunStatus.SUCCEEDED;
    }
}
