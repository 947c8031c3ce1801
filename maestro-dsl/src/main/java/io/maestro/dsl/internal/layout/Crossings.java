package io.maestro.dsl.internal.layout;

import java.util.Arrays;

/** Counts how often edges cross each other. */
final class Crossings {

    private Crossings() {}

    /** Returns how many crossings an arrangement has. */
    static long of(Arrangement arrangement) {
        long crossings = 0;
        for (int layer = 0; layer + 1 < arrangement.skeleton().layers(); layer++) {
            crossings += below(arrangement, layer);
        }
        return crossings;
    }

    /** Returns how many crossings there are between a layer and the next. */
    private static long below(Arrangement arrangement, int layer) {
        var skeleton = arrangement.skeleton();
        int[] vertices = arrangement.layer(layer);
        long[] ends = new long
                [Arrays.stream(vertices)
                        .map(vertex -> skeleton.down(vertex).length)
                        .sum()];
        int count = 0;
        for (int vertex : vertices) {
            for (int number : skeleton.down(vertex)) {
                var segment = skeleton.segment(number);
                ends[count++] = (long) arrangement.upperEnd(segment) << Integer.SIZE | arrangement.lowerEnd(segment);
            }
        }
        Arrays.sort(ends);
        return inversions(ends, arrangement.layer(layer + 1).length * skeleton.ports());
    }

    /**
     * Counts the pairs of segments of which the one that begins later ends earlier. A tree of sums, in which each number stands
     * for those that end in a part of the layer, tells for each segment how many before it end after it.
     */
    private static long inversions(long[] ends, int places) {
        int[] sums = new int[places + 1];
        long inversions = 0;
        for (int i = 0; i < ends.length; i++) {
            int lower = (int) ends[i];
            int notAfter = 0;
            for (int at = lower + 1; at > 0; at -= at & -at) {
                notAfter += sums[at];
            }
            inversions += i - notAfter;
            for (int at = lower + 1; at <= places; at += at & -at) {
                sums[at]++;
            }
        }
        return inversions;
    }

    /** Returns how many of the segments at two vertices cross, given their other ends, each in ascending order, if one is before the other. */
    static long between(int[] before, int[] after) {
        long crossings = 0;
        int smaller = 0;
        for (int end : before) {
            while (smaller < after.length && after[smaller] < end) {
                smaller++;
            }
            crossings += smaller;
        }
        return crossings;
    }
}
