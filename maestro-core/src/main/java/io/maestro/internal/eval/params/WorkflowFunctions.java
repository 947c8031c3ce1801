package io.maestro.internal.eval.params;

import io.maestro.internal.eval.port.EvalResult;
import io.maestro.param.UnknownParamException;
import java.util.List;
import java.util.Optional;

/** The functions of {@code params} in the params of a run. */
final class WorkflowFunctions extends Functions {

    private static final List<String> FIELDS = List.of(
            "INITIATOR_TYPE",
            "INITIATOR_TIMEZONE",
            "INITIATOR_RUNNER_NAME",
            "RUN_POLICY",
            "owner",
            "FIRST_TIME_TRIGGER_TIMEZONE",
            "workflow_id",
            "workflow_instance_id",
            "workflow_run_id");

    WorkflowFunctions(String param, RunWorld world) {
        super(param, world);
    }

    @Override
    EvalResult ofInstance(String field) {
        return switch (field) {
            case "owner" -> text(world().owner().orElse(""));
            case "FIRST_TIME_TRIGGER_TIMEZONE" -> text(world().triggerTimezone().orElse(""));
            // Params are evaluated before the run has its numbers.
            case "workflow_instance_id", "workflow_run_id" -> text("");
            default -> throw unknownField(field, FIELDS);
        };
    }

    @Override
    public Optional<EvalResult> getFromStep(String field) {
        throw onlyInSteps();
    }

    @Override
    public Optional<EvalResult> getFromStep(String stepId, String name) {
        throw new UnknownParamException(
                param(),
                "no-such-step",
                stepId,
                "but the params of a workflow are evaluated before its steps",
                Optional.empty());
    }

    @Override
    public EvalResult getFromSignalDependency(String index, String name) {
        throw onlyInSteps();
    }

    @Override
    public EvalResult getFromForeach(String foreachStep, String innerStep, String name) {
        throw onlyInSteps();
    }

    @Override
    public EvalResult getFromSubworkflow(String subworkflowStep, String innerStep, String name) {
        throw onlyInSteps();
    }
}
