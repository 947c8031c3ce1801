package io.maestro.internal.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the cycles of a small graph are by their definitions, found by trying everything. Sets of steps are the bits of a number. */
final class Cycles {

    private final int size;
    private final int[] after;

    /** The steps where runs begin. */
    final int entrances;

    Cycles(List<List<Integer>> successors) {
        size = successors.size();
        after = new int[size];
        for (int step = 0; step < size; step++) {
            for (int successor : successors.get(step)) {
                after[step] |= 1 << successor;
            }
        }
        entrances = findEntrances();
    }

    static boolean has(int steps, int step) {
        return (steps >> step & 1) == 1;
    }

    /** Returns what can be come to from some steps without touching closed ones; the start counts unless it is closed. */
    int reach(int from, int closed) {
        int reached = from & ~closed;
        while (true) {
            int more = reached;
            for (int step = 0; step < size; step++) {
                if (has(reached, step)) {
                    more |= after[step] & ~closed;
                }
            }
            if (more == reached) {
                return reached;
            }
            reached = more;
        }
    }

    private int findEntrances() {
        int found = 0;
        for (int step = 0; step < size; step++) {
            int ring = 0;
            int before = 0;
            for (int other = 0; other < size; other++) {
                if (has(reach(1 << other, 0), step)) {
                    before |= 1 << other;
                    ring |= has(reach(1 << step, 0), other) ? 1 << other : 0;
                }
            }
            if (before == ring && Integer.numberOfTrailingZeros(ring) == step) {
                found |= 1 << step;
            }
        }
        return found;
    }

    /** Tells whether a run cannot come to a step but by way of another. */
    boolean dominates(int step, int other) {
        return step == other || !has(reach(entrances, 1 << step), other);
    }

    boolean isBack(int from, int to) {
        return has(after[from], to) && dominates(to, from);
    }

    /** Tells whether no cycle is left when all transitions back are taken away. */
    boolean areLoops() {
        int left = (1 << size) - 1;
        for (int rounds = 0; rounds < size; rounds++) {
            for (int step = 0; step < size; step++) {
                left &= isWithoutForward(step, left) ? ~(1 << step) : -1;
            }
        }
        return left == 0;
    }

    private boolean isWithoutForward(int step, int left) {
        for (int successor = 0; successor < size; successor++) {
            if (has(after[step] & left, successor) && !isBack(step, successor)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the loop of a header, or nothing if the step is none. */
    int loop(int header) {
        int members = 0;
        for (int step = 0; step < size; step++) {
            for (int source = 0; source < size; source++) {
                boolean leads = step == source || has(reach(1 << step, 1 << header), source);
                if (isBack(source, header) && leads) {
                    members |= 1 << step | 1 << header;
                }
            }
        }
        return members;
    }

    /** Returns the smallest loop around some steps; with another header than the given one, if that is given. */
    Optional<Integer> headerAround(int steps, int notThis) {
        var headers = new ArrayList<Integer>();
        for (int header = 0; header < size; header++) {
            if (header != notThis && loop(header) != 0 && (loop(header) & steps) == steps) {
                headers.add(header);
            }
        }
        return headers.stream().min((one, other) -> Integer.bitCount(loop(one)) - Integer.bitCount(loop(other)));
    }

    int forwardPredecessors(int step) {
        int count = 0;
        for (int other = 0; other < size; other++) {
            count += has(after[other], step) && !isBack(other, step) ? 1 : 0;
        }
        return count;
    }
}
