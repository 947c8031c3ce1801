package io.maestro.jdbc.internal.sql;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections of the host's data source, each for as long as it is used, on the thread that asks.
 *
 * @param jdbi opens them
 */
public record PooledSessions(Jdbi jdbi) implements Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(PooledSessions.class);

    @Override
    public <T> T with(Function<Handle, T> work) {
        return jdbi.withHandle(work::apply);
    }

    @Override
    public Lent lend() {
        return new OfPool(jdbi.open());
    }

    /** A thread that is interrupted while it waits for the database loses the connection, and no more than that. */
    private record OfPool(Handle handle) implements Lent {
        @Override
        public <T extends @Nullable Object> T with(Callable<T> work) throws Exception {
            return work.call();
        }

        @Override
        public void withPatience(Runnable work) {
            work.run();
        }

        @Override
        public void giveBack() {
            try {
                handle.close();
            } catch (JdbiException e) {
                LOG.debug("a broken connection is given back", e);
                closeQuietly();
            }
        }

        private void closeQuietly() {
            try {
                handle.getConnection().close();
            } catch (SQLException e) {
                LOG.debug("a connection could not be given back", e);
            }
        }

        @Override
        public void abort() {
            try {
                handle.getConnection().abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("a connection could not be aborted; it ends when it is given back", e);
            }
        }
    }

    @Override
    public void close() {
        // The data source is the host's.
    }
}
