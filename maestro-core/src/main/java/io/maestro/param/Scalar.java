package io.maestro.param;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Java class whose instances are single values of a param.
 *
 * @param javaType the class
 * @param type the type of such params
 * @param expected what a value must be, in words
 * @param writer from Java
 * @param reader to Java; empty if the value is none of these
 * @param hint what to add to the error about a value that is none of these
 * @param <T> the Java type
 */
record Scalar<T>(
        Class<T> javaType,
        ParamType type,
        String expected,
        Function<T, ParamValue> writer,
        Function<ParamValue, Optional<T>> reader,
        Function<ParamValue, String> hint)
        implements Form<T> {

    Scalar(
            Class<T> javaType,
            ParamType type,
            String expected,
            Function<T, ParamValue> writer,
            Function<ParamValue, Optional<T>> reader) {
        this(javaType, type, expected, writer, reader, value -> "");
    }

    @Override
    public ParamValue write(String path, @Nullable T value) {
        return writer.apply(Form.present(path, value));
    }

    @Override
    public ParamValue writeAny(String path, @Nullable Object value) {
        return javaType.isInstance(value) ? write(path, javaType.cast(value)) : new ParamEncoder(path).encode(value);
    }

    @Override
    public T read(String path, ParamValue value) {
        return reader.apply(value).orElseThrow(() -> refused(path, value, hint.apply(value)));
    }
}
