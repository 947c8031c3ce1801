package io.maestro.internal.engine;

import io.maestro.definition.ForeachStep;
import io.maestro.definition.Predicate;
import io.maestro.definition.Setting;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.internal.eval.merge.DefaultParams;
import io.maestro.internal.graph.Graph;
import io.maestro.param.ParamDefinition;
import java.util.Map;

/**
 * The params that Netflix Maestro gives to every workflow and step, such as the dates of the run. They are for expressions and
 * step types; a workflow that is nothing but Java code pays nothing for them.
 */
final class SystemParams {

    private SystemParams() {}

    /** Returns the params that every run of a workflow has, and every run of a body in it. */
    static Map<String, ParamDefinition> ofRunsOf(WorkflowDefinition definition) {
        boolean plain = definition
                        .timeout()
                        .filter(Setting.Interpolated.class::isInstance)
                        .isEmpty()
                && definition.params().values().stream().noneMatch(SystemParams::mayRefer)
                && definition.steps().stream().allMatch(SystemParams::isPlainJava);
        return plain ? Map.of() : DefaultParams.workflow();
    }

    /** Returns the params that every attempt of a step of a graph has. */
    static Map<String, ParamDefinition> ofAttemptsOf(Step step, Graph graph) {
        boolean handles = graph.handlers().handles(graph.number(step.id()).orElseThrow());
        return handles && !isPlainJava(step) ? DefaultParams.handler() : ofAttemptsOf(step);
    }

    /** Returns the params that every attempt of a step has. */
    static Map<String, ParamDefinition> ofAttemptsOf(Step step) {
        return isPlainJava(step) ? Map.of() : DefaultParams.step();
    }

    private static boolean isPlainJava(Step step) {
        return isPlain(step.basics())
                && switch (step) {
                    case TypedStep typed ->
                        typed.type().equals(StepType.JAVA) && typed.template().isEmpty();
                    case ForeachStep foreach ->
                        foreach.items() == ForeachStep.Items.CODE
                                && foreach.steps().stream().allMatch(SystemParams::isPlainJava);
                    case WhileStep loop ->
                        loop.condition() instanceof Predicate.Code
                                && loop.steps().stream().allMatch(SystemParams::isPlainJava);
                    case SubworkflowStep subworkflow -> false;
                    case TemplateStep template -> false;
                };
    }

    private static boolean isPlain(StepBasics basics) {
        return basics.params().isEmpty()
                && basics.timeout()
                        .filter(Setting.Interpolated.class::isInstance)
                        .isEmpty()
                && basics.transition().successors().values().stream().noneMatch(Predicate.Expression.class::isInstance);
    }

    private static boolean mayRefer(ParamDefinition param) {
        return switch (param.content()) {
            case ParamDefinition.Expression expression -> true;
            case ParamDefinition.Literal literal -> literal.value().toString().indexOf('$') >= 0;
            case ParamDefinition.Members(var members) ->
                members.values().stream().anyMatch(SystemParams::mayRefer);
            case ParamDefinition.Code code -> true;
            case ParamDefinition.Unset unset -> false;
        };
    }
}
