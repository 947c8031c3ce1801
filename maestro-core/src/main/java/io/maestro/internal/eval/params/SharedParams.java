package io.maestro.internal.eval.params;

import io.maestro.internal.eval.merge.GivenParams;
import io.maestro.internal.eval.merge.WorkflowLayers;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamException;
import io.maestro.param.ParamValue;
import io.maestro.step.ParamFunction;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The params that many runs have in common, such as the iterations of a loop: merged once, and evaluated once as far as they say
 * their value themselves. Immutable.
 */
public final class SharedParams {

    private final Map<String, ParamDefinition> definitions;
    private final Map<String, EvaluatedParam> evaluated;
    private final RecordedSize size = new RecordedSize();

    private SharedParams(Map<String, ParamDefinition> definitions, Map<String, EvaluatedParam> evaluated) {
        this.definitions = definitions;
        this.evaluated = evaluated;
        evaluated.forEach(size::add);
    }

    /**
     * Merges the params.
     *
     * @param world what they may know of the world, which is the same for all these runs
     * @param compilers make expressions and texts ready
     * @param declared what is the same in every run of the workflow
     * @param given what the parent gives to each of these runs
     * @return the params
     * @throws ParamException if they do not fit together
     */
    public static SharedParams of(
            RunWorld world, Compilers compilers, Map<String, ParamDefinition> declared, GivenParams given) {
        var definitions = WorkflowLayers.fresh(declared, given);
        var constant = new LinkedHashMap<String, ParamDefinition>();
        definitions.forEach((name, param) -> {
            if (isConstant(param)) {
                constant.put(name, param);
            }
        });
        return new SharedParams(definitions, WorkflowEvaluation.evaluate(world, compilers, constant));
    }

    private static boolean isConstant(ParamDefinition param) {
        return switch (param.content()) {
            case ParamDefinition.Literal(var value) -> isConstant(value);
            case ParamDefinition.Members(var members) ->
                members.values().stream().allMatch(SharedParams::isConstant);
            case ParamDefinition.Expression expression -> false;
            case ParamDefinition.Code code -> false;
            case ParamDefinition.Unset unset -> false;
        };
    }

    private static boolean isConstant(ParamValue value) {
        return switch (value) {
            case ParamValue.LongValue number -> true;
            case ParamValue.DoubleValue number -> true;
            case ParamValue.BooleanValue truth -> true;
            case ParamValue.LongArray numbers -> true;
            case ParamValue.DoubleArray numbers -> true;
            case ParamValue.BooleanArray truths -> true;
            case ParamValue.StringValue(var text) -> isConstant(text);
            case ParamValue.StringArray(var texts) -> texts.stream().allMatch(SharedParams::isConstant);
            case ParamValue.StringMap(var texts) ->
                texts.keySet().stream().allMatch(SharedParams::isConstant)
                        && texts.values().stream().allMatch(SharedParams::isConstant);
            case ParamValue.MapValue(var values) -> values.values().stream().allMatch(SharedParams::isConstant);
        };
    }

    private static boolean isConstant(String text) {
        return text.indexOf('$') < 0;
    }

    /**
     * Evaluates the params of one of the runs.
     *
     * @param world what they may know of the world
     * @param compilers make expressions and texts ready
     * @param own what only this run is given, none of these params among them
     * @param code what computes params in Java, by their names
     * @return the evaluated params: those that all have with the same value, in their order, then the others in theirs
     * @throws ParamException for the first param that has no value
     */
    public Map<String, EvaluatedParam> with(
            RunWorld world, Compilers compilers, GivenParams own, Map<String, ParamFunction> code) {
        var all = new LayeredMap<>(definitions);
        all.putAll(WorkflowLayers.fresh(Map.of(), own));
        return WorkflowEvaluation.evaluate(world, compilers, all, code, this);
    }

    /** Returns those that have their value, to which those of one run may be added. */
    Map<String, EvaluatedParam> evaluated() {
        return new LayeredMap<>(evaluated);
    }

    /** Returns how much room those take up that have their value. */
    RecordedSize size() {
        return size;
    }
}
