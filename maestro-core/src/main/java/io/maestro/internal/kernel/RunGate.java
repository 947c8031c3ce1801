package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.run.ActionTaken;
import io.maestro.run.RunStatus;
import io.maestro.run.WorkflowRun;
import java.time.Instant;
import java.util.Optional;

/**
 * What a run and breakpoints have to say to a step.
 *
 * @param run the run
 * @param step the step
 * @param breakpoints the breakpoints that may concern the run
 */
record RunGate(WorkflowRun run, StepId step, Breakpoints breakpoints) implements Gate {

    @Override
    public boolean isShut() {
        return run.status() == RunStatus.PAUSED;
    }

    @Override
    public Optional<ActionTaken> pauses(int attempt, Instant at) {
        return breakpoints.pauses(run, step, attempt, at);
    }
}
