package io.maestro.internal.engine;

import io.maestro.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one queue of timers: a binary heap whose entries know their place, so that setting and cancelling cost the logarithm of
 * what is set. Most timers are timeouts that are cancelled long before they would ring.
 */
final class Timers {

    private final TimeSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayList<Entry> heap = new ArrayList<>();
    /** When the clock will call. A call that is due later than another must stay known, or it would be asked for again. */
    private final TreeSet<Instant> calls = new TreeSet<>();

    Timers(TimeSource time) {
        this.time = time;
    }

    /** A timer that was set. */
    static final class Entry {
        private static final int GONE = -1;

        private final Instant at;
        private final Runnable ring;
        private int place;

        private Entry(Instant at, Runnable ring, int place) {
            this.at = at;
            this.ring = ring;
            this.place = place;
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
            var entry = new Entry(at, ring, heap.size());
            heap.add(entry);
            siftUp(entry);
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
            if (entry.place != Entry.GONE) {
                remove(entry);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Asks the clock for a call at the earliest time, unless it will call by then anyway. */
    private void arm() {
        if (!heap.isEmpty()) {
            var earliest = heap.get(0).at;
            if (calls.isEmpty() || earliest.isBefore(calls.first())) {
                calls.add(earliest);
                time.alarmAt(earliest, () -> ringDue(earliest));
            }
        }
    }

    private void ringDue(Instant call) {
        due(call).forEach(entry -> entry.ring.run());
    }

    private List<Entry> due(Instant call) {
        lock.lock();
        try {
            var now = time.instant();
            var due = new ArrayList<Entry>();
            while (!heap.isEmpty() && !heap.get(0).at.isAfter(now)) {
                var entry = heap.get(0);
                remove(entry);
                due.add(entry);
            }
            calls.remove(call);
            arm();
            return due;
        } finally {
            lock.unlock();
        }
    }

    private void remove(Entry entry) {
        var last = heap.removeLast();
        if (last != entry) {
            place(last, entry.place);
            siftUp(last);
            siftDown(last);
        }
        entry.place = Entry.GONE;
    }

    private void siftUp(Entry entry) {
        while (entry.place > 0) {
            var parent = heap.get((entry.place - 1) / 2);
            if (!entry.at.isBefore(parent.at)) {
                return;
            }
            swap(entry, parent);
        }
    }

    private void siftDown(Entry entry) {
        while (true) {
            int child = entry.place * 2 + 1;
            if (child >= heap.size()) {
                return;
            }
            if (child + 1 < heap.size() && heap.get(child + 1).at.isBefore(heap.get(child).at)) {
                child++;
            }
            var earliest = heap.get(child);
            if (!earliest.at.isBefore(entry.at)) {
                return;
            }
            swap(entry, earliest);
        }
    }

    private void swap(Entry one, Entry other) {
        int place = one.place;
        place(one, other.place);
        place(other, place);
    }

    private void place(Entry entry, int place) {
        entry.place = place;
        heap.set(place, entry);
    }
}
