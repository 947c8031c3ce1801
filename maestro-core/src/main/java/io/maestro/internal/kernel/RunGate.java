package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.permit.PermitNeed;
import io.maestro.run.ActionTaken;
import io.maestro.run.RunStatus;
import io.maestro.run.WorkflowRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a run, breakpoints and limits have to say to a step.
 *
 * @param run the run
 * @param step the step
 * @param rules what was declared for it
 * @param barriers the breakpoints and limits that may concern the run
 */
record RunGate(WorkflowRun run, StepId step, StepRules rules, Barriers barriers) implements Gate {

    @Override
    public boolean isShut() {
        return run.status() == RunStatus.PAUSED;
    }

    @Override
    public Optional<ActionTaken> pauses(int attempt, Instant at) {
        return barriers.breakpoints().pauses(run, step, attempt, at);
    }

    @Override
    public List<PermitNeed> needs() {
        return barriers.limits().needs(rules);
    }
}
