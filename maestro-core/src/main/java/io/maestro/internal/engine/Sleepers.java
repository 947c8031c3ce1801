package io.maestro.internal.engine;

import io.maestro.definition.WorkflowId;
import io.maestro.run.RunId;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The runs that have left memory until a time. Of each it holds what it takes to find the run in the store again, some 60 bytes, so
 * that a million of them fit into a small heap: an entry is a link of the table by which it is found, and has no timer of its own.
 * Thread-safe.
 */
final class Sleepers {

    /** How many threads wake runs: as many as keep the store busy. */
    private static final int WAKERS = 16;

    /**
     * After how many runs a thread that wakes them waits until they have got through to the store: a million that are due at once
     * must not all be in memory before the first have gone on.
     */
    private static final int WOKEN_AT_ONCE = 16;

    private static final int SMALLEST_TABLE = 64;
    private static final long NANOS = 1_000_000_000;

    /** In the year 2262. Who is to be woken later is woken then, and sleeps again. */
    private static final long LAST_SECOND = Long.MAX_VALUE / NANOS - 1;

    private final Engine engine;
    private final Function<RunId, CompletableFuture<Void>> wake;
    private final ReentrantLock lock = new ReentrantLock();
    private final DueHeap<Sleeper> heap = new DueHeap<>();
    private @Nullable Sleeper[] table = new @Nullable Sleeper[SMALLEST_TABLE];
    private int size;
    private Timers.@Nullable Entry alarm;
    private long alarmAt;
    private int wakers;
    private boolean closed;

    private static final class Sleeper extends DueHeap.Entry<Sleeper> {
        private final WorkflowId workflow;
        private final long instance;
        private final long run;

        /** In nanoseconds since 1970. */
        private final long due;

        private @Nullable Sleeper next;

        Sleeper(RunId runId, long due) {
            this.workflow = runId.workflow();
            this.instance = runId.instance();
            this.run = runId.run();
            this.due = due;
        }

        @Override
        boolean isBefore(Sleeper other) {
            return due < other.due;
        }

        RunId runId() {
            return new RunId(workflow, instance, run);
        }

        boolean isOf(RunId runId) {
            return instance == runId.instance() && run == runId.run() && workflow.equals(runId.workflow());
        }
    }

    /**
     * Creates it without a run.
     *
     * @param engine what wakes them
     * @param wake wakes a run, which is then removed; completes when it has gone on; throws nothing
     */
    Sleepers(Engine engine, Function<RunId, CompletableFuture<Void>> wake) {
        this.engine = engine;
        this.wake = wake;
    }

    /** Adds a run, or has one be woken at another time. */
    void add(RunId runId, Instant at) {
        lock.lock();
        try {
            unlink(runId).ifPresent(heap::remove);
            var sleeper = new Sleeper(runId, nanos(at));
            link(sleeper);
            heap.add(sleeper);
            arm();
        } finally {
            lock.unlock();
        }
    }

    private static long nanos(Instant at) {
        return Math.clamp(at.getEpochSecond(), -LAST_SECOND, LAST_SECOND) * NANOS + at.getNano();
    }

    /** Removes a run, if it is there. */
    void remove(RunId runId) {
        lock.lock();
        try {
            unlink(runId).ifPresent(heap::remove);
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether a run is there; it is until it is removed, also when its time has come. */
    boolean contains(RunId runId) {
        lock.lock();
        try {
            var sleeper = table[bucket(runId, table.length)];
            while (sleeper != null && !sleeper.isOf(runId)) {
                sleeper = sleeper.next;
            }
            return sleeper != null;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all. */
    void clear() {
        lock.lock();
        try {
            for (var first = heap.first(); first.isPresent(); first = heap.first()) {
                heap.remove(first.get());
            }
            table = new @Nullable Sleeper[SMALLEST_TABLE];
            size = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes nobody any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whoever wakes the last that is due sets the alarm for the next. */
    private void arm() {
        if (wakers == 0 && !closed) {
            heap.first().filter(first -> alarm == null || first.due < alarmAt).ifPresent(first -> {
                if (alarm != null) {
                    engine.timers().cancel(alarm);
                }
                alarmAt = first.due;
                alarm = engine.timers().set(Instant.EPOCH.plusNanos(first.due), this::ring);
            });
        }
    }

    private void ring() {
        lock.lock();
        try {
            alarm = null;
            if (wakers > 0 || !isDue()) {
                arm();
                return;
            }
            wakers++;
        } finally {
            lock.unlock();
        }
        engine.inBackground(this::wakeDue);
    }

    private boolean isDue() {
        return !closed
                && heap.first()
                        .filter(first -> first.due <= nanos(engine.time().instant()))
                        .isPresent();
    }

    private void wakeDue() {
        int woken = 0;
        for (var due = takeDue(); due.isPresent(); due = takeDue()) {
            var wentOn = wake.apply(due.get());
            if (++woken % WOKEN_AT_ONCE == 0) {
                wentOn.join();
            }
        }
    }

    private Optional<RunId> takeDue() {
        RunId taken;
        boolean more;
        lock.lock();
        try {
            if (!isDue()) {
                wakers--;
                arm();
                return Optional.empty();
            }
            var first = heap.first().orElseThrow();
            heap.remove(first);
            taken = first.runId();
            more = wakers < WAKERS && isDue();
            wakers += more ? 1 : 0;
        } finally {
            lock.unlock();
        }
        if (more) {
            engine.inBackground(this::wakeDue);
        }
        return Optional.of(taken);
    }

    private static int bucket(RunId runId, int buckets) {
        int hash = runId.hashCode();
        return (hash ^ hash >>> 16) & buckets - 1;
    }

    private void link(Sleeper sleeper) {
        if (size == table.length) {
            grow();
        }
        int bucket = bucket(sleeper.runId(), table.length);
        sleeper.next = table[bucket];
        table[bucket] = sleeper;
        size++;
    }

    private void grow() {
        var before = table;
        table = new @Nullable Sleeper[before.length * 2];
        size = 0;
        for (var first : before) {
            var sleeper = first;
            while (sleeper != null) {
                var next = sleeper.next;
                link(sleeper);
                sleeper = next;
            }
        }
    }

    private Optional<Sleeper> unlink(RunId runId) {
        int bucket = bucket(runId, table.length);
        @Nullable Sleeper before = null;
        var sleeper = table[bucket];
        while (sleeper != null && !sleeper.isOf(runId)) {
            before = sleeper;
            sleeper = sleeper.next;
        }
        if (sleeper != null) {
            if (before == null) {
                table[bucket] = sleeper.next;
            } else {
                before.next = sleeper.next;
            }
            size--;
        }
        return Optional.ofNullable(sleeper);
    }
}
