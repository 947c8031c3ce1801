package io.maestro;

import io.maestro.error.MaestroException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for futures and throws what they failed with, as it is. */
final class Waiting {

    private Waiting() {}

    static <T> T until(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw thrown(e);
        }
    }

    static <T> Optional<T> until(CompletableFuture<T> future, Duration limit) {
        try {
            return Optional.of(future.get(TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw thrown(e);
        }
    }

    private static MaestroInterruptedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new MaestroInterruptedException(e);
    }

    private static RuntimeException thrown(ExecutionException e) {
        if (e.getCause() instanceof MaestroException ours) {
            ours.addSuppressed(new IllegalStateException("waited for here"));
            return ours;
        }
        return new IllegalStateException(e.getCause());
    }
}
