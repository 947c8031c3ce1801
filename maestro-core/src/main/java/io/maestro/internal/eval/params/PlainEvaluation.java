package io.maestro.internal.eval.params;

import io.maestro.definition.StepId;
import io.maestro.error.NearMiss;
import io.maestro.internal.eval.EvalHost;
import io.maestro.internal.eval.port.ParamFunctions;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import io.maestro.param.UnknownParamException;
import java.util.Map;
import java.util.Optional;

/** Evaluates params that belong to no run. They know each other, and nothing else. */
public final class PlainEvaluation extends Evaluation {

    private PlainEvaluation(EvalHost host, Compilers compilers, Map<String, ParamDefinition> params) {
        super(compilers, host, params, Map.of(), Map.of());
    }

    /**
     * Evaluates params.
     *
     * @param host the clock, chance and time zone of expressions
     * @param compilers make expressions and texts ready
     * @param params the merged params, cleaned up
     * @return the evaluated params, in their order
     * @throws io.maestro.param.ParamException for the first param that has no value
     */
    public static Map<String, EvaluatedParam> evaluate(
            EvalHost host, Compilers compilers, Map<String, ParamDefinition> params) {
        return new PlainEvaluation(host, compilers, params).all();
    }

    @Override
    String where() {
        return "these definitions";
    }

    @Override
    ParamValue resolve(String param, String name) {
        if (!isDefined(name)) {
            throw new UnknownParamException(
                    param, "no-such-param", name, "which " + where() + " do not have", NearMiss.of(name, names()));
        }
        return demand(name);
    }

    @Override
    Optional<ParamFunctions> functions(String param) {
        return Optional.empty();
    }

    @Override
    Map<String, EvaluatedParam> visibleByParams() {
        return Map.of();
    }

    @Override
    Object output(String param, StepId step) {
        throw new UnknownParamException(
                param, "no-such-step", step.value(), "but there are no steps around " + where(), Optional.empty());
    }
}
