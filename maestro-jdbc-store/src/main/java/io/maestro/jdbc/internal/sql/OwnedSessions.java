package io.maestro.jdbc.internal.sql;

import io.maestro.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that are kept open, used by threads that nobody else has. H2 closes its file for good when a thread that reads or
 * writes it is interrupted, and a body of a step that asks the store something may be interrupted at any time; also, it blocks
 * within monitors, which holds up the carriers of virtual threads.
 */
public final class OwnedSessions implements Sessions {

    private static final Logger LOG = LoggerFactory.getLogger(OwnedSessions.class);

    private final Jdbi jdbi;
    private final ExecutorService threads;
    private final ConcurrentLinkedQueue<Handle> idle = new ConcurrentLinkedQueue<>();
    private final ReentrantLock opening = new ReentrantLock();

    /** As many as are lent, since whoever has one may keep it for long. */
    private final ExecutorService others = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("maestro-transaction-", 1).factory());

    /** Is there so that the database stays open when all others have failed and were closed. */
    private @Nullable Handle anchor;

    /**
     * Creates the connections when they are first needed.
     *
     * @param jdbi opens them
     * @param count how many at most
     */
    public OwnedSessions(Jdbi jdbi, int count) {
        this.jdbi = jdbi;
        this.threads = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().daemon().name("maestro-store-", 1).factory());
    }

    @Override
    public <T> T with(Function<Handle, T> work) {
        try {
            return await(threads.submit(() -> onOwnThread(work)));
        } catch (RejectedExecutionException e) {
            throw closed(e);
        }
    }

    private <T> T onOwnThread(Function<Handle, T> work) {
        var kept = idle.poll();
        var handle = kept != null ? kept : opened();
        try {
            var result = work.apply(handle);
            idle.add(handle);
            return result;
        } catch (Throwable e) {
            // The connection may be the reason; one of H2's own is quickly made anew.
            close(handle, e);
            throw e;
        }
    }

    @Override
    public Lent lend() {
        try {
            return new OfOwn(await(others.submit(this::opened)));
        } catch (RejectedExecutionException e) {
            throw closed(e);
        }
    }

    private static StoreException closed(RejectedExecutionException cause) {
        return new StoreException("the store is closed", cause);
    }

    private final class OfOwn implements Lent {
        private final Handle handle;

        OfOwn(Handle handle) {
            this.handle = handle;
        }

        @Override
        public Handle handle() {
            return handle;
        }

        @Override
        public <T extends @Nullable Object> T with(Callable<T> work) throws Exception {
            try {
                return others.submit(work).get();
            } catch (RejectedExecutionException e) {
                throw closed(e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception failure) {
                    throw failure;
                }
                throw unwrapped(e.getCause());
            }
        }

        @Override
        public void withPatience(Runnable work) {
            try {
                var unused = await(others.submit(work, handle));
            } catch (RejectedExecutionException e) {
                throw closed(e);
            }
        }

        /** As it may be called by the thread that works, or when no thread works any more, it takes none. */
        @Override
        public void giveBack() {
            handle.close();
        }

        /** Whoever works is not waited for. */
        @Override
        public void abort() {
            try {
                others.execute(() -> close(handle.getConnection()));
            } catch (RejectedExecutionException e) {
                close(handle.getConnection());
            }
        }

        private static void close(Connection connection) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("a connection could not be closed", e);
            }
        }
    }

    private Handle opened() {
        opening.lock();
        try {
            if (anchor == null) {
                anchor = jdbi.open();
            }
            return jdbi.open();
        } finally {
            opening.unlock();
        }
    }

    private static void close(Handle handle, Throwable reason) {
        try {
            handle.close();
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    /** An interrupt is for the caller, not for the work, whose outcome must be known. */
    private static <T> T await(Future<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unwrapped(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
    }

    @Override
    public void close() {
        others.shutdown();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Handle> handles = new ArrayList<>(idle);
        handles.forEach(Handle::close);
        if (anchor != null) {
            anchor.close();
        }
    }
}
