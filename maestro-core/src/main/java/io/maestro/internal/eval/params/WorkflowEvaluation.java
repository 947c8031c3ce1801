package io.maestro.internal.eval.params;

import io.maestro.definition.StepId;
import io.maestro.error.NearMiss;
import io.maestro.internal.eval.port.ParamFunctions;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import io.maestro.param.UnknownParamException;
import io.maestro.step.ParamFunction;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/** Evaluates the params of a run. They know each other, and the signals that started the run. */
public final class WorkflowEvaluation extends Evaluation {

    private final RunWorld world;

    private WorkflowEvaluation(
            RunWorld world, Compilers compilers, Map<String, ParamDefinition> params, Map<String, ParamFunction> code) {
        super(compilers, world.host(), params, code, Map.of());
        this.world = world;
    }

    private WorkflowEvaluation(
            RunWorld world,
            Compilers compilers,
            Map<String, ParamDefinition> params,
            Map<String, ParamFunction> code,
            SharedParams shared,
            Map<String, EvaluatedParam> extended) {
        super(compilers, world.host(), params, code, shared, extended);
        this.world = world;
    }

    /**
     * Evaluates the params of a run of which none is computed in Java.
     *
     * @param world what they may know of the world
     * @param compilers make expressions and texts ready
     * @param params the merged params, cleaned up
     * @return the evaluated params, in their order
     * @throws io.maestro.param.ParamException for the first param that has no value
     */
    public static Map<String, EvaluatedParam> evaluate(
            RunWorld world, Compilers compilers, Map<String, ParamDefinition> params) {
        return evaluate(world, compilers, params, Map.of());
    }

    /**
     * Evaluates the params of a run.
     *
     * @param world what they may know of the world
     * @param compilers make expressions and texts ready
     * @param params the merged params, cleaned up
     * @param code what computes params in Java, by their names
     * @return the evaluated params, in their order
     * @throws io.maestro.param.ParamException for the first param that has no value
     */
    public static Map<String, EvaluatedParam> evaluate(
            RunWorld world, Compilers compilers, Map<String, ParamDefinition> params, Map<String, ParamFunction> code) {
        return new WorkflowEvaluation(world, compilers, params, code).all();
    }

    /** Evaluates the params of a run, of which some have their value already because other runs have them as well. */
    static Map<String, EvaluatedParam> evaluate(
            RunWorld world,
            Compilers compilers,
            Map<String, ParamDefinition> params,
            Map<String, ParamFunction> code,
            SharedParams shared) {
        var extended = shared.evaluated();
        new WorkflowEvaluation(world, compilers, params, code, shared, extended).demandAll();
        return Collections.unmodifiableMap(extended);
    }

    @Override
    String where() {
        return "workflow '" + world.workflowId() + "'";
    }

    @Override
    ParamValue resolve(String param, String name) {
        if (isDefined(name)) {
            return demand(name);
        }
        if (!StepReference.isIn(name)) {
            throw new UnknownParamException(
                    param, "no-such-param", name, "which " + where() + " does not have", NearMiss.of(name, names()));
        }
        var reference = StepReference.of(name);
        var reading = reference.readings().getFirst();
        if (!reference.clear()) {
            throw new UnknownParamException(
                    param,
                    "ambiguous-or-unknown-step",
                    name,
                    "which is no param, and a workflow's params cannot refer to steps",
                    Optional.empty());
        }
        return world.signals()
                .find(reading.stepId(), reading.param())
                .orElseThrow(() -> new UnknownParamException(
                        param,
                        "signal-ref",
                        name,
                        "which is neither a param of " + where() + " nor one of a signal",
                        NearMiss.of(name, names())));
    }

    @Override
    Optional<ParamFunctions> functions(String param) {
        return Optional.of(new WorkflowFunctions(param, world));
    }

    @Override
    Map<String, EvaluatedParam> visibleByParams() {
        return Map.of();
    }

    @Override
    Object output(String param, StepId step) {
        throw new UnknownParamException(
                param,
                "no-such-step",
                step.value(),
                "but the params of a workflow are evaluated before its steps",
                Optional.empty());
    }
}
