package io.maestro.jdbc.internal.sql;

import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Connections of the host's data source, each for as long as it is used, on the thread that asks.
 *
 * @param jdbi opens them
 */
public record PooledSessions(Jdbi jdbi) implements Sessions {

    @Override
    public <T> T with(Function<Handle, T> work) {
        return jdbi.withHandle(work::apply);
    }

    @Override
    public void close() {
        // The data source is the host's.
    }
}
