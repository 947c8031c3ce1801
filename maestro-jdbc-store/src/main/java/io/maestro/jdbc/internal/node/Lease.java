package io.maestro.jdbc.internal.node;

import io.maestro.jdbc.internal.sql.Claim;
import io.maestro.jdbc.internal.sql.Fence;
import io.maestro.jdbc.internal.sql.Names;
import io.maestro.store.LeaseLostException;
import io.maestro.store.Node;
import io.maestro.store.StoreException;
import io.maestro.store.StoreUnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That this process is taken for alive by those that share the tables. A thread and a connection of its own renew it, look after the
 * others, and hear them call.
 */
public final class Lease implements Claim, Fence {

    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    /** How often a lease is renewed while it lasts. */
    private static final int BEATS = 6;

    /** How many beats go by between two times that what nobody needs is forgotten. */
    private static final int BEATS_TO_FORGET = 10;

    /** How long the thread keeps the connection to itself. */
    private static final Duration HEARING = Duration.ofMillis(50);

    private static final Duration AFTER_FAILURE = Duration.ofMillis(100);

    private final DataSource source;
    private final NodeTable table;
    private final String name;
    private final Duration length;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock(true);

    /** These belong to whoever has the lock. */
    private @Nullable Connection connection;

    private Calls calls = limit -> false;
    private boolean locked;

    private volatile long node;
    private volatile boolean lost;
    private volatile boolean closed;
    private volatile List<Node> living = List.of();
    private volatile LongSupplier runs = () -> 0;
    private volatile Runnable news = () -> {};

    /**
     * Creates a lease that is not taken yet.
     *
     * @param source where connections come from; one of them is kept
     * @param names the tables
     * @param name what people call this process
     * @param length how long the others wait for it to be heard of
     */
    public Lease(DataSource source, Names names, String name, Duration length) {
        this.source = source;
        this.table = new NodeTable(names);
        this.name = name;
        this.length = length;
        this.thread = Thread.ofPlatform().daemon().name("maestro-lease").unstarted(this::beat);
    }

    @Override
    public void enter(Handle handle) {
        lock.lock();
        try {
            join();
        } catch (SQLException e) {
            throw new StoreException("the store cannot be opened: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
        thread.start();
    }

    private void join() throws SQLException {
        var own = connected();
        node = table.join(own, name, length);
        locked = true;
        lost = false;
        table.bury(own, node).forEach(Lease::report);
        living = table.living(own);
    }

    /** Comes back as another node. */
    void rejoin() {
        lock.lock();
        try {
            join();
        } catch (SQLException e) {
            disconnect();
            throw new StoreUnavailableException("the store does not answer: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private Connection connected() throws SQLException {
        if (connection != null) {
            return connection;
        }
        var fresh = source.getConnection();
        try {
            if (!fresh.getAutoCommit()) {
                fresh.setAutoCommit(true);
            }
            // What is looked up under a lock must be what the one before committed.
            if (fresh.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
                throw new StoreException("the data source must hand out connections at READ COMMITTED");
            }
            table.listen(fresh);
            calls = Calls.of(fresh);
        } catch (SQLException | RuntimeException e) {
            fresh.close();
            throw e;
        }
        locked = false;
        connection = fresh;
        return fresh;
    }

    private void disconnect() {
        var broken = connection;
        connection = null;
        if (broken != null) {
            try {
                broken.close();
            } catch (SQLException e) {
                LOG.debug("a broken connection could not be closed", e);
            }
        }
    }

    private void beat() {
        long next = System.nanoTime();
        for (long beat = 0; !closed; ) {
            try {
                if (System.nanoTime() - next >= 0) {
                    renew(beat++ % BEATS_TO_FORGET == BEATS_TO_FORGET - 1);
                    next = System.nanoTime() + length.dividedBy(BEATS).toNanos();
                }
                hear();
            } catch (InterruptedException e) {
                LOG.debug("nobody interrupts this thread but to end it", e);
                return;
            } catch (SQLException | StoreException e) {
                rest(e);
            }
        }
    }

    private void renew(boolean forget) throws SQLException {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            var own = connected();
            if (!lost && !table.renew(own, node, length, runs.getAsLong())) {
                lose();
            }
            if (!lost && !locked) {
                locked = table.lock(own, node);
            }
            var buried = table.bury(own, node);
            boolean recalled = table.recallPermits(own);
            living = table.living(own);
            if (forget) {
                table.forget(own);
            }
            buried.forEach(Lease::report);
            if (recalled || !buried.isEmpty()) {
                news.run();
            }
        } finally {
            lock.unlock();
        }
    }

    private void hear() throws SQLException, InterruptedException {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            connected();
            if (calls.await(HEARING)) {
                news.run();
            }
        } finally {
            lock.unlock();
        }
    }

    private void rest(Exception failure) {
        if (closed) {
            return;
        }
        LOG.warn("this node cannot be heard of: {}", failure.getMessage());
        lock.lock();
        try {
            disconnect();
        } finally {
            lock.unlock();
        }
        try {
            Thread.sleep(AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void report(String other) {
        LOG.warn("node '{}' is gone; its runs are taken over", other);
    }

    private void lose() {
        if (!lost) {
            lost = true;
            news.run();
        }
    }

    /** Sets who is to be told of calls, and who knows how many runs are in hand. */
    void attend(LongSupplier counted, Runnable called) {
        runs = counted;
        news = called;
        called.run();
    }

    /** Returns the nodes that were alive at the last beat. */
    List<Node> living() {
        return living;
    }

    /** Tells whether there are others that would hear a call. */
    boolean hasCompany() {
        return living.size() > 1;
    }

    String channel() {
        return table.channel();
    }

    /** Has this node look, which hears its own calls only when it calls others as well. */
    void callSelf() {
        news.run();
    }

    @Override
    public long node() {
        return node;
    }

    @Override
    public Duration patience() {
        return length;
    }

    @Override
    public LeaseLostException refusal() {
        lose();
        return lostLease();
    }

    private LeaseLostException lostLease() {
        return new LeaseLostException("node " + node + ", '" + name + "', was not heard of for " + length
                + " and may not write any more; others go on with its runs");
    }

    @Override
    public void ensure() {
        if (closed) {
            throw new StoreException("the store is closed");
        }
        if (lost) {
            throw lostLease();
        }
    }

    /** Hands the runs of this node to the others. */
    @Override
    public void close() {
        closed = true;
        lock.lock();
        try (var own = connection) {
            if (own != null) {
                if (!lost) {
                    table.leave(own, node);
                    table.call(own);
                }
                release(own);
            }
        } catch (SQLException e) {
            LOG.warn("this node could not take its leave; the others find out: {}", e.getMessage());
        } finally {
            connection = null;
            lock.unlock();
        }
    }

    /** The pool may keep the connection. */
    private static void release(Connection own) throws SQLException {
        try (var statement = own.createStatement()) {
            statement.execute("select pg_advisory_unlock_all()");
            statement.execute("unlisten *");
        }
    }
}
