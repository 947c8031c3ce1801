package io.maestro.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Threads that go on when their kit has been closed. */
final class Leaks {

    /** A thread that was interrupted may need a moment to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final int FRAMES = 12;

    private Leaks() {}

    /**
     * Verifies that threads end.
     *
     * @param threads the threads that may still go on
     * @param isBody tells whether one does the work of a step
     * @throws AssertionError if some do not; the message has their stacks
     */
    static void verifyEnd(List<Thread> threads, Predicate<Thread> isBody) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        var left = new ArrayList<String>();
        for (var thread : threads) {
            if (!ends(thread, Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
                left.add((isBody.test(thread) ? "the work of a step" : "a thread of the engine") + stack(thread));
            }
        }
        if (!left.isEmpty()) {
            throw new AssertionError("the Maestro was closed, which interrupts what works, and this went on for "
                    + PATIENCE.toSeconds() + " s after that: " + String.join("\n", left));
        }
    }

    private static boolean ends(Thread thread, Duration wait) {
        try {
            return thread.join(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !thread.isAlive();
        }
    }

    private static String stack(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .limit(FRAMES)
                .map(frame -> "\n\tat " + frame)
                .collect(Collectors.joining());
    }
}
