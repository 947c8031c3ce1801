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
    private int session;
    private @Nullable StoreException lost;
    private long epoch;
    private volatile boolean sure = true;
    private volatile boolean closed;

    private AdvisoryClaim(DataSource source, Names names, Connection connection, int session) {
        this.source = source;
        this.names = names;
        this.connection = connection;
        this.session = session;
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
                requireReadCommitted(connection);
                if (!takes(connection, names)) {
                    throw new StoreException(occupied(connection, names));
                }
                return new AdvisoryClaim(source, names, connection, session(connection));
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

    /** What is looked up under a lock must be what the one before committed. */
    private static void requireReadCommitted(Connection connection) throws SQLException {
        if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
            throw new StoreException("the data source must hand out connections at READ COMMITTED");
        }
    }

    private static int session(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
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
                if (!closed) {
                    LOG.warn("{}", e.getMessage());
                }
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
            if (closed) {
                throw new StoreException("the store is closed");
            }
            if (!connection.isValid(PING_SECONDS)) {
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
        connection = source.getConnection();
        requireSameEpoch();
        endOwn(connection, session);
        if (!takes(connection, names)) {
            // Whoever has it may not have written down yet that he has.
            throw new StoreUnavailableException(occupied(connection, names), new SQLException("the lock is taken"));
        }
        session = session(connection);
        requireSameEpoch();
        LOG.info("the store is connected again");
    }

    private void requireSameEpoch() throws SQLException {
        if (epoch(connection, names) != epoch) {
            lost = new StoreException(occupied(connection, names));
            throw lost;
        }
    }

    /** The server may not have noticed that the connection is gone, and keep the lock for it. */
    private static void endOwn(Connection connection, int session) throws SQLException {
        var sql = """
                select pg_terminate_backend(pid, 1000) from pg_locks
                where locktype = 'advisory' and pid = ? and pid <> pg_backend_pid()""";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setInt(1, session);
            statement.execute();
        }
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
        sure = false;
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
