package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.param.ParamCodec;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.step.OutputFunction;
import io.maestro.step.ParamFunction;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The params of a step that is being declared. One that is set twice is what was said last. */
final class StepParams {

    private final Map<String, ParamDefinition> definitions = new LinkedHashMap<>();
    private final Map<String, ParamFunction> functions = new LinkedHashMap<>();
    private final Map<String, Function<Object, ParamValue>> outputs = new LinkedHashMap<>();

    void set(String name, ParamDefinition definition) {
        definitions.put(requireNonNull(name, "param"), definition);
        functions.remove(name);
        outputs.remove(name);
    }

    void compute(String name, ParamType type, ParamFunction function) {
        set(name, ParamDefinition.code(type));
        functions.put(name, function);
    }

    <V> void output(String name, ParamCodec<V> type, Function<Object, ? extends V> part) {
        set(name, ParamDefinition.literal(empty(type.type())));
        outputs.put(name, output -> type.write(name, part.apply(output)));
    }

    /** A param must have a value before its step has an output. */
    private static ParamValue empty(ParamType type) {
        return switch (type) {
            case STRING -> ParamValue.of("");
            case LONG -> ParamValue.of(0);
            case DOUBLE -> ParamValue.of(0.0);
            case BOOLEAN -> ParamValue.of(false);
            case STRING_ARRAY -> new ParamValue.StringArray(List.of());
            case LONG_ARRAY -> new ParamValue.LongArray(List.of());
            case DOUBLE_ARRAY -> new ParamValue.DoubleArray(List.of());
            case BOOLEAN_ARRAY -> new ParamValue.BooleanArray(List.of());
            case STRING_MAP -> new ParamValue.StringMap(Map.of());
            case MAP -> new ParamValue.MapValue(Map.of());
        };
    }

    Map<String, ParamDefinition> definitions() {
        return definitions;
    }

    Map<String, ParamFunction> functions() {
        return functions;
    }

    Map<String, Function<Object, ParamValue>> outputs() {
        return outputs;
    }

    /** Returns what gives the params of outputs their values. */
    OutputFunction outputFunction() {
        var functions = Map.copyOf(outputs);
        return output -> {
            var values = new HashMap<String, ParamValue>();
            functions.forEach((name, function) -> values.put(name, function.apply(output)));
            return values;
        };
    }
}
