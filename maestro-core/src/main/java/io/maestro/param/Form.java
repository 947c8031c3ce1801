package io.maestro.param;

import org.jspecify.annotations.Nullable;

/**
 * How the values of a Java type are written as values of params and read back. A path is the name of the param, followed for a
 * part of it by the way to the part, such as {@code window.from} or {@code days[2]}.
 *
 * @param <T> the Java type
 */
sealed interface Form<T> permits Scalar, ArrayForm, MapForm, MembersForm {

    /** Returns the type of params that hold such values. */
    ParamType type();

    /** Returns what a value must be, in words. */
    String expected();

    /** Writes a value; throws a {@link ParamConversionException} if something in it is null. */
    ParamValue write(String path, @Nullable T value);

    /** Writes a value that is one of these, or else as its own class is written. */
    ParamValue writeAny(String path, @Nullable Object value);

    /** Reads a value, or throws a {@link ParamConversionException}. */
    T read(String path, ParamValue value);

    /** Returns a value that must not be null. */
    static <T> T present(String path, @Nullable T value) {
        if (value == null) {
            throw new ParamConversionException(path, "must not be null");
        }
        return value;
    }

    /** Returns the error of a value that is something else. */
    default ParamConversionException refused(String path, ParamValue value) {
        return refused(path, value, "");
    }

    /** Returns the error of a value that is something else, with a hint at its end. */
    default ParamConversionException refused(String path, ParamValue value, String hint) {
        return new ParamConversionException(path, "must be " + expected() + " but was " + ShownValue.of(value) + hint);
    }
}
