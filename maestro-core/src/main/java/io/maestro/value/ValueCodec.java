package io.maestro.value;

/** Writes values of Java code as text and reads them back. Thread-safe. */
public interface ValueCodec {

    /**
     * Writes a value.
     *
     * @param value the value
     * @param type what was declared of it; {@link ValueType#any()} if nothing was
     * @return its text, which names no class
     * @throws ValueCodecException if the value could not be read back from a text, or its text is too long
     */
    String write(Object value, ValueType<?> type);

    /**
     * Reads a value.
     *
     * @param text what {@link #write} returned, maybe when something else was declared of the value
     * @param type what is declared of it now; {@link ValueType#any()} if nothing is
     * @return the value; an object of which nothing is declared is a map
     * @throws ValueCodecException if the text holds no such value
     */
    Object read(String text, ValueType<?> type);

    /**
     * Returns a value as facts hold it: by default as it is, beside its text.
     *
     * @param value the value
     * @param type what was declared of it; {@link ValueType#any()} if nothing was
     * @return the value with its text
     * @throws ValueCodecException if it cannot be written
     */
    default JavaValue kept(Object value, ValueType<?> type) {
        return JavaValue.written(value, type, this);
    }
}
