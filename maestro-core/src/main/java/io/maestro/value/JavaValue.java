package io.maestro.value;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value of Java code as facts hold it: as it is, together with its text where a store keeps texts, or the text alone where it
 * was read from such a store. Two are equal if their texts are, or, where neither has a text, if the values are.
 */
public final class JavaValue {

    private final @Nullable Object value;
    private final @Nullable String text;
    private final @Nullable ValueCodec codec;

    private JavaValue(@Nullable Object value, @Nullable String text, @Nullable ValueCodec codec) {
        this.value = value;
        this.text = text;
        this.codec = codec;
    }

    /**
     * Returns a value that is kept as it is.
     *
     * @param value the value
     * @return the same
     */
    public static JavaValue of(Object value) {
        return new JavaValue(requireNonNull(value, "value"), null, null);
    }

    /**
     * Writes a value, which is kept beside its text.
     *
     * @param value the value
     * @param type what was declared of it
     * @param codec writes it
     * @return the value and its text
     * @throws ValueCodecException if it cannot be written
     */
    public static JavaValue written(Object value, ValueType<?> type, ValueCodec codec) {
        return new JavaValue(requireNonNull(value, "value"), codec.write(value, type), codec);
    }

    /**
     * Returns a value of which a store kept the text. It is read when it is asked for.
     *
     * @param text the text
     * @param codec reads it
     * @return the value
     */
    public static JavaValue stored(String text, ValueCodec codec) {
        return new JavaValue(null, requireNonNull(text, "text"), requireNonNull(codec, "codec"));
    }

    /**
     * Returns the text.
     *
     * @return the text, or empty if the value is kept as it is
     */
    public Optional<String> text() {
        return Optional.ofNullable(text);
    }

    /**
     * Returns the value, without knowing what was declared of it.
     *
     * @return the value; read from its text as {@link ValueType#any()} if only that is there
     * @throws ValueCodecException if the text holds no value
     */
    public Object value() {
        return as(ValueType.any());
    }

    /**
     * Returns the value.
     *
     * @param type what is declared of it
     * @return the value; read from its text as that type if only that is there
     * @throws ValueCodecException if the text holds no such value
     */
    public Object as(ValueType<?> type) {
        return value == null ? requireNonNull(codec).read(requireNonNull(text), type) : value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JavaValue that
                && Objects.equals(text, that.text)
                && (text != null || Objects.equals(value, that.value));
    }

    @Override
    public int hashCode() {
        return text == null ? Objects.hashCode(value) : text.hashCode();
    }

    /** Returns the text, or the value as it writes itself. */
    @Override
    public String toString() {
        return text == null ? String.valueOf(value) : text;
    }
}
