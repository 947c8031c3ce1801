package io.maestro.dsl.internal.layout;

import java.util.Arrays;

/**
 * Finds the edges that lead back, without which a graph has no cycle.
 *
 * <p>If every cycle of the graph can be entered at one place only, the edges found are those that lead to that place from
 * within: what a walk from the starts sees lead to a box on its own path. Of a cycle with more than one way in, it takes the
 * edges that close it as it comes to it; any will do, as long as the rest can be laid out.
 */
public final class BackEdges {

    private final int[][] successors;
    private final boolean[][] back;
    private final int[] edges;
    private final int[] path;
    private final boolean[] onPath;
    private boolean[] seen;

    private BackEdges(int[][] successors) {
        int size = successors.length;
        this.successors = successors;
        this.back = new boolean[size][];
        this.edges = new int[size];
        this.path = new int[size];
        this.onPath = new boolean[size];
        this.seen = new boolean[size];
        for (int i = 0; i < size; i++) {
            back[i] = new boolean[successors[i].length];
        }
    }

    /**
     * Finds the edges of a graph that lead back.
     *
     * @param successors the boxes that follow each box
     * @return for each box, which of its edges lead back
     */
    public static boolean[][] of(int[][] successors) {
        var finder = new BackEdges(successors);
        var starts = finder.starts();
        finder.forget();
        for (int start : starts) {
            finder.walk(start);
        }
        return finder.back;
    }

    /**
     * Returns a box of each part of the graph that nothing outside of it leads to: the first in the order of the definition.
     * From these all others can be come to. A walk from each box that was not come to before begins at more of them than are
     * needed, but at the first box of each such part; from the last of them to the first, those that another leads to drop out.
     */
    private int[] starts() {
        int[] candidates = new int[successors.length];
        int count = 0;
        for (int box = 0; box < successors.length; box++) {
            if (!seen[box]) {
                candidates[count++] = box;
                walk(box);
            }
        }
        forget();
        int[] starts = new int[count];
        int kept = count;
        while (count-- > 0) {
            if (!seen[candidates[count]]) {
                starts[--kept] = candidates[count];
                walk(candidates[count]);
            }
        }
        return Arrays.copyOfRange(starts, kept, starts.length);
    }

    private void forget() {
        seen = new boolean[successors.length];
        Arrays.fill(edges, 0);
        for (var marks : back) {
            Arrays.fill(marks, false);
        }
    }

    /** Walks depth first to all that was not seen. Keeps its own stack: a chain may be longer than the thread's is deep. */
    private void walk(int start) {
        int depth = 0;
        if (!seen[start]) {
            depth = enter(start, depth);
        }
        while (depth > 0) {
            int box = path[depth - 1];
            if (edges[box] == successors[box].length) {
                onPath[box] = false;
                depth--;
                continue;
            }
            int edge = edges[box]++;
            int next = successors[box][edge];
            back[box][edge] = onPath[next];
            if (!seen[next]) {
                depth = enter(next, depth);
            }
        }
    }

    private int enter(int box, int depth) {
        seen[box] = true;
        onPath[box] = true;
        path[depth] = box;
        return depth + 1;
    }
}
