package io.maestro.internal.graph;

import java.util.Arrays;

/**
 * A depth-first walk over a graph. It gives each step that it comes to a place, in the order in which it comes there, so that
 * everything that was first come to by way of a step has the places after it without a gap. Walks with a stack of its own,
 * since a chain may be longer than the thread's stack is deep.
 */
final class Walk {

    /** The place of a step that the walk did not come to, and of what is before a start. */
    static final int NOWHERE = -1;

    private final int[] steps;
    private final int[] places;
    private final int[] lasts;
    private final int[] parents;
    private final int[] left;
    private int size;
    private int leftCount;

    private Walk(int steps) {
        this.steps = new int[steps];
        this.places = new int[steps];
        this.lasts = new int[steps];
        this.parents = new int[steps];
        this.left = new int[steps];
        Arrays.fill(places, NOWHERE);
    }

    /** Walks from each start, in their order, to what was not come to before. */
    static Walk over(Links links, int[] starts) {
        var walk = new Walk(links.size());
        int[] path = new int[links.size()];
        int[] edges = new int[links.size()];
        for (int start : starts) {
            int depth = 0;
            if (walk.places[start] == NOWHERE) {
                walk.enter(start, NOWHERE);
                path[depth++] = start;
            }
            while (depth > 0) {
                int step = path[depth - 1];
                if (edges[step] == links.after(step).length) {
                    walk.leave(step);
                    depth--;
                    continue;
                }
                int next = links.after(step)[edges[step]++];
                if (walk.places[next] == NOWHERE) {
                    walk.enter(next, walk.places[step]);
                    path[depth++] = next;
                }
            }
        }
        return walk;
    }

    private void enter(int step, int parent) {
        places[step] = size;
        parents[size] = parent;
        steps[size++] = step;
    }

    private void leave(int step) {
        lasts[places[step]] = size - 1;
        left[leftCount++] = step;
    }

    /** Returns how many steps the walk came to. */
    int size() {
        return size;
    }

    /** Returns the step at a place. */
    int step(int place) {
        return steps[place];
    }

    /** Returns the place of a step. */
    int place(int step) {
        return places[step];
    }

    /** Returns the place from which a place was first come to. */
    int parent(int place) {
        return parents[place];
    }

    /** Tells whether a place is another one, or was first come to by way of it. */
    boolean isWithin(int place, int other) {
        return place >= other && place <= lasts[other];
    }

    /** Returns the step that was left as the n-th, counted from 0: all that follows it had been left, or was on the way to it. */
    int left(int n) {
        return left[n];
    }
}
