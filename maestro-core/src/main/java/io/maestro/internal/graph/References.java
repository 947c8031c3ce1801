package io.maestro.internal.graph;

import io.maestro.param.ParamValue;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds references to params in literals (spec: definitions, section 3.7). */
final class References {

    private static final Pattern DOLLAR = Pattern.compile("\\$");

    private References() {}

    /**
     * Returns the first text of a literal that is not taken as it stands: one with a dollar sign, which begins or escapes a
     * reference.
     */
    static Optional<String> in(ParamValue literal) {
        return texts(literal).filter(text -> DOLLAR.matcher(text).find()).findFirst();
    }

    private static Stream<String> texts(ParamValue literal) {
        return switch (literal) {
            case ParamValue.StringValue text -> Stream.of(text.value());
            case ParamValue.StringArray texts -> texts.values().stream();
            case ParamValue.StringMap map ->
                Stream.concat(map.values().keySet().stream(), map.values().values().stream());
            case ParamValue.LongValue value -> Stream.empty();
            case ParamValue.DoubleValue value -> Stream.empty();
            case ParamValue.BooleanValue value -> Stream.empty();
            case ParamValue.LongArray values -> Stream.empty();
            case ParamValue.DoubleArray values -> Stream.empty();
            case ParamValue.BooleanArray values -> Stream.empty();
            case ParamValue.MapValue map -> map.values().values().stream().flatMap(References::texts);
        };
    }
}
