package io.maestro.internal.eval.value;

import io.maestro.internal.eval.fault.Fault;
import io.maestro.internal.eval.port.EvalResult;
import io.maestro.internal.eval.time.DateFormatter;
import io.maestro.internal.eval.time.Moment;
import io.maestro.internal.eval.time.MomentField;
import io.maestro.internal.eval.time.Zone;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values as objects: what they are, and their way in and out of an evaluation. */
public final class Values {

    private Values() {}

    /**
     * Returns the kind of a value.
     *
     * @param value the value
     * @return its kind
     */
    public static Kind kind(Object value) {
        // The commonest first; a pattern switch over all classes costs more than the rest of a short expression.
        if (value instanceof String) {
            return Kind.STRING;
        }
        if (value instanceof Long) {
            return Kind.LONG;
        }
        if (value instanceof Moment) {
            return Kind.DATETIME;
        }
        if (value instanceof Double) {
            return Kind.DOUBLE;
        }
        if (value instanceof Boolean) {
            return Kind.BOOLEAN;
        }
        if (value instanceof MapObject) {
            return Kind.MAP;
        }
        if (value instanceof Absent absent) {
            return absent.kind();
        }
        return value instanceof Preset preset ? preset.kind() : rareKind(value);
    }

    private static Kind rareKind(Object value) {
        if (value instanceof Zone) {
            return Kind.DATETIME_ZONE;
        }
        if (value instanceof DateFormatter) {
            return Kind.DATETIME_FORMATTER;
        }
        return switch (value) {
            case String[] ignored -> Kind.STRING_ARRAY;
            case long[] ignored -> Kind.LONG_ARRAY;
            case double[] ignored -> Kind.DOUBLE_ARRAY;
            case boolean[] ignored -> Kind.BOOLEAN_ARRAY;
            case MomentField ignored -> Kind.DATETIME_PROPERTY;
            case DayCount ignored -> Kind.DATETIME_DAYS;
            case UUID ignored -> Kind.UUID;
            default -> throw new IllegalStateException("no value: " + value.getClass());
        };
    }

    /**
     * Returns what a variable of a kind holds before it is assigned.
     *
     * @param kind the kind
     * @return the value
     */
    public static Object initial(Kind kind) {
        return switch (kind) {
            case STRING -> Absent.STRING;
            case LONG -> 0L;
            case DOUBLE -> 0.0;
            case BOOLEAN -> false;
            case STRING_ARRAY, LONG_ARRAY, DOUBLE_ARRAY, BOOLEAN_ARRAY -> newArray(kind, 0);
            case MAP -> Absent.MAP;
            case DATETIME -> Absent.DATETIME;
            case DATETIME_ZONE -> Absent.ZONE;
            case DATETIME_FORMATTER -> Absent.FORMATTER;
            case DATETIME_PROPERTY -> Absent.PROPERTY;
            case DATETIME_DAYS -> Absent.DAYS;
            case UUID -> Absent.UUID;
            case NULL, MATH, PRESET_PARAMS, PRESET_UTIL_FUNCTION, PRESET_MISC_FUNC_FIELDS ->
                throw Fault.type("unsupported-type", "a new variable cannot hold a " + kind);
        };
    }

    /**
     * Returns a new array.
     *
     * @param kind the kind of the array
     * @param length its length
     * @return the array
     */
    public static Object newArray(Kind kind, int length) {
        return switch (kind) {
            case STRING_ARRAY -> new String[length];
            case LONG_ARRAY -> new long[length];
            case DOUBLE_ARRAY -> new double[length];
            case BOOLEAN_ARRAY -> new boolean[length];
            default -> throw new IllegalStateException(kind + " is no array");
        };
    }

    /**
     * Makes an input usable. Arrays and maps become new ones, so that a program cannot change its host's.
     *
     * @param input the input
     * @return the value
     */
    public static Object of(ParamValue input) {
        if (input instanceof ParamValue.StringValue text) {
            return text.value();
        }
        if (input instanceof ParamValue.LongValue number) {
            return number.value();
        }
        return switch (input) {
            case ParamValue.StringValue(var value) -> value;
            case ParamValue.LongValue(long value) -> value;
            case ParamValue.DoubleValue(double value) -> value;
            case ParamValue.BooleanValue(boolean value) -> value;
            case ParamValue.StringArray(var values) -> values.toArray(new String[0]);
            case ParamValue.LongArray(var values) ->
                values.stream().mapToLong(Long::longValue).toArray();
            case ParamValue.DoubleArray(var values) ->
                values.stream().mapToDouble(Double::doubleValue).toArray();
            case ParamValue.BooleanArray(var values) -> booleans(values);
            case ParamValue.StringMap(var values) -> {
                var map = new MapObject();
                map.entries().putAll(values);
                yield map;
            }
            case ParamValue.MapValue(var values) -> {
                var map = new MapObject();
                values.forEach((name, value) -> map.entries().put(name, of(value)));
                yield map;
            }
        };
    }

    /**
     * Makes what a function of the host returned usable.
     *
     * @param result the result
     * @return the value
     */
    public static Object of(EvalResult result) {
        return switch (result) {
            case EvalResult.Value(var value) -> of(value);
            case EvalResult.Unset(var type) -> type == ParamType.MAP ? Absent.MAP : Absent.STRING;
            case EvalResult.TextsWithGaps(var texts) -> texts.toArray(new @Nullable String[0]);
        };
    }

    private static boolean[] booleans(List<Boolean> values) {
        boolean[] array = new boolean[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return array;
    }

    /**
     * Makes a value the result of the evaluation.
     *
     * @param value the value
     * @param budget pays for the entries of maps
     * @return the result
     */
    public static EvalResult result(Object value, Budget budget) {
        if (value instanceof String text) {
            return new EvalResult.Value(ParamValue.of(text));
        }
        return switch (value) {
            case Absent absent when absent == Absent.STRING -> new EvalResult.Unset(ParamType.STRING);
            case Absent absent when absent == Absent.MAP -> new EvalResult.Unset(ParamType.MAP);
            case String[] texts when hasGaps(texts) -> new EvalResult.TextsWithGaps(Arrays.asList(texts));
            case MapObject map -> new EvalResult.Value(new MapConversion(budget).convert(map));
            default -> new EvalResult.Value(simple(value));
        };
    }

    /** Makes a value that is no map a param value. */
    static ParamValue simple(Object value) {
        return switch (value) {
            case String text -> ParamValue.of(text);
            case Long number -> ParamValue.of((long) number);
            case Double number -> ParamValue.of((double) number);
            case Boolean flag -> ParamValue.of((boolean) flag);
            case String[] texts -> new ParamValue.StringArray(List.of(texts));
            case long[] numbers ->
                new ParamValue.LongArray(Arrays.stream(numbers).boxed().toList());
            case double[] numbers ->
                new ParamValue.DoubleArray(Arrays.stream(numbers).boxed().toList());
            case boolean[] flags -> {
                var list = new ArrayList<Boolean>(flags.length);
                for (boolean flag : flags) {
                    list.add(flag);
                }
                yield new ParamValue.BooleanArray(list);
            }
            default ->
                throw Fault.type(
                        "return-type:" + kind(value).name(), "an expression cannot result in a " + kind(value));
        };
    }

    static boolean hasGaps(@Nullable String[] texts) {
        for (var text : texts) {
            if (text == null) {
                return true;
            }
        }
        return false;
    }
}
