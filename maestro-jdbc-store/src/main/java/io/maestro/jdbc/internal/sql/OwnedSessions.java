package io.maestro.jdbc.internal.sql;

import io.maestro.store.StoreException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is kept open, used by a thread that nobody else has. H2 closes its file for good when a thread that reads or
 * writes it is interrupted, and a body of a step that asks the store something may be interrupted at any time; also, it blocks
 * within monitors, which holds up the carriers of virtual threads.
 *
 * <p>There is one such thread only. Of two that commit at the same time H2 lets the one go on that comes while the other writes the
 * file, before what it committed is written: after {@code kill -9} that is gone. {@code RunsOutliveKillsTest} found it, and rows
 * that stayed locked by a transaction which no longer was.
 */
public final class OwnedSessions implements Sessions {

    private final Jdbi jdbi;
    private final ExecutorService thread;

    /** Belongs to the thread. */
    private @Nullable Handle kept;

    /**
     * Creates the connection when it is first needed.
     *
     * @param jdbi opens it
     */
    public OwnedSessions(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("maestro-store").factory());
    }

    @Override
    public <T> T with(Function<Handle, T> work) {
        try {
            return await(thread.submit(() -> onOwnThread(work)));
        } catch (RejectedExecutionException e) {
            throw new StoreException("the store is closed", e);
        }
    }

    private <T> T onOwnThread(Function<Handle, T> work) {
        var handle = kept != null ? kept : jdbi.open();
        kept = null;
        try {
            var result = work.apply(handle);
            kept = handle;
            return result;
        } catch (Throwable e) {
            // The connection may be the reason; one of H2's own is quickly made anew.
            close(handle, e);
            throw e;
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
        if (thread.isShutdown()) {
            return;
        }
        thread.execute(this::closeKept);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeKept() {
        if (kept != null) {
            kept.close();
        }
    }
}
