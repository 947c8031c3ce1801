package io.maestro.internal.eval.value;

import io.maestro.internal.eval.fault.Fault;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The texts that values become: by {@code +}, and as arguments of Java's own methods. */
public final class Texts {

    private Texts() {}

    /**
     * Returns the text that {@code +} adds for a value.
     *
     * @param value the value
     * @param budget pays for the text
     * @return the text
     */
    public static String joined(Object value, Budget budget) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof Long || value instanceof Double) {
            return value.toString();
        }
        return switch (value) {
            case Absent absent when absent != Absent.UUID -> "null";
            case MapObject map -> {
                var out = new StringBuilder();
                new MapText(out, budget).append(map);
                yield out.toString();
            }
            case UUID ignored -> throw noText(value);
            case Absent ignored -> throw noText(value);
            case Preset ignored -> throw noText(value);
            default -> simple(value);
        };
    }

    private static Fault noText(Object value) {
        return Fault.type("no-value", "a " + Values.kind(value) + " cannot be part of a text");
    }

    /** The text of a value that is no map. */
    static String simple(Object value) {
        return switch (value) {
            case long[] numbers -> "[J@" + Integer.toHexString(Arrays.hashCode(numbers));
            case double[] numbers -> "[D@" + Integer.toHexString(Arrays.hashCode(numbers));
            case boolean[] flags -> "[Z@" + Integer.toHexString(Arrays.hashCode(flags));
            case String[] texts -> "[Ljava.lang.String;@" + Integer.toHexString(Arrays.hashCode(texts));
            default -> value.toString();
        };
    }

    /**
     * Returns a value as Java's own methods see it: {@code null} if there is none, integers as {@code int} where they fit,
     * anything else that Java does not know as its text.
     *
     * @param value the value
     * @param budget pays for the text
     * @return the argument
     */
    public static @Nullable Object argument(Object value, Budget budget) {
        return switch (value) {
            case Absent absent when absent != Absent.UUID -> null;
            case Long number when number >= Integer.MIN_VALUE && number <= Integer.MAX_VALUE -> number.intValue();
            case Long number -> number;
            case Double number -> number;
            case Boolean flag -> flag;
            case MapObject map -> {
                // Refuses what a map cannot take out of the program, as the original does.
                new MapConversion(budget).convert(map);
                yield joined(map, budget);
            }
            default -> joined(value, budget);
        };
    }

    /** Writes the text of a map: what is within is written out, arrays included. */
    private static final class MapText {
        private final StringBuilder out;
        private final Budget budget;
        private int depth;

        MapText(StringBuilder out, Budget budget) {
            this.out = out;
            this.budget = budget;
        }

        void append(MapObject map) {
            Nesting.check(++depth, budget);
            var separator = "{";
            for (var entry : map.entries().entrySet()) {
                int from = out.length();
                out.append(separator).append(entry.getKey()).append('=');
                appendValue(entry.getValue());
                budget.spend(1);
                budget.extendText(out.length() - from, 0);
                separator = ", ";
            }
            out.append(map.entries().isEmpty() ? "{}" : "}");
            depth--;
        }

        private void appendValue(Object value) {
            switch (value) {
                case MapObject map -> append(map);
                case Absent absent -> out.append(absent == Absent.NULL ? "NULL" : "null");
                case long[] numbers -> out.append(Arrays.toString(numbers));
                case double[] numbers -> out.append(Arrays.toString(numbers));
                case boolean[] flags -> out.append(Arrays.toString(flags));
                case String[] texts -> out.append(Arrays.toString(texts));
                default -> out.append(joined(value, budget));
            }
        }
    }
}
