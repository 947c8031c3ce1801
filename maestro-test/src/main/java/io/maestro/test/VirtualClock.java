package io.maestro.test;

import static java.util.Objects.requireNonNull;

import io.maestro.RunHandle;
import io.maestro.run.RunNotFoundException;
import io.maestro.run.WorkflowRun;
import io.maestro.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Time that stands still until a test moves it. Hand it to {@link io.maestro.MaestroBuilder#time}; a retry after a day then
 * takes no time at all. Thread-safe.
 *
 * <p>Work takes no virtual time: while the engine decides and bodies run, the clock shows the same instant. There are three ways
 * to move it:
 *
 * <ul>
 *   <li>{@link #awaitEnd} and {@link #runUntil} jump from alarm to alarm, each time only when nothing works any more, so
 *       everything happens at its exact time. Most tests need nothing else.
 *   <li>{@link #advance} lets a given time pass. It waits for the engine and for bodies that compute, but not for a body that
 *       itself waits for something, so that a test can pass the timeout of one that hangs on purpose. Whoever wants a body's
 *       work to be done that waits for the outside, a database say, calls {@link #settle} before more time passes.
 * </ul>
 *
 * <p>Each of these waits at most 30 seconds of real time, unless {@link #limit} says otherwise, and then fails and says what
 * still worked: a body that hangs does not hang the test.
 */
public final class VirtualClock implements TimeSource {

    private static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock();
    private final Alarms alarms;
    private final Workload work;
    private final Optional<Turns> turns;
    private volatile Duration limit = DEFAULT_LIMIT;

    private VirtualClock(Instant start, Optional<Turns> turns) {
        this.alarms = new Alarms(requireNonNull(start, "start"));
        this.turns = turns;
        this.work = new Workload(lock, alarms, turns);
    }

    /** Returns a clock that has threads take turns, in an order that a seed chooses. */
    static VirtualClock seeded(Instant start, long seed) {
        return new VirtualClock(start, Optional.of(new Turns(seed)));
    }

    /** Returns the turns that threads take, if they do. */
    Optional<Turns> turns() {
        return turns;
    }

    /**
     * Returns a clock that shows the beginning of 2026, UTC.
     *
     * @return the clock
     */
    public static VirtualClock create() {
        return at(DEFAULT_START);
    }

    /**
     * Returns a clock that shows a time.
     *
     * @param start the time
     * @return the clock
     */
    public static VirtualClock at(Instant start) {
        return new VirtualClock(start, Optional.empty());
    }

    /**
     * Sets how much real time a call may wait. Default: 30 seconds.
     *
     * @param realTime the time, positive
     * @return this clock
     */
    public VirtualClock limit(Duration realTime) {
        if (!realTime.isPositive()) {
            throw new IllegalArgumentException("the limit must be positive but was " + realTime);
        }
        limit = realTime;
        return this;
    }

    @Override
    public Instant instant() {
        lock.lock();
        try {
            return alarms.now();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void alarmAt(Instant at, Runnable ring) {
        lock.lock();
        try {
            if (!alarms.set(at, ring)) {
                ring(ring);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Rings on a thread of its own, which counts as work of the engine. */
    private void ring(Runnable alarm) {
        began(Work.ENGINE);
        start(Thread.ofVirtual().unstarted(() -> {
            try {
                alarm.run();
            } finally {
                ended(Work.ENGINE);
            }
        }));
    }

    @Override
    public void start(Thread thread) {
        if (turns.isEmpty()) {
            thread.start();
            return;
        }
        turns.get().add(thread);
        work.signal();
    }

    @Override
    public void began(Work of) {
        work.began(of);
    }

    @Override
    public void ended(Work of) {
        work.ended(of);
    }

    @Override
    public void began(Thread body) {
        work.began(body);
    }

    @Override
    public void ended(Thread body) {
        work.ended(body);
    }

    private Workload.Patience patience() {
        return work.new Patience(limit);
    }

    /**
     * Lets time pass. Alarms that fall due on the way ring in their order, each at its own instant, and the engine comes to rest
     * after each. A body whose thread waits is not waited for: what it does later happens at some instant on the way or at its
     * end.
     *
     * @param time how much, not negative
     * @throws AssertionError if the engine and the bodies that compute do not come to rest within the limit
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time passes only forwards but was to pass by " + time);
        }
        var patience = patience();
        var until = instant().plus(time);
        do {
            patience.awaitPause();
        } while (ringNext(until));
        patience.awaitPause();
    }

    /**
     * Waits until neither the engine nor a body works, without letting time pass.
     *
     * @throws AssertionError if that does not happen within the limit, for instance because a body hangs
     */
    public void settle() {
        patience().awaitQuiet();
    }

    /**
     * Waits until a condition holds, without letting time pass: looks at it again whenever some work has ended. For runs in
     * which a body hangs on purpose, where {@link #settle} would wait in vain.
     *
     * @param condition what is waited for; may ask the engine, but must not wait for time to pass
     * @throws AssertionError if the condition does not hold within the limit
     */
    public void waitUntil(BooleanSupplier condition) {
        var patience = patience();
        long seen;
        do {
            seen = work.watch(Thread.currentThread());
            if (condition.getAsBoolean()) {
                return;
            }
        } while (patience.awaitChange(seen));
    }

    /**
     * Lets time pass until a condition holds: whenever neither the engine nor a body works, looks at the condition, and if it
     * does not hold jumps to the next alarm.
     *
     * <p>A run that waits for nothing comes to its timeout, after 10 days by default, and ends so.
     *
     * @param condition what is waited for
     * @throws AssertionError if work does not come to rest within the limit, or nothing is left that could make the condition
     *     true
     */
    public void runUntil(BooleanSupplier condition) {
        var patience = patience();
        patience.awaitQuiet();
        while (!condition.getAsBoolean()) {
            if (!ringNext(Instant.MAX)) {
                throw new AssertionError(
                        "nothing works and no alarm is set, but the condition does not hold at " + instant());
            }
            patience.awaitQuiet();
        }
    }

    /**
     * Lets time pass until a run has ended, as {@link #runUntil} does.
     *
     * @param run the run
     * @return the run as it ended
     * @throws AssertionError if work does not come to rest within the limit, for instance because a body hangs
     * @throws io.maestro.run.RunAbandonedException if the engine had to give the run up
     */
    public WorkflowRun awaitEnd(RunHandle run) {
        var end = run.ended();
        runUntil(() -> isOver(run));
        try {
            return run.await();
        } catch (RunNotFoundException e) {
            return end.join();
        }
    }

    /** A run that is kept no longer than it lasts is gone when it is over. */
    private static boolean isOver(RunHandle run) {
        try {
            return run.ended().isDone();
        } catch (RunNotFoundException e) {
            return true;
        }
    }

    /** Jumps to the next alarm and rings it, if it is due by some time; else jumps to that time, if there is one. */
    private boolean ringNext(Instant until) {
        lock.lock();
        try {
            var next = alarms.jumpToNext(until);
            if (next.isPresent()) {
                ring(next.get());
                ringOthers();
            } else if (!until.equals(Instant.MAX)) {
                alarms.jumpTo(until);
            }
            return next.isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** Where threads take turns, also those that are due at the same time do, and not in the order in which they were set. */
    private void ringOthers() {
        if (turns.isPresent()) {
            for (var next = alarms.jumpToNext(alarms.now()); next.isPresent(); next = alarms.jumpToNext(alarms.now())) {
                ring(next.get());
            }
        }
    }
}
