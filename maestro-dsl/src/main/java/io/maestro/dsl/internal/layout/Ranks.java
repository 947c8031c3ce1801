package io.maestro.dsl.internal.layout;

import java.util.List;

/**
 * How far along the flow each box stands, over the edges that do not lead back, so that edges are short.
 *
 * <p>At first each box stands as early as it can. Then, again and again, each is moved to where its neighbours would have it on
 * average, as far as these let it: what leads only to something late follows that by and by. At last boxes are moved late, or
 * else early, as far as that makes no edge longer in exchange; where it makes no difference they end up early.
 */
final class Ranks {

    private static final int ROUNDS_ON_AVERAGE = 30;
    private static final int LAST_ROUNDS = 4;

    private final int[][] before;
    private final int[][] after;
    private final int[] order;
    private final int[] ranks;

    private Ranks(int[][] before, int[][] after) {
        this.before = before;
        this.after = after;
        this.order = order(before, after);
        this.ranks = new int[after.length];
    }

    /** Returns the rank of each box, from 0. */
    static int[] of(int boxes, List<Edge> edges) {
        var forward = edges.stream().filter(edge -> !edge.back()).toList();
        int[] froms = forward.stream().mapToInt(Edge::from).toArray();
        int[] tos = forward.stream().mapToInt(Edge::to).toArray();
        var ranks = new Ranks(byEnd(boxes, tos, froms), byEnd(boxes, froms, tos));
        ranks.moveToStart(true);
        for (int round = 0; round < ROUNDS_ON_AVERAGE; round++) {
            ranks.moveToAverage();
        }
        for (int round = 0; round < LAST_ROUNDS; round++) {
            ranks.moveToEnd();
            ranks.moveToStart(false);
        }
        return ranks.ranks;
    }

    /** Returns for each box the other ends of the edges that have it as one end. */
    private static int[][] byEnd(int boxes, int[] ends, int[] others) {
        int[] counts = new int[boxes];
        for (int end : ends) {
            counts[end]++;
        }
        var byEnd = new int[boxes][];
        for (int box = 0; box < boxes; box++) {
            byEnd[box] = new int[counts[box]];
        }
        for (int i = 0; i < ends.length; i++) {
            byEnd[ends[i]][--counts[ends[i]]] = others[i];
        }
        return byEnd;
    }

    /** Returns the boxes so that each comes before those after it. */
    private static int[] order(int[][] before, int[][] after) {
        int[] waiting = new int[after.length];
        int[] order = new int[after.length];
        int count = 0;
        for (int box = 0; box < after.length; box++) {
            waiting[box] = before[box].length;
            if (waiting[box] == 0) {
                order[count++] = box;
            }
        }
        for (int next = 0; next < count; next++) {
            for (int target : after[order[next]]) {
                if (--waiting[target] == 0) {
                    order[count++] = target;
                }
            }
        }
        return order;
    }

    /** Returns the earliest rank that a box can have. */
    private int earliest(int box) {
        int earliest = 0;
        for (int source : before[box]) {
            earliest = Math.max(earliest, ranks[source] + 1);
        }
        return earliest;
    }

    /** Returns the latest rank that a box can have. */
    private int latest(int box) {
        int latest = Integer.MAX_VALUE;
        for (int target : after[box]) {
            latest = Math.min(latest, ranks[target] - 1);
        }
        return latest;
    }

    /** Moves boxes as early as they can stand: all, or those for which that makes edges no longer. */
    private void moveToStart(boolean all) {
        for (int box : order) {
            if (before[box].length > 0 && (all || before[box].length >= after[box].length)) {
                ranks[box] = earliest(box);
            }
        }
    }

    /** Moves boxes as late as they can stand, if that makes edges no longer. */
    private void moveToEnd() {
        for (int i = order.length - 1; i >= 0; i--) {
            int box = order[i];
            if (after[box].length > 0 && after[box].length >= before[box].length) {
                ranks[box] = latest(box);
            }
        }
    }

    private void moveToAverage() {
        for (int i = order.length - 1; i >= 0; i--) {
            moveToAverage(order[i]);
        }
        for (int box : order) {
            moveToAverage(box);
        }
    }

    private void moveToAverage(int box) {
        int neighbours = before[box].length + after[box].length;
        if (neighbours == 0) {
            return;
        }
        long sum = 0;
        for (int source : before[box]) {
            sum += ranks[source] + 1;
        }
        for (int target : after[box]) {
            sum += ranks[target] - 1;
        }
        long average = Math.round((double) sum / neighbours);
        ranks[box] = Math.clamp(average, earliest(box), latest(box));
    }
}
