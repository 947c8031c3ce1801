package io.maestro.internal.engine;

import io.maestro.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The time of the machine. One daemon thread rings the alarms; it starts with the first of them. */
public final class SystemClock implements TimeSource, AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
    private @Nullable Thread ringer;
    private boolean closed;

    private record Alarm(Instant at, Runnable ring) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            return at.compareTo(other.at);
        }
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }

    /** Returns a time that only ever grows, by which the machine's own work is measured. */
    static long nanos() {
        return System.nanoTime();
    }

    @Override
    public void alarmAt(Instant at, Runnable ring) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            alarms.add(new Alarm(at, ring));
            if (ringer == null) {
                ringer = Thread.ofPlatform().daemon().name("maestro-clock").start(this::ringAlarms);
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void ringAlarms() {
        for (var next = awaitNext(); next != null; next = awaitNext()) {
            next.ring().run();
        }
    }

    private @Nullable Alarm awaitNext() {
        lock.lock();
        try {
            while (!closed) {
                var next = alarms.peek();
                if (next == null) {
                    changed.awaitUninterruptibly();
                } else {
                    long wait = nanosUntil(next.at());
                    if (wait <= 0) {
                        return alarms.remove();
                    }
                    changed.awaitNanos(wait);
                }
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** A day at most: the clock may be set meanwhile, and a far time does not fit into nanoseconds. */
    private static long nanosUntil(Instant at) {
        var wait = Duration.between(Instant.now(), at);
        return wait.compareTo(Duration.ofDays(1)) > 0 ? TimeUnit.DAYS.toNanos(1) : wait.toNanos();
    }

    /** Ends the thread. Alarms that have not rung never will. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            alarms.clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }
}
