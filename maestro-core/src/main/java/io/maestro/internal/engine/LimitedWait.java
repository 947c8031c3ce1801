package io.maestro.internal.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Waits, but not for ever. */
final class LimitedWait {

    private LimitedWait() {}

    /** Something that waits. */
    private interface Waiting {
        void await() throws InterruptedException;
    }

    /** Waits until some answers are there, or the limit has passed. */
    static void forAnswers(List<CompletableFuture<Void>> answers, Duration limit) {
        var all = CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new));
        var unused = within(limit, all::join);
    }

    /** Waits until some works have ended; returns false if they have not within the limit. */
    static boolean forWorks(List<Work> works, Duration limit) {
        return within(limit, () -> {
            for (var work : works) {
                work.thread().join();
            }
        });
    }

    private static boolean within(Duration limit, Waiting waiting) {
        var waiter = Thread.startVirtualThread(() -> {
            try {
                waiting.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            return waiter.join(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
