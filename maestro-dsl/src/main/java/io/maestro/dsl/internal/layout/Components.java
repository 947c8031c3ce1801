package io.maestro.dsl.internal.layout;

import java.util.ArrayList;
import java.util.List;

/** The connected parts of a graph, in the order of their first boxes. */
final class Components {

    private final List<Part> parts = new ArrayList<>();
    private final int[] numbers;

    /**
     * A connected part.
     *
     * @param boxes the numbers of its boxes in the graph, in ascending order
     * @param edges the numbers of its edges in the graph, in ascending order
     */
    record Part(List<Integer> boxes, List<Integer> edges) {}

    private Components(int boxes) {
        this.numbers = new int[boxes];
    }

    static Components of(int boxes, List<Edge> edges) {
        int[] leaders = leaders(boxes, edges);
        var components = new Components(boxes);
        int[] parts = new int[boxes];
        for (int box = 0; box < boxes; box++) {
            int leader = leader(leaders, box);
            if (leader == box) {
                parts[box] = components.parts.size();
                components.parts.add(new Part(new ArrayList<>(), new ArrayList<>()));
            }
            var part = components.parts.get(parts[leader]);
            components.numbers[box] = part.boxes().size();
            part.boxes().add(box);
        }
        for (int i = 0; i < edges.size(); i++) {
            int leader = leader(leaders, edges.get(i).from());
            components.parts.get(parts[leader]).edges().add(i);
        }
        return components;
    }

    /** Returns for each box one that comes nearer to the first of its part. */
    private static int[] leaders(int boxes, List<Edge> edges) {
        int[] leaders = new int[boxes];
        for (int box = 0; box < boxes; box++) {
            leaders[box] = box;
        }
        for (var edge : edges) {
            int one = leader(leaders, edge.from());
            int other = leader(leaders, edge.to());
            leaders[Math.max(one, other)] = Math.min(one, other);
        }
        return leaders;
    }

    private static int leader(int[] leaders, int box) {
        int at = box;
        while (leaders[at] != at) {
            leaders[at] = leaders[leaders[at]];
            at = leaders[at];
        }
        return at;
    }

    List<Part> parts() {
        return parts;
    }

    /** Returns the number that a box has within its part. */
    int number(int box) {
        return numbers[box];
    }
}
