package io.maestro.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets threads go on one at a time, in an order that a seed chooses: whoever waits for the engine has one begin, and waits until that
 * has ended or waits itself. Thread-safe, but deterministic only if one thread at a time waits for the engine.
 */
final class Turns {

    /** How often in a row all threads must be seen at rest: one that waits for a lock goes on by itself. */
    private static final int CALM = 50;

    /** Nobody tells when a thread begins to wait, so it is looked at again and again, after so many nanoseconds. */
    private static final long GLANCE = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Random random;
    private final List<Thread> waiting = new ArrayList<>();
    private final List<Thread> begun = new ArrayList<>();
    private boolean free;

    Turns(long seed) {
        this.random = new Random(seed);
    }

    /** Has a thread wait for its turn. */
    void add(Thread thread) {
        lock.lock();
        try {
            if (free) {
                thread.start();
            } else {
                waiting.add(thread);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets one of those that wait go on, until it rests; returns false if none waits, or the one that asks is itself on its turn. */
    boolean letOneGoOn() {
        if (isOnTurn()) {
            return false;
        }
        awaitRest();
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                return false;
            }
            begin(waiting.remove(random.nextInt(waiting.size())));
        } finally {
            lock.unlock();
        }
        awaitRest();
        return true;
    }

    private boolean isOnTurn() {
        lock.lock();
        try {
            return begun.contains(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    private void begin(Thread thread) {
        begun.add(thread);
        thread.start();
    }

    /** Does something that may have to wait for others, which get their turns meanwhile. */
    <T> T during(Supplier<T> call) {
        var answer = new CompletableFuture<T>();
        var thread = Thread.ofVirtual().unstarted(() -> {
            try {
                answer.complete(call.get());
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
        if (!goesFirst(thread)) {
            return call.get();
        }
        awaitRest();
        while (!answer.isDone()) {
            if (!letOneGoOn()) {
                LockSupport.parkNanos(GLANCE);
            }
        }
        return joined(answer);
    }

    /** Begins a thread out of turn, unless the one that asks is itself on its turn, or there are no turns any more. */
    private boolean goesFirst(Thread thread) {
        lock.lock();
        try {
            boolean first = !free && !begun.contains(Thread.currentThread());
            if (first) {
                begin(thread);
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    private static <T> T joined(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException unchecked ? unchecked : e;
        }
    }

    private void awaitRest() {
        int calm = 0;
        while (calm < CALM) {
            if (allRest()) {
                calm++;
                Thread.onSpinWait();
            } else {
                calm = 0;
                LockSupport.parkNanos(GLANCE);
            }
        }
    }

    private boolean allRest() {
        lock.lock();
        try {
            begun.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
            return begun.stream().allMatch(this::rests);
        } finally {
            lock.unlock();
        }
    }

    /** One that waits for the lock that is held to look at it does not rest. */
    private boolean rests(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING -> !lock.hasQueuedThread(thread);
            case NEW, RUNNABLE, BLOCKED -> false;
            case TERMINATED -> true;
        };
    }

    /** Has some go on at once, of those that wait. */
    void letGo(Set<Thread> threads) {
        lock.lock();
        try {
            var some = waiting.stream().filter(threads::contains).toList();
            waiting.removeAll(some);
            some.forEach(Thread::start);
        } finally {
            lock.unlock();
        }
    }

    /** Has all go on at once from now on. */
    void release() {
        lock.lock();
        try {
            free = true;
            waiting.forEach(Thread::start);
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }
}
