package io.maestro.dsl.internal.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sets blocks of vertices side by side, as near to each other as their vertices may be. First each is set as near to the start
 * as those before it allow; then, from the last to the first, each is moved up to the nearest of those after it.
 */
final class Spacing {

    private final int[] roots;
    private final List<List<Gap>> gaps = new ArrayList<>();
    private final int[] waiting;

    /**
     * What two blocks must keep between them.
     *
     * @param block the later block
     * @param distance how far it must at least be from the earlier one
     */
    private record Gap(int block, double distance) {}

    Spacing(View view, int[] roots, double[] shifts) {
        this.roots = roots;
        this.waiting = new int[view.size()];
        for (int i = 0; i < view.size(); i++) {
            gaps.add(new ArrayList<>(2));
        }
        for (int layer = 0; layer < view.layers(); layer++) {
            for (int place = 1; place < view.width(layer); place++) {
                int before = view.vertex(layer, place - 1);
                int vertex = view.vertex(layer, place);
                double distance = view.distance(before, vertex) + shifts[before] - shifts[vertex];
                gaps.get(roots[before]).add(new Gap(roots[vertex], distance));
                waiting[roots[vertex]]++;
            }
        }
    }

    /** Returns where the line of the first vertex of each block is. */
    double[] places() {
        int[] order = order();
        double[] places = new double[roots.length];
        for (int block : order) {
            for (var gap : gaps.get(block)) {
                places[gap.block()] = Math.max(places[gap.block()], places[block] + gap.distance());
            }
        }
        for (int i = order.length - 1; i >= 0; i--) {
            double nearest = gaps.get(order[i]).stream()
                    .mapToDouble(gap -> places[gap.block()] - gap.distance())
                    .min()
                    .orElse(places[order[i]]);
            places[order[i]] = Math.max(places[order[i]], nearest);
        }
        return places;
    }

    /** Returns the blocks, each after all that are before it. Lines that do not cross have such an order. */
    private int[] order() {
        int[] left = waiting.clone();
        int[] order = new int[roots.length];
        int count = 0;
        for (int vertex = 0; vertex < roots.length; vertex++) {
            if (roots[vertex] == vertex && left[vertex] == 0) {
                order[count++] = vertex;
            }
        }
        for (int next = 0; next < count; next++) {
            for (var gap : gaps.get(order[next])) {
                if (--left[gap.block()] == 0) {
                    order[count++] = gap.block();
                }
            }
        }
        return Arrays.copyOf(order, count);
    }
}
