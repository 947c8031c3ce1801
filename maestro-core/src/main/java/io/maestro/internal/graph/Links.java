package io.maestro.internal.graph;

/** Which steps follow each other, by their numbers. Immutable; the arrays that it hands out must not be changed. */
final class Links {

    private final int[][] successors;
    private final int[][] predecessors;

    private Links(int[][] successors, int[][] predecessors) {
        this.successors = successors;
        this.predecessors = predecessors;
    }

    /** Returns the links of steps of which it is known what follows each; the array is kept. */
    static Links of(int[][] successors) {
        return new Links(successors, reversed(successors));
    }

    private static int[][] reversed(int[][] successors) {
        var counts = new int[successors.length];
        for (var targets : successors) {
            for (int target : targets) {
                counts[target]++;
            }
        }
        var predecessors = new int[successors.length][];
        for (int i = 0; i < counts.length; i++) {
            predecessors[i] = new int[counts[i]];
        }
        for (int from = successors.length - 1; from >= 0; from--) {
            for (int to : successors[from]) {
                predecessors[to][--counts[to]] = from;
            }
        }
        return predecessors;
    }

    /** Returns the number of steps. */
    int size() {
        return successors.length;
    }

    /** Returns the steps that follow one, in the order of its transitions. */
    int[] after(int step) {
        return successors[step];
    }

    /** Returns the steps that lead to one, in the order of the definition. */
    int[] before(int step) {
        return predecessors[step];
    }
}
