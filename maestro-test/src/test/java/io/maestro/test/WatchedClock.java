package io.maestro.test;

import io.maestro.time.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A virtual clock that notes what the engine tells it. */
final class WatchedClock implements TimeSource {

    private final VirtualClock clock;
    private final List<Instant> alarms = new CopyOnWriteArrayList<>();
    private final AtomicInteger engineWorksBegun = new AtomicInteger();
    private final AtomicInteger bodiesBegun = new AtomicInteger();
    private final AtomicInteger bodiesEnded = new AtomicInteger();

    WatchedClock(VirtualClock clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return clock.instant();
    }

    @Override
    public void alarmAt(Instant at, Runnable ring) {
        alarms.add(at);
        clock.alarmAt(at, ring);
    }

    @Override
    public void began(Work work) {
        clock.began(work);
        engineWorksBegun.incrementAndGet();
    }

    @Override
    public void ended(Work work) {
        clock.ended(work);
    }

    @Override
    public void began(Thread body) {
        clock.began(body);
        bodiesBegun.incrementAndGet();
    }

    @Override
    public void ended(Thread body) {
        bodiesEnded.incrementAndGet();
        clock.ended(body);
    }

    /** Returns the alarms that were set, the first first. */
    List<Instant> alarms() {
        return alarms;
    }

    int engineWorksBegun() {
        return engineWorksBegun.get();
    }

    int bodiesBegun() {
        return bodiesBegun.get();
    }

    int bodiesEnded() {
        return bodiesEnded.get();
    }
}
