package io.maestro.internal.engine;

import io.maestro.definition.LoopStep;
import io.maestro.internal.eval.coercion.Coerced;
import io.maestro.internal.eval.coercion.Coercion;
import io.maestro.internal.eval.coercion.ParamJson;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamErrorCategory;
import io.maestro.param.ParamRuleException;
import io.maestro.param.ParamValue;
import io.maestro.run.StepAttempt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The loop params of foreach and while steps (spec: definitions, sections 1.6.1 and 1.6.2). */
final class LoopParams {

    private LoopParams() {}

    /** Returns the loop params of a step, in their order; empty if they are no MAP. */
    static Optional<Map<String, ParamValue>> of(Map<String, EvaluatedParam> stepParams) {
        var param = stepParams.get(LoopStep.LOOP_PARAMS);
        return param != null && param.value() instanceof ParamValue.MapValue(var values)
                ? Optional.of(values)
                : Optional.empty();
    }

    /** Returns the definition of the value of one of them: it is sensitive if they are. */
    static ParamDefinition definition(Map<String, EvaluatedParam> stepParams, ParamValue value) {
        var definition = ParamDefinition.exactly(value);
        var all = stepParams.get(LoopStep.LOOP_PARAMS);
        return all != null && all.isSensitive() ? definition.sensitive() : definition;
    }

    /** Returns how many values a loop param of a foreach has; empty if it is no array. */
    static Optional<Integer> size(ParamValue array) {
        return switch (array) {
            case ParamValue.StringArray(var values) -> Optional.of(values.size());
            case ParamValue.LongArray(var values) -> Optional.of(values.size());
            case ParamValue.DoubleArray(var values) -> Optional.of(values.size());
            case ParamValue.BooleanArray(var values) -> Optional.of(values.size());
            default -> Optional.empty();
        };
    }

    private static ParamValue element(ParamValue array, int index) {
        return switch (array) {
            case ParamValue.StringArray(var values) -> ParamValue.of(values.get(index));
            case ParamValue.LongArray(var values) -> ParamValue.of(values.get(index));
            case ParamValue.DoubleArray(var values) -> ParamValue.of(values.get(index));
            case ParamValue.BooleanArray(var values) -> ParamValue.of(values.get(index));
            default -> throw new IllegalArgumentException("a " + array.type() + " has no elements");
        };
    }

    /** Returns the values of an iteration of a foreach, of which the first declared param varies fastest. */
    static Map<String, ParamValue> at(Map<String, ParamValue> arrays, long iteration) {
        var values = new LinkedHashMap<String, ParamValue>();
        long rest = iteration - 1;
        for (var entry : arrays.entrySet()) {
            int size = size(entry.getValue()).orElseThrow();
            values.put(entry.getKey(), element(entry.getValue(), (int) (rest % size)));
            rest /= size;
        }
        return values;
    }

    /**
     * Returns the values that an iteration of a while is given: each a single value, of the type that it has at first.
     *
     * @throws ParamRuleException if one is none, or a step of the body has set it to what cannot be of that type
     */
    static Map<String, ParamValue> fitting(Map<String, EvaluatedParam> stepParams, Map<String, ParamValue> values) {
        var fitting = new LinkedHashMap<>(values);
        of(stepParams)
                .orElse(Map.of())
                .forEach((name, first) -> fitting.computeIfPresent(name, (same, value) -> fitted(name, first, value)));
        return fitting;
    }

    private static ParamValue fitted(String name, ParamValue first, ParamValue value) {
        var path = LoopStep.LOOP_PARAMS + '.' + name;
        if (Coercion.textOf(first).isEmpty()) {
            throw new ParamRuleException(
                    path,
                    ParamErrorCategory.TYPE,
                    "loop-param-type",
                    "must be a STRING, LONG, DOUBLE or BOOLEAN but is a " + first.type());
        }
        return Coercion.to(first.type(), value)
                .map(Coerced::value)
                .orElseThrow(() -> new ParamRuleException(
                        path,
                        ParamErrorCategory.TYPE,
                        "loop-param-type",
                        "is a " + first.type() + " and cannot be set to the " + value.type() + ' '
                                + ParamJson.shown(value) + " by a step of the body"));
    }

    /** Returns the values after an iteration of a while: params of the same name in its steps set them, the last one wins. */
    static Map<String, ParamValue> after(Map<String, ParamValue> before, List<StepAttempt> attempts) {
        var values = new LinkedHashMap<>(before);
        for (var attempt : attempts) {
            values.replaceAll((name, value) -> {
                var param = attempt.params().get(name);
                return param == null ? value : param.value();
            });
        }
        return values;
    }
}
