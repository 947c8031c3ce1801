package io.maestro.test.step;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.param.ParamValue;
import io.maestro.run.RunId;
import io.maestro.step.OutputNotAvailableException;
import io.maestro.step.StepContext;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a step type is asked for by its suite: the only step of a run that nobody else has.
 *
 * @param runId the run
 * @param startedAt when it began
 * @param stepParams the params of the step
 */
record Asked(RunId runId, Instant startedAt, Map<String, ParamValue> stepParams) implements StepContext {

    static final StepId STEP = new StepId("work");

    static Asked of(Map<String, ParamValue> params) {
        return new Asked(new RunId(workflowOfOnesOwn(), 1, 1), Instant.now(), params);
    }

    /** Jobs may outlive the suite that began them, and are found by a key in which this is. */
    static WorkflowId workflowOfOnesOwn() {
        return new WorkflowId("contract-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
    }

    @Override
    public StepId stepId() {
        return STEP;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public String idempotencyKey() {
        return runId + "/" + STEP;
    }

    @Override
    public boolean stopRequested() {
        return Thread.currentThread().isInterrupted();
    }

    @Override
    public Map<String, ParamValue> params() {
        return Map.of();
    }

    @Override
    public Object output(StepId step) {
        throw alone(step);
    }

    @Override
    public Object item(StepId foreach) {
        throw alone(foreach);
    }

    @Override
    public int iteration(StepId loop) {
        throw alone(loop);
    }

    @Override
    public List<Optional<Object>> outputsByIteration(StepId foreach, StepId inner) {
        throw alone(foreach);
    }

    private static OutputNotAvailableException alone(StepId step) {
        return new OutputNotAvailableException(STEP, step, "but is alone in its run");
    }
}
