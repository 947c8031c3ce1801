package io.maestro.test;

import io.maestro.time.TimeSource;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The clock as one engine has it: when that is dead, its alarms do not ring, and nobody waits for its work. Thread-safe. */
final class LifeClock implements TimeSource {

    private final VirtualClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Work, Integer> underWay = new EnumMap<>(Work.class);
    private final Set<Thread> bodies = new HashSet<>();
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
    public void began(Work work) {
        if (count(work, 1)) {
            clock.began(work);
        }
    }

    @Override
    public void ended(Work work) {
        if (count(work, -1)) {
            clock.ended(work);
        }
    }

    private boolean count(Work work, int change) {
        lock.lock();
        try {
            if (!over) {
                underWay.merge(work, change, Integer::sum);
            }
            return !over;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void began(Thread body) {
        lock.lock();
        try {
            if (!over) {
                bodies.add(body);
                clock.began(body);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ended(Thread body) {
        lock.lock();
        try {
            if (bodies.remove(body)) {
                clock.ended(body);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Has nobody wait any more for what this engine does. */
    void end() {
        lock.lock();
        try {
            over = true;
            bodies.forEach(clock::ended);
            bodies.clear();
        } finally {
            lock.unlock();
        }
        underWay.forEach((work, pieces) -> {
            for (int piece = 0; piece < pieces; piece++) {
                clock.ended(work);
            }
        });
    }
}
