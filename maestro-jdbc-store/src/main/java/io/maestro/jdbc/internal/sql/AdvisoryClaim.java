package io.maestro.jdbc.internal.sql;

import io.maestro.store.StoreException;
import io.maestro.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An advisory lock of PostgreSQL, which lasts as long as the connection that took it. If that connection is lost, the lock is taken
 * anew; if somebody else had it in between, which the epoch tells, the right is lost for good.
 */
public final class AdvisoryClaim implements Claim {

    private static final Logger LOG = LoggerFactory.getLogger(AdvisoryClaim.class);
    private static final int PING_SECONDS = 5;
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final DataSource source;
    private final Names names;
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread watch;
    private Connection connection;
    private @Nullable StoreException lost;
    private long epoch;
    private volatile boolean sure = true;
    private volatile boolean closed;

    private AdvisoryClaim(DataSource source, Names names, Connection connection) {
        this.source = source;
        this.names = names;
        this.connection = connection;
        this.watch = Thread.ofVirtual().name("maestro-claim").unstarted(this::watch);
    }

    /**
     * Takes the lock.
     *
     * @param source where connections come from; one of them is kept
     * @param names the tables that it stands for
     * @return the claim
     * @throws StoreException if another process has it
     */
    public static AdvisoryClaim of(DataSource source, Names names) {
        try {
            var connection = source.getConnection();
            try {
                if (!takes(connection, names)) {
                    throw new StoreException(occupied(connection, names));
                }
                return new AdvisoryClaim(source, names, connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new StoreException("the store cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public void enter(Handle handle) {
        epoch = handle.select(names.in("""
                                update {store_owner} set epoch = epoch + 1, node = ?, since = current_timestamp
                                returning epoch"""), Claim.node()).mapTo(long.class).one();
        watch.start();
    }

    private static boolean takes(Connection connection, Names names) throws SQLException {
        var sql = "select pg_try_advisory_lock(hashtextextended('maestro ' || current_schema() || ' ' || ?, 0))";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, names.in("{store_owner}"));
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static String occupied(Connection connection, Names names) throws SQLException {
        return "the store is open already, by " + owner(connection, names)
                + "; several processes cannot share one set of tables yet";
    }

    private static String owner(Connection connection, Names names) {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(names.in("select node, since from {store_owner}"))) {
            row.next();
            return row.getString(1) + " since " + row.getString(2);
        } catch (SQLException e) {
            LOG.debug("the other process is still creating the tables", e);
            return "another process";
        }
    }

    private static long epoch(Connection connection, Names names) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(names.in("select epoch from {store_owner}"))) {
            row.next();
            return row.getLong(1);
        }
    }

    private void watch() {
        while (!closed) {
            try {
                Thread.sleep(PERIOD);
                suspect();
                ensure();
            } catch (InterruptedException e) {
                return;
            } catch (StoreException e) {
                LOG.warn("{}", e.getMessage());
            }
        }
    }

    @Override
    public void suspect() {
        sure = false;
    }

    @Override
    public void ensure() {
        if (sure) {
            return;
        }
        lock.lock();
        try {
            if (lost != null) {
                throw new StoreException(
                        "the store was taken over by another process and cannot be written any more", lost);
            }
            if (!closed && !connection.isValid(PING_SECONDS)) {
                takeAgain();
            }
            sure = true;
        } catch (SQLException e) {
            throw new StoreUnavailableException("the store lost its connection: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private void takeAgain() throws SQLException {
        closeQuietly(connection);
        var fresh = source.getConnection();
        connection = fresh;
        if (!takes(fresh, names) || epoch(fresh, names) != epoch) {
            lost = new StoreException(occupied(fresh, names));
            throw lost;
        }
        LOG.info("the store is connected again");
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("a broken connection could not be closed", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        watch.interrupt();
        lock.lock();
        try (var released = connection;
                var statement = released.createStatement()) {
            // The pool may keep the connection, and with it the lock.
            statement.execute("select pg_advisory_unlock_all()");
        } catch (SQLException e) {
            LOG.debug("the lock ends with its connection", e);
        } finally {
            lock.unlock();
        }
    }
}
