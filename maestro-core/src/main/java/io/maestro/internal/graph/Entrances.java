package io.maestro.internal.graph;

import java.util.Arrays;

/**
 * Finds where runs begin: at the steps that nothing leads to, and, where a cycle can be entered from nowhere, at that one of
 * its steps that is declared first.
 */
final class Entrances {

    private static final int UNKNOWN = 0;

    private final Links links;

    /** For each step the number of the group of steps, from 1, that it lies on a cycle with. */
    private final int[] groups;

    private final int[] open;

    private Entrances(Links links) {
        this.links = links;
        this.groups = new int[links.size()];
        this.open = new int[links.size()];
    }

    /** Returns the entrances, in the order of the definition. Every step can be come to from one of them. */
    static int[] of(Links links) {
        int size = links.size();
        int[] all = new int[size];
        Arrays.setAll(all, step -> step);
        var walk = Walk.over(links, all);
        var entrances = new Entrances(links);
        int[] found = new int[size];
        int count = 0;
        int group = UNKNOWN;
        // So no step comes before one that leads to it, unless both lie on a cycle. What is not led to was come to as a
        // start,
        // and of a cycle then that step which is declared first.
        for (int n = size - 1; n >= 0; n--) {
            int step = walk.left(n);
            if (entrances.groups[step] == UNKNOWN && !entrances.isLedTo(step, ++group)) {
                found[count++] = step;
            }
        }
        int[] inOrder = Arrays.copyOf(found, count);
        Arrays.sort(inOrder);
        return inOrder;
    }

    /** Collects the group of a step backwards, and tells whether a step of another group leads to it. */
    private boolean isLedTo(int start, int group) {
        groups[start] = group;
        open[0] = start;
        int count = 1;
        boolean led = false;
        while (count > 0) {
            for (int predecessor : links.before(open[--count])) {
                if (groups[predecessor] == UNKNOWN) {
                    groups[predecessor] = group;
                    open[count++] = predecessor;
                }
                led |= groups[predecessor] != group;
            }
        }
        return led;
    }
}
