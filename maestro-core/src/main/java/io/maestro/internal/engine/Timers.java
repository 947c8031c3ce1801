package io.maestro.internal.engine;

import io.maestro.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/** The one queue of timers. Most timers are timeouts that are cancelled long before they would ring. */
final class Timers {

    private final TimeSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final DueHeap<Entry> heap = new DueHeap<>();
    /** When the clock will call. A call that is due later than another must stay known, or it would be asked for again. */
    private final TreeSet<Instant> calls = new TreeSet<>();

    Timers(TimeSource time) {
        this.time = time;
    }

    /** A timer that was set. */
    static final class Entry extends DueHeap.Entry<Entry> {
        private final Instant at;
        private final Runnable ring;

        private Entry(Instant at, Runnable ring) {
            this.at = at;
            this.ring = ring;
        }

        @Override
        boolean isBefore(Entry other) {
            return at.isBefore(other.at);
        }
    }

    /**
     * Sets a timer.
     *
     * @param at when it rings
     * @param ring what to do then; returns soon
     * @return the timer, to cancel it
     */
    Entry set(Instant at, Runnable ring) {
        lock.lock();
        try {
            var entry = new Entry(at, ring);
            heap.add(entry);
            arm();
            return entry;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a timer back. One that has rung stays rung. */
    void cancel(Entry entry) {
        lock.lock();
        try {
            heap.remove(entry);
        } finally {
            lock.unlock();
        }
    }

    /** Asks the clock for a call at the earliest time, unless it will call by then anyway. */
    private void arm() {
        heap.first().ifPresent(first -> {
            if (calls.isEmpty() || first.at.isBefore(calls.first())) {
                calls.add(first.at);
                time.alarmAt(first.at, () -> ringDue(first.at));
            }
        });
    }

    /**
     * Rings what was due before a time, if the clock has not called for it.
     *
     * @param before the time
     * @return how many timers rang that were due before it
     */
    int ringOverdue(Instant before) {
        List<Entry> due = List.of();
        lock.lock();
        try {
            if (heap.first().filter(first -> first.at.isBefore(before)).isPresent()) {
                calls.headSet(before).clear();
                due = due();
            }
        } finally {
            lock.unlock();
        }
        due.forEach(entry -> entry.ring.run());
        return (int) due.stream().filter(entry -> entry.at.isBefore(before)).count();
    }

    private void ringDue(Instant call) {
        due(call).forEach(entry -> entry.ring.run());
    }

    private List<Entry> due(Instant call) {
        lock.lock();
        try {
            calls.remove(call);
            return due();
        } finally {
            lock.unlock();
        }
    }

    /** Takes out those that are due, and asks for a call for the next; belongs to the lock. */
    private List<Entry> due() {
        var now = time.instant();
        var due = new ArrayList<Entry>();
        for (var first = heap.first(); first.isPresent() && !first.get().at.isAfter(now); first = heap.first()) {
            heap.remove(first.get());
            due.add(first.get());
        }
        arm();
        return due;
    }
}
