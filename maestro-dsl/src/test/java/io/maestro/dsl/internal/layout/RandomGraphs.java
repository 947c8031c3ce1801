package io.maestro.dsl.internal.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/** Makes graphs with cycles, loops, labels and boxes of many sizes. The same seed makes the same ones. */
final class RandomGraphs {

    private final Random random;

    RandomGraphs(long seed) {
        this.random = new Random(seed);
    }

    /** A graph. */
    record Graph(List<Size> boxes, List<Edge> edges) {}

    Graph next() {
        int size = 1 + random.nextInt(24);
        var successors = new int[size][];
        boolean cyclic = random.nextBoolean();
        for (int box = 0; box < size; box++) {
            var targets = new TreeSet<Integer>();
            for (int i = random.nextInt(4); i > 0; i--) {
                int farthest = Math.min(size - 1, box + 6);
                targets.add(cyclic && random.nextInt(4) == 0 ? random.nextInt(size) : between(box, farthest));
            }
            if (!cyclic) {
                targets.remove(box);
            }
            successors[box] = targets.stream().mapToInt(Integer::intValue).toArray();
        }
        return graph(successors);
    }

    private int between(int box, int farthest) {
        return Math.min(farthest, box + 1 + random.nextInt(farthest - box + 1));
    }

    private Graph graph(int[][] successors) {
        var back = BackEdges.of(successors);
        var boxes = new ArrayList<Size>();
        var edges = new ArrayList<Edge>();
        for (int box = 0; box < successors.length; box++) {
            boxes.add(new Size(
                    2 * (10 + random.nextInt(100)), 2 * (10 + random.nextInt(random.nextInt(8) == 0 ? 200 : 30))));
            for (int i = 0; i < successors[box].length; i++) {
                edges.add(new Edge(box, successors[box][i], back[box][i], label()));
            }
        }
        return new Graph(boxes, edges);
    }

    private Optional<Size> label() {
        return random.nextInt(3) == 0
                ? Optional.of(new Size(2 * (5 + random.nextInt(70)), 15 + random.nextInt(30)))
                : Optional.empty();
    }
}
