package io.maestro.dsl.internal.layout;

import java.util.Arrays;
import java.util.List;

/**
 * How far along the flow each box stands, over the edges that do not lead back. A box stands as early as it can: right after the
 * last of those that it comes after. But where that makes edges shorter, it stands as late as it can, right before the first of
 * those that come after it: if more edges leave it than lead to it, or if all that leads to it can move with it.
 */
final class Ranks {

    private final int[][] after;
    private final int[] counts;
    private final int[] ranks;

    private Ranks(int[][] after) {
        this.after = after;
        this.counts = new int[after.length];
        this.ranks = new int[after.length];
        for (var targets : after) {
            for (int target : targets) {
                counts[target]++;
            }
        }
    }

    /** Returns the rank of each box, from 0. */
    static int[] of(int boxes, List<Edge> edges) {
        var ranks = new Ranks(successors(boxes, edges));
        ranks.moveToEnd(ranks.setAtStart());
        return ranks.ranks;
    }

    private static int[][] successors(int boxes, List<Edge> edges) {
        int[] counts = new int[boxes];
        for (var edge : edges) {
            if (!edge.back()) {
                counts[edge.from()]++;
            }
        }
        var after = new int[boxes][];
        for (int box = 0; box < boxes; box++) {
            after[box] = new int[counts[box]];
        }
        for (var edge : edges) {
            if (!edge.back()) {
                after[edge.from()][--counts[edge.from()]] = edge.to();
            }
        }
        return after;
    }

    /** Sets each box as early as it can stand, and returns the boxes so that each comes before those after it. */
    private int[] setAtStart() {
        int[] waiting = counts.clone();
        int[] order = new int[after.length];
        int count = 0;
        for (int box = 0; box < after.length; box++) {
            if (waiting[box] == 0) {
                order[count++] = box;
            }
        }
        for (int next = 0; next < count; next++) {
            for (int target : after[order[next]]) {
                ranks[target] = Math.max(ranks[target], ranks[order[next]] + 1);
                if (--waiting[target] == 0) {
                    order[count++] = target;
                }
            }
        }
        return order;
    }

    private void moveToEnd(int[] order) {
        var hangs = hanging(order);
        for (int i = order.length - 1; i >= 0; i--) {
            int box = order[i];
            if (after[box].length > (hangs[box] ? 0 : counts[box])) {
                int latest = Integer.MAX_VALUE;
                for (int target : after[box]) {
                    latest = Math.min(latest, ranks[target] - 1);
                }
                ranks[box] = latest;
            }
        }
    }

    /** Tells of each box whether all that leads to it leads nowhere else, so that it can take all that along when it moves. */
    private boolean[] hanging(int[] order) {
        var hangs = new boolean[order.length];
        Arrays.fill(hangs, true);
        for (int box : order) {
            for (int target : after[box]) {
                hangs[target] &= hangs[box] && after[box].length == 1;
            }
        }
        return hangs;
    }
}
