package io.maestro.store;

import io.maestro.value.ValueCodec;
import java.util.Optional;

/**
 * Makes databases for tests, which find it by its name with {@link java.util.ServiceLoader}: so a test kit has stores of modules that it
 * does not know. Thread-safe.
 */
public interface StoreProvider {

    /**
     * Returns what its stores are called, such as {@code h2}.
     *
     * @return the name, in lower case
     */
    String name();

    /**
     * Makes a database in which nothing is, and which nobody else has.
     *
     * @return the database
     * @throws StoreException if none can be made; its message tells what is missing
     */
    ScratchDatabase scratch();

    /**
     * Returns what writes values of Java code as the texts that its stores keep, for tests whose values are to be kept so without a
     * database.
     *
     * @return the codec, or empty if values are kept as they are
     */
    default Optional<ValueCodec> values() {
        return Optional.empty();
    }
}
