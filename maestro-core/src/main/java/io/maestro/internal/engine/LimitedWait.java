package io.maestro.internal.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits, but not for ever. */
final class LimitedWait {

    private static final Logger LOG = LoggerFactory.getLogger(LimitedWait.class);

    private LimitedWait() {}

    /** Waits until some answers are there, or the limit has passed. */
    static void forAnswers(List<CompletableFuture<Void>> answers, Duration limit) {
        var all = CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new));
        try {
            all.get(TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("what was waited for has failed or goes on", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until some works have ended; returns false if they have not within the limit. */
    static boolean forWorks(List<Work> works, Duration limit) {
        long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(limit);
        try {
            for (var work : works) {
                TimeUnit.NANOSECONDS.timedJoin(work.thread(), limit.isZero() ? 0 : end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return works.stream().noneMatch(work -> work.thread().isAlive());
    }
}
