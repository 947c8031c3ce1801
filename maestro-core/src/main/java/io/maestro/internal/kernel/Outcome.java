package io.maestro.internal.kernel;

import io.maestro.run.Ending;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import java.util.Optional;

/** How a run ends: as what weighs most of its steps' ends and of what was asked for (spec: runtime, section 4.1). */
final class Outcome {

    private Outcome() {}

    static RunStatus of(WorkflowRun run, StepState[] states) {
        boolean through = true;
        boolean timedOut = false;
        boolean stopped = false;
        for (var state : states) {
            if (state instanceof StepState.Finished finished) {
                if (hasFailed(finished.status())) {
                    return RunStatus.FAILED;
                }
                timedOut |= finished.status() == StepStatus.TIMED_OUT;
                stopped |= finished.status() == StepStatus.STOPPED;
            } else {
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
