package io.maestro.param;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Arrays of params as lists of single values, and back. */
final class ParamArrays {

    private ParamArrays() {}

    /** Returns the type of the array whose elements have a type. */
    static ParamType typeOf(ParamType element) {
        return switch (element) {
            case STRING -> ParamType.STRING_ARRAY;
            case LONG -> ParamType.LONG_ARRAY;
            case DOUBLE -> ParamType.DOUBLE_ARRAY;
            case BOOLEAN -> ParamType.BOOLEAN_ARRAY;
            case STRING_ARRAY, LONG_ARRAY, DOUBLE_ARRAY, BOOLEAN_ARRAY, STRING_MAP, MAP ->
                throw new IllegalArgumentException("no array holds values of type " + element);
        };
    }

    /** Tells whether there are arrays whose elements have a type. */
    static boolean canHold(ParamType element) {
        return switch (element) {
            case STRING, LONG, DOUBLE, BOOLEAN -> true;
            case STRING_ARRAY, LONG_ARRAY, DOUBLE_ARRAY, BOOLEAN_ARRAY, STRING_MAP, MAP -> false;
        };
    }

    /** Returns the array of elements that are all of one type. */
    static ParamValue of(ParamType element, List<ParamValue> elements) {
        var plain = elements.stream().map(ParamValue::toJava);
        return switch (typeOf(element)) {
            case LONG_ARRAY ->
                new ParamValue.LongArray(plain.map(Long.class::cast).toList());
            case DOUBLE_ARRAY ->
                new ParamValue.DoubleArray(plain.map(Double.class::cast).toList());
            case BOOLEAN_ARRAY ->
                new ParamValue.BooleanArray(plain.map(Boolean.class::cast).toList());
            default -> new ParamValue.StringArray(plain.map(String.class::cast).toList());
        };
    }

    /** Returns the elements of an array; empty if the value is no array. */
    static Optional<List<ParamValue>> elements(ParamValue value) {
        return switch (value) {
            case ParamValue.StringArray array -> Optional.of(mapped(array.values(), ParamValue::of));
            case ParamValue.LongArray array -> Optional.of(mapped(array.values(), ParamValue::of));
            case ParamValue.DoubleArray array -> Optional.of(mapped(array.values(), ParamValue::of));
            case ParamValue.BooleanArray array -> Optional.of(mapped(array.values(), ParamValue::of));
            default -> Optional.empty();
        };
    }

    private static <T> List<ParamValue> mapped(List<T> values, Function<T, ParamValue> mapping) {
        return values.stream().map(mapping).toList();
    }
}
