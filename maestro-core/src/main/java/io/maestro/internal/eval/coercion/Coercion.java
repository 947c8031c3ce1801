package io.maestro.internal.eval.coercion;

import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.param.ParamValue.BooleanArray;
import io.maestro.param.ParamValue.BooleanValue;
import io.maestro.param.ParamValue.DoubleArray;
import io.maestro.param.ParamValue.DoubleValue;
import io.maestro.param.ParamValue.LongArray;
import io.maestro.param.ParamValue.LongValue;
import io.maestro.param.ParamValue.MapValue;
import io.maestro.param.ParamValue.StringArray;
import io.maestro.param.ParamValue.StringMap;
import io.maestro.param.ParamValue.StringValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which values a param of a type takes, and what it makes of them (spec: definitions, section 3.2). */
public final class Coercion {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d++\\.?\\d*+|\\.\\d++)([eE][+-]?\\d{1,10})?");

    private Coercion() {}

    /**
     * Returns a value as another type.
     *
     * @param type the type
     * @param value the value
     * @return the value of that type, or empty if there is none
     */
    public static Optional<Coerced> to(ParamType type, ParamValue value) {
        return switch (type) {
            case STRING -> text(value);
            case LONG -> integer(value);
            case DOUBLE -> decimal(value).map(number -> Coerced.same(ParamValue.of((double) number)));
            case BOOLEAN -> truth(value);
            case STRING_ARRAY -> texts(value);
            case LONG_ARRAY, DOUBLE_ARRAY, BOOLEAN_ARRAY ->
                value.type() == type ? Optional.of(Coerced.same(value)) : Optional.empty();
            case STRING_MAP -> textsByName(value);
            case MAP -> members(value);
        };
    }

    /**
     * Returns the text that a single value has in a STRING or within a text.
     *
     * @param value the value
     * @return the text, or empty if the value is an array or a map
     */
    public static Optional<String> textOf(ParamValue value) {
        return switch (value) {
            case StringValue(var text) -> Optional.of(text);
            case LongValue(long number) -> Optional.of(Long.toString(number));
            case DoubleValue(double number) -> Optional.of(Double.toString(number));
            case BooleanValue(boolean flag) -> Optional.of(Boolean.toString(flag));
            case StringArray ignored -> Optional.empty();
            case LongArray ignored -> Optional.empty();
            case DoubleArray ignored -> Optional.empty();
            case BooleanArray ignored -> Optional.empty();
            case StringMap ignored -> Optional.empty();
            case MapValue ignored -> Optional.empty();
        };
    }

    private static Optional<Coerced> text(ParamValue value) {
        return value instanceof StringValue
                ? Optional.of(Coerced.same(value))
                : textOf(value).map(text -> Coerced.changed(ParamValue.of(text)));
    }

    private static Optional<Coerced> integer(ParamValue value) {
        if (value instanceof LongValue) {
            return Optional.of(Coerced.same(value));
        }
        return value instanceof StringValue(var text)
                ? integerIn(text).map(number -> Coerced.changed(ParamValue.of((long) number)))
                : Optional.empty();
    }

    /**
     * Returns the decimal number of 64 bits that a text is.
     *
     * @param text the text
     * @return the number, or empty if the text is none
     */
    public static Optional<Long> integerIn(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A number that is none, or is infinite, has no decimal text, and so is refused where a text would be read. */
    private static Optional<Double> decimal(ParamValue value) {
        return textOf(value).filter(text -> DECIMAL.matcher(text).matches()).map(Double::parseDouble);
    }

    private static Optional<Coerced> truth(ParamValue value) {
        if (value instanceof BooleanValue) {
            return Optional.of(Coerced.same(value));
        }
        boolean isTruth = value instanceof StringValue(var text)
                && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
        return isTruth
                ? textOf(value).map(text -> Coerced.changed(ParamValue.of(Boolean.parseBoolean(text))))
                : Optional.empty();
    }

    private static Optional<Coerced> texts(ParamValue value) {
        return switch (value) {
            case StringArray array -> Optional.of(Coerced.same(array));
            case LongArray(var values) -> textsOf(values);
            case DoubleArray(var values) -> textsOf(values);
            case BooleanArray(var values) -> textsOf(values);
            case StringValue ignored -> Optional.empty();
            case LongValue ignored -> Optional.empty();
            case DoubleValue ignored -> Optional.empty();
            case BooleanValue ignored -> Optional.empty();
            case StringMap ignored -> Optional.empty();
            case MapValue ignored -> Optional.empty();
        };
    }

    private static Optional<Coerced> textsOf(List<?> values) {
        return Optional.of(Coerced.changed(
                new StringArray(values.stream().map(Object::toString).toList())));
    }

    private static Optional<Coerced> textsByName(ParamValue value) {
        if (value instanceof StringMap) {
            return Optional.of(Coerced.same(value));
        }
        if (!(value instanceof MapValue(var members))) {
            return Optional.empty();
        }
        var texts = new LinkedHashMap<String, String>();
        for (var member : members.entrySet()) {
            if (!(member.getValue() instanceof StringValue(var text))) {
                return Optional.empty();
            }
            texts.put(member.getKey(), text);
        }
        return Optional.of(Coerced.same(new StringMap(texts)));
    }

    private static Optional<Coerced> members(ParamValue value) {
        if (value instanceof MapValue) {
            return Optional.of(Coerced.same(value));
        }
        if (!(value instanceof StringMap(var texts))) {
            return Optional.empty();
        }
        var members = new LinkedHashMap<String, ParamValue>();
        texts.forEach((name, text) -> members.put(name, ParamValue.of(text)));
        return Optional.of(Coerced.same(new MapValue(members)));
    }
}
