package io.maestro.internal.engine;

import java.util.ArrayList;
import java.util.Optional;

/**
 * A binary heap whose entries know their place, so that adding and removing cost the logarithm of what is there. Not thread-safe.
 *
 * @param <E> what is in it
 */
final class DueHeap<E extends DueHeap.Entry<E>> {

    private final ArrayList<E> heap = new ArrayList<>();

    /**
     * What may be in a heap, in one at most.
     *
     * @param <E> its own type
     */
    abstract static class Entry<E> {
        private static final int GONE = -1;

        private int place = GONE;

        /** Tells whether this is due before another. */
        abstract boolean isBefore(E other);
    }

    boolean isEmpty() {
        return heap.isEmpty();
    }

    /** Returns the entry that is due first, or empty if there is none. */
    Optional<E> first() {
        return heap.isEmpty() ? Optional.empty() : Optional.of(heap.getFirst());
    }

    void add(E entry) {
        heap.add(entry);
        place(entry, heap.size() - 1);
        siftUp(entry);
    }

    /** Takes an entry out, if it is there. */
    void remove(E entry) {
        int hole = place(entry);
        if (hole == Entry.GONE) {
            return;
        }
        var last = heap.removeLast();
        if (hole < heap.size()) {
            place(last, hole);
            siftUp(last);
            siftDown(last);
        }
        ((Entry<?>) entry).place = Entry.GONE;
    }

    private void siftUp(E entry) {
        while (place(entry) > 0) {
            var parent = heap.get((place(entry) - 1) / 2);
            if (!entry.isBefore(parent)) {
                return;
            }
            swap(entry, parent);
        }
    }

    private void siftDown(E entry) {
        while (true) {
            int child = place(entry) * 2 + 1;
            if (child >= heap.size()) {
                return;
            }
            if (child + 1 < heap.size() && heap.get(child + 1).isBefore(heap.get(child))) {
                child++;
            }
            var earliest = heap.get(child);
            if (!earliest.isBefore(entry)) {
                return;
            }
            swap(entry, earliest);
        }
    }

    private void swap(E one, E other) {
        int place = place(one);
        place(one, place(other));
        place(other, place);
    }

    private int place(E entry) {
        return ((Entry<?>) entry).place;
    }

    private void place(E entry, int place) {
        ((Entry<?>) entry).place = place;
        heap.set(place, entry);
    }
}
