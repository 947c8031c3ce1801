package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.param.ParamCodec;
import io.maestro.param.ParamValue;
import io.maestro.run.RunId;
import io.maestro.step.OutputNotAvailableException;
import io.maestro.step.StepContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A context that holds what a test puts there. */
final class FakeContext implements StepContext {

    private final RunId runId;
    private final StepId stepId;
    private final Map<String, ParamValue> params = new HashMap<>();
    private final Map<String, ParamValue> stepParams = new HashMap<>();
    private final Map<StepId, Object> outputs = new HashMap<>();
    private final Map<StepId, Object> items = new HashMap<>();
    private final Map<String, List<Object>> gathered = new HashMap<>();

    FakeContext(String workflow, String step) {
        this.runId = new RunId(new WorkflowId(workflow), 1, 1);
        this.stepId = new StepId(step);
    }

    FakeContext param(String name, Object value) {
        params.put(name, ParamCodec.encode(name, value));
        return this;
    }

    FakeContext stepParam(String name, Object value) {
        stepParams.put(name, ParamCodec.encode(name, value));
        return this;
    }

    FakeContext item(String foreach, Object value) {
        items.put(new StepId(foreach), value);
        return this;
    }

    FakeContext outputs(String foreach, String inner, List<Object> values) {
        gathered.put(foreach + "/" + inner, values);
        return this;
    }

    FakeContext output(String step, Object value) {
        outputs.put(new StepId(step), value);
        return this;
    }

    /** Does the work of this context's step and returns its output. */
    @Nullable
    Object outputIn(Workflow workflow) throws Exception {
        return requireNonNull(workflow.code().bodies().get(stepId), "body").run(this);
    }

    /** Does the work of this context's step, which has no output. */
    void actIn(Workflow workflow) throws Exception {
        requireNonNull(workflow.code().actions().get(stepId), "action").run(this);
    }

    @Override
    public RunId runId() {
        return runId;
    }

    @Override
    public StepId stepId() {
        return stepId;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Instant startedAt() {
        return Instant.EPOCH;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH;
    }

    @Override
    public String idempotencyKey() {
        return runId + "/" + stepId;
    }

    @Override
    public boolean stopRequested() {
        return false;
    }

    @Override
    public Map<String, ParamValue> params() {
        return params;
    }

    @Override
    public Map<String, ParamValue> stepParams() {
        return stepParams;
    }

    @Override
    public Object output(StepId step) {
        return Optional.ofNullable(outputs.get(step))
                .orElseThrow(() -> new OutputNotAvailableException(stepId, step, "which has none"));
    }

    @Override
    public Object item(StepId foreach) {
        return Optional.ofNullable(items.get(foreach))
                .orElseThrow(() -> new OutputNotAvailableException(stepId, foreach, "which has no element"));
    }

    @Override
    public int iteration(StepId loop) {
        throw new OutputNotAvailableException(stepId, loop, "which has no iterations");
    }

    @Override
    public List<Optional<Object>> outputsByIteration(StepId foreach, StepId inner) {
        return Optional.ofNullable(gathered.get(foreach + "/" + inner))
                .orElseThrow(() -> new OutputNotAvailableException(stepId, foreach, "which gathered nothing"))
                .stream()
                .map(Optional::of)
                .toList();
    }
}
