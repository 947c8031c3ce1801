package io.maestro.internal.graph;

import io.maestro.internal.graph.Tangle.WayIn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/** Shows a cycle with more than one way in, where it is known that there is one. */
final class TangleFinder {

    private final Links links;
    private final int[] entrances;
    private final Walk walk;

    /**
     * Prepares a search.
     *
     * @param links the links of the graph
     * @param entrances where runs begin, in the order of the definition
     * @param walk a walk from there
     */
    TangleFinder(Links links, int[] entrances, Walk walk) {
        this.links = links;
        this.entrances = entrances;
        this.walk = walk;
    }

    /**
     * Returns a tangle.
     *
     * @param head the place of a step to which a transition leads from a step within it
     * @param side the place of a step within the head from which a way leads to the head, and to which a transition leads from a
     *     step that is not within the head
     */
    Tangle at(int head, int side) {
        var cycle = cycle(head, side);
        return new Tangle(cycle, waysInto(cycle));
    }

    /**
     * Goes as the walk did from the head to the side, and then on to the head. Both can be entered first. No step lies on both
     * ways: it would have a second way in itself, and it was looked at before the head.
     */
    private List<Integer> cycle(int headPlace, int side) {
        int head = walk.step(headPlace);
        int[] next = waysBack(headPlace);
        var cycle = new ArrayList<Integer>();
        for (int place = side; place != headPlace; place = walk.parent(place)) {
            cycle.add(walk.step(place));
        }
        cycle.add(head);
        Collections.reverse(cycle);
        for (int step = next[walk.step(side)]; step != head; step = next[step]) {
            cycle.add(step);
        }
        return cycle;
    }

    /** Returns, for each step within the head from which a way leads back to the head, the next step on the shortest. */
    private int[] waysBack(int headPlace) {
        int head = walk.step(headPlace);
        int[] next = new int[links.size()];
        Arrays.fill(next, Walk.NOWHERE);
        var open = new ArrayDeque<Integer>();
        open.add(head);
        while (!open.isEmpty()) {
            int step = open.remove();
            for (int predecessor : links.before(step)) {
                boolean isNew = predecessor != head && next[predecessor] == Walk.NOWHERE;
                if (isNew && walk.isWithin(walk.place(predecessor), headPlace)) {
                    next[predecessor] = step;
                    open.add(predecessor);
                }
            }
        }
        return next;
    }

    /** A way into a cycle comes from an entrance without having touched the cycle before. */
    private List<WayIn> waysInto(List<Integer> cycle) {
        var outside = outside(cycle);
        var waysIn = new ArrayList<WayIn>();
        for (int step : cycle) {
            var from = Arrays.stream(links.before(step))
                    .filter(outside::get)
                    .boxed()
                    .toList();
            if (!from.isEmpty() || Arrays.binarySearch(entrances, step) >= 0) {
                waysIn.add(new WayIn(step, from));
            }
        }
        return waysIn;
    }

    private BitSet outside(List<Integer> cycle) {
        var closed = new BitSet();
        cycle.forEach(closed::set);
        var outside = new BitSet();
        var open = new ArrayDeque<Integer>();
        for (int entrance : entrances) {
            open.add(entrance);
        }
        while (!open.isEmpty()) {
            int step = open.remove();
            if (!closed.get(step)) {
                closed.set(step);
                outside.set(step);
                for (int successor : links.after(step)) {
                    open.add(successor);
                }
            }
        }
        return outside;
    }
}
