package io.maestro.dsl.internal.layout;

import java.util.Arrays;

/**
 * Sets vertices across the flow, after U. Brandes and B. Köpf, "Fast and simple horizontal coordinate assignment" (2001), for
 * one of the four views of an arrangement. Each vertex is lined up with the middle one of its neighbours in the layer before, if
 * no vertex in between is in the way; those in one line form a block. Then the blocks are set side by side.
 *
 * <p>Unlike there, segments may end beside the line of a vertex; it is then set as far off as makes the segment straight.
 */
final class Blocks {

    private final View view;
    private final boolean[] passedOver;
    private final int[] roots;
    private final double[] shifts;

    private Blocks(View view, boolean[] passedOver) {
        this.view = view;
        this.passedOver = passedOver;
        this.roots = new int[view.size()];
        this.shifts = new double[view.size()];
        Arrays.setAll(roots, vertex -> vertex);
    }

    /**
     * Returns where the line of each vertex is across the flow.
     *
     * @param view the view
     * @param passedOver the segments that nothing is lined up over, since they cross ones that should be straight above all
     */
    static double[] placesIn(View view, boolean[] passedOver) {
        var blocks = new Blocks(view, passedOver);
        for (int layer = 1; layer < view.layers(); layer++) {
            blocks.lineUp(layer);
        }
        double[] ofBlocks = new Spacing(view, blocks.roots, blocks.shifts).places();
        double[] places = new double[view.size()];
        Arrays.setAll(places, vertex -> view.across(ofBlocks[blocks.roots[vertex]] + blocks.shifts[vertex]));
        return places;
    }

    private void lineUp(int layer) {
        int free = 0;
        for (int place = 0; place < view.width(layer); place++) {
            int vertex = view.vertex(layer, place);
            int[] segments = inOrder(view.segments(vertex));
            for (int middle : middles(segments.length)) {
                int neighbour = view.neighbour(segments[middle]);
                if (!passedOver[segments[middle]] && view.place(neighbour) >= free) {
                    roots[vertex] = roots[neighbour];
                    shifts[vertex] = shifts[neighbour] + view.shift(segments[middle]);
                    free = view.place(neighbour) + 1;
                    break;
                }
            }
        }
    }

    /** Returns the segments over which a vertex may be lined up, in the order of their other ends. Those beside it come later. */
    private int[] inOrder(int[] segments) {
        return Arrays.stream(segments)
                .filter(segment -> !view.isBeside(segment))
                .boxed()
                .sorted((a, b) -> Integer.compare(view.place(view.neighbour(a)), view.place(view.neighbour(b))))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int[] middles(int count) {
        if (count == 0) {
            return new int[0];
        }
        return count % 2 == 1 ? new int[] {count / 2} : new int[] {count / 2 - 1, count / 2};
    }
}
