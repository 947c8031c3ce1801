package io.maestro.internal.eval.params;

import io.maestro.error.NearMiss;
import io.maestro.internal.eval.coercion.Coercion;
import io.maestro.internal.eval.params.OtherSteps.OtherStep;
import io.maestro.internal.eval.port.EvalResult;
import io.maestro.param.ParamValue;
import io.maestro.param.UnknownParamException;
import java.util.List;
import java.util.Optional;

/** The functions of {@code params} in the params of a step. */
final class StepFunctions extends Functions {

    private static final List<String> INSTANCE_FIELDS = List.of(
            "INITIATOR_TYPE",
            "INITIATOR_TIMEZONE",
            "INITIATOR_RUNNER_NAME",
            "RUN_POLICY",
            "workflow_id",
            "workflow_instance_id",
            "workflow_run_id");
    private static final List<String> STEP_FIELDS = List.of(
            "step_id",
            "step_instance_id",
            "step_instance_uuid",
            "step_attempt_id",
            "step_type_info",
            "MAESTRO_STEP_ERROR_RETRIES",
            "failed_steps",
            "failure_messages",
            "failure");

    /** A param that each step has: whether it was to run. */
    static final String SATISFIED = "maestro_step_satisfied";

    private static final String UNSATISFIED = "UNSATISFIED";

    private final StepWorld step;

    StepFunctions(String param, StepWorld step) {
        super(param, step.run());
        this.step = step;
    }

    @Override
    EvalResult ofInstance(String field) {
        return switch (field) {
            case "workflow_instance_id" -> number(step.step().workflowInstanceId());
            case "workflow_run_id" -> number(step.step().workflowRunId());
            case "owner", "FIRST_TIME_TRIGGER_TIMEZONE" ->
                throw failure("'" + field + "' can be asked only in the params of a workflow");
            default -> throw unknownField(field, INSTANCE_FIELDS);
        };
    }

    @Override
    public Optional<EvalResult> getFromStep(String field) {
        var facts = step.step();
        return Optional.of(
                switch (field) {
                    case "step_id" -> text(facts.stepId());
                    case "step_instance_id" -> number(facts.stepInstanceId());
                    case "step_instance_uuid" -> text(facts.stepInstanceUuid());
                    case "step_attempt_id" -> number(facts.attemptId());
                    case "step_type_info" -> text(facts.typeInfo());
                    case "MAESTRO_STEP_ERROR_RETRIES" -> number(facts.errorRetries());
                    case "failed_steps" ->
                        value(new ParamValue.StringArray(facts.failures().steps()));
                    case "failure_messages" ->
                        value(new ParamValue.StringArray(facts.failures().messages()));
                    case "failure" -> text(facts.failures().text());
                    default -> throw unknownField(field, STEP_FIELDS);
                });
    }

    @Override
    public Optional<EvalResult> getFromStep(String stepId, String name) {
        var other = step.steps()
                .recorded(stepId)
                .orElseThrow(() -> new UnknownParamException(
                        param(), "no-such-step", stepId, "which is no step of the run", Optional.empty()));
        return Optional.of(
                switch (name) {
                    case "MAESTRO_STEP_STATUS" ->
                        text(found(other.status(), "step '" + stepId + "' has no status yet"));
                    case "MAESTRO_STEP_END_TIME" ->
                        number(found(other.endTime(), "step '" + stepId + "' has not ended")
                                .toEpochMilli());
                    default ->
                        value(paramOf(param(), stepId + "__" + name, other, new StepReference.Reading(stepId, name)));
                });
    }

    /** Returns a param of another step. */
    static ParamValue paramOf(String param, String reference, OtherStep step, StepReference.Reading reading) {
        if (reading.param().equals(SATISFIED) && step.status().isPresent()) {
            return ParamValue.of(!step.status().get().equals(UNSATISFIED));
        }
        var found = step.params().get(reading.param());
        if (found == null) {
            throw new UnknownParamException(
                    param,
                    "no-such-param-in-step",
                    reference,
                    "but step '" + reading.stepId() + "' has no param '" + reading.param()
                            + "' with a value; only steps before this one are sure to have theirs",
                    NearMiss.of(reading.param(), step.params().keySet()));
        }
        return found.value();
    }

    @Override
    public EvalResult getFromSignalDependency(String index, String name) {
        var number = Coercion.integerIn(index)
                .filter(i -> i >= 0 && i <= Integer.MAX_VALUE)
                .orElseThrow(() ->
                        failure("a signal dependency is named by its number, such as '0', but was '" + index + "'"));
        return value(found(
                world().signals().ofDependency(step.step().stepId(), number.intValue(), name),
                "the step has no signal dependency " + index + " with a param '" + name + "'"));
    }

    @Override
    public EvalResult getFromForeach(String foreachStep, String innerStep, String name) {
        return found(
                step.children().ofForeach(foreachStep, innerStep, name),
                "step '" + foreachStep + "' has no iterations, or some in which step '" + innerStep + "' has no param '"
                        + name + "', as it was not run there");
    }

    @Override
    public EvalResult getFromSubworkflow(String subworkflowStep, String innerStep, String name) {
        return value(found(
                step.children().ofSubworkflow(subworkflowStep, innerStep, name),
                "step '" + subworkflowStep + "' has no subworkflow with a param '" + name + "' of step '" + innerStep
                        + "'"));
    }
}
