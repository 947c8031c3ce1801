package io.maestro.jdbc.internal.sql;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Where connections come from. */
public sealed interface Sessions extends AutoCloseable permits OwnedSessions, PooledSessions {

    /**
     * Does something with a connection, which nobody else uses meanwhile.
     *
     * @param work what to do
     * @param <T> what comes of it
     * @return what came of it
     */
    <T> T with(Function<Handle, T> work);

    /**
     * Lends a connection out.
     *
     * @return the connection
     */
    Lent lend();

    @Override
    void close();
}
