package io.maestro.internal.eval.value;

import java.util.Optional;

/** The types that a value can have while a program runs. The names of the constants are those of Netflix Maestro's messages. */
public enum Kind {
    /** A text; a declared variable without a value holds none. */
    STRING,
    /** A 64-bit integer. */
    LONG,
    /** A double. */
    DOUBLE,
    /** True or false. */
    BOOLEAN,
    /** An array of texts. */
    STRING_ARRAY,
    /** An array of integers. */
    LONG_ARRAY,
    /** An array of doubles. */
    DOUBLE_ARRAY,
    /** An array of booleans. */
    BOOLEAN_ARRAY,
    /** A map from texts to anything. */
    MAP,
    /** No value. */
    NULL,
    /** A moment. */
    DATETIME,
    /** A time zone. */
    DATETIME_ZONE,
    /** A date pattern. */
    DATETIME_FORMATTER,
    /** A part of a moment. */
    DATETIME_PROPERTY,
    /** A number of days. */
    DATETIME_DAYS,
    /** A random id. */
    UUID,
    /** The class {@code Math}. */
    MATH("Math"),
    /** The object {@code params}. */
    PRESET_PARAMS("params"),
    /** The class {@code Util}. */
    PRESET_UTIL_FUNCTION("Util"),
    /** The classes {@code System}, {@code Arrays} and {@code DateTimeConstants}, which are one. */
    PRESET_MISC_FUNC_FIELDS("System, Arrays or DateTimeConstants");

    private final String label;

    Kind() {
        label = name();
    }

    Kind(String label) {
        this.label = label;
    }

    /**
     * Returns the kind of an array whose elements have this kind.
     *
     * @return the kind, or empty if there are no such arrays
     */
    public Optional<Kind> arrayOf() {
        return switch (this) {
            case STRING -> Optional.of(STRING_ARRAY);
            case LONG -> Optional.of(LONG_ARRAY);
            case DOUBLE -> Optional.of(DOUBLE_ARRAY);
            case BOOLEAN -> Optional.of(BOOLEAN_ARRAY);
            default -> Optional.empty();
        };
    }

    /** Whether the kind has operators of its own; a value of any other kind can only be passed on, assigned and called. */
    public boolean hasOperators() {
        return compareTo(BOOLEAN) <= 0 || this == NULL;
    }

    /** Returns how messages call the type: as programs do, where they do. */
    @Override
    public String toString() {
        return label;
    }
}
