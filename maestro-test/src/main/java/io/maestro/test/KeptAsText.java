package io.maestro.test;

import io.maestro.value.JavaValue;
import io.maestro.value.ValueCodec;
import io.maestro.value.ValueCodecException;
import io.maestro.value.ValueType;

/**
 * Keeps of each value its text only, as if it had been read from a database: whoever asks for it gets what comes back.
 *
 * @param real writes and reads the texts
 */
record KeptAsText(ValueCodec real) implements ValueCodec {

    @Override
    public String write(Object value, ValueType<?> type) {
        return real.write(value, type);
    }

    @Override
    public Object read(String text, ValueType<?> type) {
        return real.read(text, type);
    }

    /** What can be written cannot always be read, and who does not ask for it would not find out. */
    @Override
    public JavaValue kept(Object value, ValueType<?> type) {
        try {
            var text = write(value, type);
            var unused = read(text, type);
            return JavaValue.stored(text, this);
        } catch (ValueCodecException e) {
            throw new ValueCodecException(
                    e.getMessage()
                            + " (this test keeps values in memory as a database keeps them, since maestro-jdbc-store is there; for values as"
                            + " they are, set valuesAsTheyAre() of the kit)",
                    e);
        }
    }
}
