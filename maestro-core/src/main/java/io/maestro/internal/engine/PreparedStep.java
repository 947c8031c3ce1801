package io.maestro.internal.engine;

import io.maestro.definition.ForeachStep;
import io.maestro.definition.Predicate;
import io.maestro.definition.Step;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.internal.eval.merge.DefaultParams;
import io.maestro.internal.eval.merge.StepLayers;
import io.maestro.param.ParamDefinition;
import io.maestro.step.StepRuntime;
import io.maestro.step.WorkflowCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A step, ready to run.
 *
 * @param step the step
 * @param runtime what does its work; empty if runs of its own do
 * @param conditions the conditions of its transitions, by their numbers
 * @param params its params, before they are evaluated
 */
record PreparedStep(
        Step step, Optional<StepRuntime> runtime, List<Condition> conditions, Map<String, ParamDefinition> params) {

    /** Makes a step ready; nothing may be missing. */
    static PreparedStep of(Step step, WorkflowCode code, StepTypes types) {
        var params = params(step, step.basics().params(), types);
        return new PreparedStep(step, runtime(step, code, types), conditions(step, code), params);
    }

    /**
     * Returns the params of a step that declares some, before they are evaluated.
     *
     * @throws io.maestro.param.ParamException if they do not fit together, or one is missing
     */
    static Map<String, ParamDefinition> params(Step step, Map<String, ParamDefinition> declared, StepTypes types) {
        return StepLayers.of(SystemParams.ofAttemptsOf(step), ofKind(step, types), declared)
                .merged(false);
    }

    private static Map<String, ParamDefinition> ofKind(Step step, StepTypes types) {
        return switch (step) {
            case TypedStep typed ->
                types.find(typed.type()).map(StepRuntime::params).orElse(Map.of());
            case TemplateStep template -> Map.of();
            case ForeachStep foreach -> foreach.items() == ForeachStep.Items.CODE ? Map.of() : DefaultParams.foreach();
            case WhileStep loop -> loop.basics().params().isEmpty() ? Map.of() : DefaultParams.whileLoop();
            case SubworkflowStep subworkflow -> DefaultParams.subworkflow();
        };
    }

    private static Optional<StepRuntime> runtime(Step step, WorkflowCode code, StepTypes types) {
        return step instanceof TypedStep typed ? Optional.of(runtime(typed, code, types)) : Optional.empty();
    }

    private static StepRuntime runtime(TypedStep step, WorkflowCode code, StepTypes types) {
        var body = code.bodies().get(step.id());
        if (step.type().equals(StepType.JAVA) && body != null) {
            return BodyRuntime.ofBody(body, code.params().outputOf(step.id()));
        }
        var action = code.actions().get(step.id());
        if (step.type().equals(StepType.JAVA) && action != null) {
            return BodyRuntime.ofAction(action);
        }
        return types.find(step.type()).orElseThrow();
    }

    private static List<Condition> conditions(Step step, WorkflowCode code) {
        var conditions = new ArrayList<Condition>();
        step.basics()
                .transition()
                .successors()
                .forEach((successor, predicate) -> conditions.add(
                        switch (predicate) {
                            case Predicate.Always always -> Condition.always();
                            case Predicate.Expression(var text) -> Condition.ofExpression(successor, text);
                            case Predicate.Code inJava -> ofCode(new WorkflowCode.Edge(step.id(), successor), code);
                        }));
        return List.copyOf(conditions);
    }

    private static Condition ofCode(WorkflowCode.Edge edge, WorkflowCode code) {
        return Condition.ofCode(code.predicates().getOrDefault(edge, context -> {
            throw new IllegalStateException("the condition on " + edge + " was let through without its code");
        }));
    }
}
