package io.maestro.test;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** The time that a clock shows, and what is to ring later. Not thread-safe: the clock guards it. */
final class Alarms {

    private final PriorityQueue<Alarm> queue =
            new PriorityQueue<>(Comparator.comparing(Alarm::at).thenComparingLong(Alarm::number));
    private Instant now;
    private long set;

    private record Alarm(Instant at, long number, Runnable ring) {}

    Alarms(Instant start) {
        this.now = start;
    }

    Instant now() {
        return now;
    }

    /** Has something ring at a time; returns false if that has come already, and then it is for the caller to ring it. */
    boolean set(Instant at, Runnable ring) {
        long number = set++;
        boolean later = at.isAfter(now);
        if (later) {
            queue.add(new Alarm(at, number, ring));
        }
        return later;
    }

    /** Returns when the next alarm is to ring. */
    Optional<Instant> next() {
        return Optional.ofNullable(queue.peek()).map(Alarm::at);
    }

    /** Jumps to the next alarm, if it is due by some time, and returns what is to ring then. */
    Optional<Runnable> jumpToNext(Instant until) {
        var next = queue.peek();
        if (next == null || next.at().isAfter(until)) {
            return Optional.empty();
        }
        jumpTo(next.at());
        return Optional.of(queue.remove().ring());
    }

    /** Jumps to a time, unless it has passed. */
    void jumpTo(Instant time) {
        if (time.isAfter(now)) {
            now = time;
        }
    }

    /** Returns when the next alarm is to ring, for people. */
    @Override
    public String toString() {
        return next().map(at -> "the next alarm is set for " + at).orElse("no alarm is set");
    }
}
