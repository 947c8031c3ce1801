package io.maestro.test;

import io.maestro.time.TimeSource.Work;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What works while a clock stands still, and those who wait until it rests. Thread-safe. */
final class Workload {

    /** Nobody tells when a thread begins to wait, so it is looked at again and again, after so many nanoseconds. */
    private static final long GLANCE = 100_000;

    private final ReentrantLock lock;
    private final Alarms clock;
    private final Condition quieter;
    private final Optional<Turns> turns;
    private final Set<Thread> bodies = new HashSet<>();
    private int engineWork;
    private int bodyWork;
    private long worksEnded;
    private @Nullable Thread watcher;

    /**
     * Creates one in which nothing works.
     *
     * @param lock the lock of the clock
     * @param clock the time, for people
     * @param turns the turns that threads take, if they do
     */
    Workload(ReentrantLock lock, Alarms clock, Optional<Turns> turns) {
        this.lock = lock;
        this.clock = clock;
        this.quieter = lock.newCondition();
        this.turns = turns;
    }

    void began(Work work) {
        count(work, 1);
    }

    void ended(Work work) {
        count(work, -1);
    }

    void began(Thread body) {
        lock.lock();
        try {
            bodies.add(body);
            began(Work.BODY);
        } finally {
            lock.unlock();
        }
    }

    void ended(Thread body) {
        lock.lock();
        try {
            bodies.remove(body);
            ended(Work.BODY);
        } finally {
            lock.unlock();
        }
    }

    private void count(Work work, int change) {
        lock.lock();
        try {
            switch (work) {
                case ENGINE -> engineWork += change;
                case BODY -> bodyWork += change;
            }
            if (change < 0) {
                worksEnded += Thread.currentThread().equals(watcher) ? 0 : 1;
                quieter.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Has those look who wait: a thread waits for its turn. */
    void signal() {
        lock.lock();
        try {
            quieter.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how much work has ended so far. Work that the watcher itself causes by looking must not make it look again. */
    long watch(Thread thread) {
        lock.lock();
        try {
            watcher = thread;
            return worksEnded;
        } finally {
            lock.unlock();
        }
    }

    /** Also a body that wants to know the time while it is looked at computes. */
    private boolean computes(Thread body) {
        return switch (body.getState()) {
            case NEW, RUNNABLE -> true;
            case BLOCKED, WAITING, TIMED_WAITING -> lock.hasQueuedThread(body);
            case TERMINATED -> false;
        };
    }

    /** The real time that one call may still wait. */
    final class Patience {
        private final Duration total;
        private final long end;

        /**
         * Begins to wait.
         *
         * @param total how long at most
         */
        Patience(Duration total) {
            this.total = total;
            this.end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(total);
        }

        void awaitQuiet() {
            await(() -> engineWork <= 0 && bodyWork <= 0);
        }

        void awaitPause() {
            await(() -> engineWork <= 0 && bodies.stream().noneMatch(Workload.this::computes));
        }

        boolean awaitChange(long seen) {
            await(() -> worksEnded != seen);
            return true;
        }

        /** Looks at something that belongs to the lock. */
        private void await(BooleanSupplier condition) {
            lock.lock();
            try {
                while (!condition.getAsBoolean()) {
                    long left = end - System.nanoTime();
                    if (left > 0 && letOneGoOn()) {
                        continue;
                    }
                    quieter.awaitNanos(engineWork > 0 ? left : Math.min(left, GLANCE));
                    if (left <= 0) {
                        throw new AssertionError("work went on after " + total + " of real time" + working());
                    }
                }
                if (System.nanoTime() - end > 0) {
                    throw new AssertionError("time was moved on and on for " + total + " of real time" + working());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for work to come to rest" + working(), e);
            } finally {
                lock.unlock();
            }
        }

        /** Without the lock, which whoever goes on may need. */
        private boolean letOneGoOn() {
            if (turns.isEmpty()) {
                return false;
            }
            lock.unlock();
            try {
                return turns.get().letOneGoOn();
            } finally {
                lock.lock();
            }
        }

        private String working() {
            return ", at " + clock.now() + ": " + engineWork + " pieces of work of the engine, " + bodyWork
                    + " bodies of steps; " + clock
                    + (bodyWork > 0 ? "; to pass the timeout of a body that hangs, advance the clock" : "");
        }
    }
}
