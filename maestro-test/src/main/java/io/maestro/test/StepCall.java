package io.maestro.test;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.param.ParamValue;
import io.maestro.run.RunId;
import io.maestro.step.StepContext;
import java.time.Instant;
import java.util.Map;

/**
 * That the work of an attempt was asked for, as a {@link StepMock} sees it.
 *
 * @param workflow the workflow; for steps in the body of a loop the one that has the loop
 * @param runId the run; for steps in the body of a loop the iteration
 * @param step the step
 * @param attempt the number of the attempt in its run, from 1
 * @param at when, by the clock of the test
 * @param idempotencyKey as the body sees it; the same for attempts that try the same again
 * @param params the params of the run
 * @param stepParams the params of the step
 */
public record StepCall(
        WorkflowId workflow,
        RunId runId,
        StepId step,
        int attempt,
        Instant at,
        String idempotencyKey,
        Map<String, ParamValue> params,
        Map<String, ParamValue> stepParams) {

    /** Checks that nothing is null, and copies the maps. */
    public StepCall {
        requireNonNull(workflow, "workflow");
        requireNonNull(runId, "runId");
        requireNonNull(step, "step");
        requireNonNull(at, "at");
        requireNonNull(idempotencyKey, "idempotencyKey");
        params = Map.copyOf(params);
        stepParams = Map.copyOf(stepParams);
    }

    static StepCall of(StepContext context) {
        return new StepCall(
                context.workflow(),
                context.runId(),
                context.stepId(),
                context.attempt(),
                context.now(),
                context.idempotencyKey(),
                context.params(),
                context.stepParams());
    }
}
