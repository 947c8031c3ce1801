package io.maestro.param;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The value of a param. Immutable; two values are equal if they have the same type and content. */
public sealed interface ParamValue {

    /**
     * Returns the type of this value.
     *
     * @return the type
     */
    ParamType type();

    /**
     * Returns this value as plain Java: {@link String}, {@link Long}, {@link Double}, {@link Boolean}, an unmodifiable {@link
     * List} or {@link Map} of these.
     *
     * @return the plain value
     */
    Object toJava();

    /**
     * Text.
     *
     * @param value the text
     */
    record StringValue(String value) implements ParamValue {
        /** Checks that the text is not null. */
        public StringValue {
            requireNonNull(value, "value");
        }

        @Override
        public ParamType type() {
            return ParamType.STRING;
        }

        @Override
        public Object toJava() {
            return value;
        }
    }

    /**
     * A 64-bit integer.
     *
     * @param value the integer
     */
    record LongValue(long value) implements ParamValue {
        @Override
        public ParamType type() {
            return ParamType.LONG;
        }

        @Override
        public Object toJava() {
            return value;
        }
    }

    /**
     * A double; may be infinite or not a number.
     *
     * @param value the double
     */
    record DoubleValue(double value) implements ParamValue {
        @Override
        public ParamType type() {
            return ParamType.DOUBLE;
        }

        @Override
        public Object toJava() {
            return value;
        }
    }

    /**
     * True or false.
     *
     * @param value the boolean
     */
    record BooleanValue(boolean value) implements ParamValue {
        @Override
        public ParamType type() {
            return ParamType.BOOLEAN;
        }

        @Override
        public Object toJava() {
            return value;
        }
    }

    /**
     * A list of texts.
     *
     * @param values the texts, none null
     */
    record StringArray(List<String> values) implements ParamValue {
        /** Copies the list. */
        public StringArray {
            values = List.copyOf(values);
        }

        @Override
        public ParamType type() {
            return ParamType.STRING_ARRAY;
        }

        @Override
        public Object toJava() {
            return values;
        }
    }

    /**
     * A list of 64-bit integers.
     *
     * @param values the integers
     */
    record LongArray(List<Long> values) implements ParamValue {
        /** Copies the list. */
        public LongArray {
            values = List.copyOf(values);
        }

        @Override
        public ParamType type() {
            return ParamType.LONG_ARRAY;
        }

        @Override
        public Object toJava() {
            return values;
        }
    }

    /**
     * A list of doubles.
     *
     * @param values the doubles
     */
    record DoubleArray(List<Double> values) implements ParamValue {
        /** Copies the list. */
        public DoubleArray {
            values = List.copyOf(values);
        }

        @Override
        public ParamType type() {
            return ParamType.DOUBLE_ARRAY;
        }

        @Override
        public Object toJava() {
            return values;
        }
    }

    /**
     * A list of booleans.
     *
     * @param values the booleans
     */
    record BooleanArray(List<Boolean> values) implements ParamValue {
        /** Copies the list. */
        public BooleanArray {
            values = List.copyOf(values);
        }

        @Override
        public ParamType type() {
            return ParamType.BOOLEAN_ARRAY;
        }

        @Override
        public Object toJava() {
            return values;
        }
    }

    /**
     * Texts by name, in their order.
     *
     * @param values the texts
     */
    record StringMap(Map<String, String> values) implements ParamValue {
        /** Copies the map. */
        public StringMap {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        @Override
        public ParamType type() {
            return ParamType.STRING_MAP;
        }

        @Override
        public Object toJava() {
            return values;
        }
    }

    /**
     * Values of any type by name, in their order.
     *
     * @param values the values
     */
    record MapValue(Map<String, ParamValue> values) implements ParamValue {
        /** Copies the map. */
        public MapValue {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        @Override
        public ParamType type() {
            return ParamType.MAP;
        }

        @Override
        public Object toJava() {
            var plain = new LinkedHashMap<String, Object>();
            values.forEach((name, value) -> plain.put(name, value.toJava()));
            return Collections.unmodifiableMap(plain);
        }
    }

    /**
     * Returns a text.
     *
     * @param value the text
     * @return the value
     */
    static ParamValue of(String value) {
        return new StringValue(value);
    }

    /**
     * Returns an integer.
     *
     * @param value the integer
     * @return the value
     */
    static ParamValue of(long value) {
        return new LongValue(value);
    }

    /**
     * Returns a double.
     *
     * @param value the double
     * @return the value
     */
    static ParamValue of(double value) {
        return new DoubleValue(value);
    }

    /**
     * Returns a boolean.
     *
     * @param value the boolean
     * @return the value
     */
    static ParamValue of(boolean value) {
        return new BooleanValue(value);
    }
}
