package io.maestro.dsl.internal.layout;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Orders the vertices of each layer so that few edges cross. Layer by layer, down and up again, each vertex is set where its
 * neighbours in the layer before are on average; the best arrangement seen is kept. What two neighbours can mend by changing
 * places is mended then. If edges still cross, the same is done from the mirrored order, in case that comes out better. Where
 * nothing speaks for another order, the order of the definition stays.
 */
final class Ordering {

    private static final int MAX_SWEEPS = 24;
    private static final int PATIENCE = 4;
    private static final int MAX_ROUNDS = 8;

    private final Skeleton skeleton;
    private final Arrangement arrangement;

    private Ordering(Arrangement start) {
        this.skeleton = start.skeleton();
        this.arrangement = start.copy();
    }

    static Arrangement of(Skeleton skeleton) {
        var start = Arrangement.asWalked(skeleton);
        var best = improved(start);
        if (Crossings.of(best) == 0) {
            return best;
        }
        var other = improved(start.mirrored());
        return Crossings.of(other) < Crossings.of(best) ? other : best;
    }

    private static Arrangement improved(Arrangement start) {
        var ordering = new Ordering(new Ordering(start).bestOfSweeps());
        ordering.swapNeighbours();
        return ordering.arrangement;
    }

    private Arrangement bestOfSweeps() {
        var best = arrangement.copy();
        long fewest = Crossings.of(best);
        int lastGain = 0;
        for (int sweep = 1; sweep <= MAX_SWEEPS && fewest > 0 && sweep - lastGain <= PATIENCE; sweep++) {
            sweep(sweep % 2 == 1);
            long crossings = Crossings.of(arrangement);
            if (crossings < fewest) {
                fewest = crossings;
                best = arrangement.copy();
                lastGain = sweep;
            }
        }
        return best;
    }

    private void sweep(boolean down) {
        int layers = skeleton.layers();
        for (int i = 1; i < layers; i++) {
            int layer = down ? i : layers - 1 - i;
            arrangement.reorder(layer, byNeighbours(arrangement.layer(layer), down));
        }
    }

    /** Returns vertices in the order of their neighbours in the layer before. One without neighbours stays where it is. */
    private int[] byNeighbours(int[] vertices, boolean down) {
        double[] averages = new double[vertices.length];
        var movable = new Integer[vertices.length];
        int count = 0;
        for (int i = 0; i < vertices.length; i++) {
            int[] ends = ends(vertices[i], down);
            if (ends.length > 0) {
                averages[i] = Arrays.stream(ends).average().orElse(0);
                movable[count++] = i;
            }
        }
        Arrays.sort(movable, 0, count, Comparator.comparingDouble(i -> averages[i]));
        int[] ordered = new int[vertices.length];
        int next = 0;
        for (int i = 0; i < vertices.length; i++) {
            boolean stays = (down ? skeleton.up(vertices[i]) : skeleton.down(vertices[i])).length == 0;
            ordered[i] = vertices[stays ? i : movable[next++]];
        }
        return ordered;
    }

    /** Returns the other ends of the segments that lead to a vertex from the layer before, or from the one after. */
    private int[] ends(int vertex, boolean before) {
        int[] segments = before ? skeleton.up(vertex) : skeleton.down(vertex);
        int[] ends = new int[segments.length];
        for (int i = 0; i < ends.length; i++) {
            var segment = skeleton.segment(segments[i]);
            ends[i] = before ? arrangement.upperEnd(segment) : arrangement.lowerEnd(segment);
        }
        return ends;
    }

    private void swapNeighbours() {
        boolean gained = true;
        for (int round = 0; round < MAX_ROUNDS && gained; round++) {
            gained = false;
            for (int layer = 0; layer < skeleton.layers(); layer++) {
                for (int place = 0; place + 1 < arrangement.layer(layer).length; place++) {
                    if (isBetterSwapped(layer, place)) {
                        arrangement.swap(layer, place);
                        gained = true;
                    }
                }
            }
        }
    }

    private boolean isBetterSwapped(int layer, int place) {
        int vertex = arrangement.layer(layer)[place];
        int next = arrangement.layer(layer)[place + 1];
        long now = 0;
        long swapped = 0;
        for (boolean before : new boolean[] {true, false}) {
            int[] own = sortedEnds(vertex, before);
            int[] others = sortedEnds(next, before);
            now += Crossings.between(own, others);
            swapped += Crossings.between(others, own);
        }
        return swapped < now;
    }

    private int[] sortedEnds(int vertex, boolean before) {
        int[] ends = ends(vertex, before);
        Arrays.sort(ends);
        return ends;
    }
}
