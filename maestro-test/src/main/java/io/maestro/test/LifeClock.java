package io.maestro.test;

import io.maestro.time.TimeSource;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** The clock as one engine has it: when that is dead, its alarms do not ring, and nobody waits for its work. Thread-safe. */
final class LifeClock implements TimeSource {

    private final VirtualClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Work, Integer> underWay = new EnumMap<>(Work.class);
    private final Set<Thread> bodies = new HashSet<>();
    private final Set<Thread> started = Collections.newSetFromMap(new WeakHashMap<>());
    private final Set<Thread> everBodies = Collections.newSetFromMap(new WeakHashMap<>());
    private boolean free;
    private boolean over;

    LifeClock(VirtualClock clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public void alarmAt(Instant at, Runnable ring) {
        clock.alarmAt(at, () -> {
            if (!isOver()) {
                ring.run();
            }
        });
    }

    private boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start(Thread thread) {
        lock.lock();
        try {
            started.add(thread);
            if (!free) {
                clock.start(thread);
                return;
            }
        } finally {
            lock.unlock();
        }
        thread.start();
    }

    /** Returns the threads that this engine has begun and that have not ended, but for the one that asks. */
    List<Thread> goingOn() {
        lock.lock();
        try {
            return started.stream()
                    .filter(thread -> thread.isAlive() && !thread.equals(Thread.currentThread()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether a thread is that of a body. */
    boolean isBody(Thread thread) {
        lock.lock();
        try {
            return everBodies.contains(thread);
        } finally {
            lock.unlock();
        }
    }

    /** Has the threads of this engine take no turns any more: what a dead one does changes nothing, and others wait for it. */
    void free() {
        lock.lock();
        try {
            free = true;
        } finally {
            lock.unlock();
        }
        clock.turns().ifPresent(turns -> turns.letGo(started));
    }

    @Override
    public void began(Work work) {
        if (changes(() -> underWay.merge(work, 1, Integer::sum))) {
            clock.began(work);
        }
    }

    @Override
    public void ended(Work work) {
        if (changes(() -> underWay.merge(work, -1, Integer::sum))) {
            clock.ended(work);
        }
    }

    @Override
    public void began(Thread body) {
        if (changes(() -> {
            bodies.add(body);
            everBodies.add(body);
        })) {
            clock.began(body);
        }
    }

    @Override
    public void ended(Thread body) {
        if (changes(() -> bodies.remove(body))) {
            clock.ended(body);
        }
    }

    /** Takes notice of something, unless the engine is dead. */
    private boolean changes(Runnable change) {
        lock.lock();
        try {
            if (!over) {
                change.run();
            }
            return !over;
        } finally {
            lock.unlock();
        }
    }

    /** Has nobody wait any more for what this engine does. */
    void end() {
        lock.lock();
        try {
            if (over) {
                return;
            }
            over = true;
        } finally {
            lock.unlock();
        }
        underWay.forEach((work, pieces) -> {
            for (int piece = 0; piece < pieces; piece++) {
                clock.ended(work);
            }
        });
        bodies.forEach(clock::ended);
    }
}
