package io.maestro.dsl.internal.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builds the skeleton. Boxes of one rank share a layer. Where edges have labels, these stand in a layer of their own between two
 * ranks, next to the box that the edge leaves.
 */
final class Layering {

    private final Sides sides;
    private final List<Vertex> vertices = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();

    private Layering(Sides sides) {
        this.sides = sides;
    }

    static Skeleton of(List<Edge> edges, Sides sides, int[] ranks) {
        var layering = new Layering(sides);
        int[] layers = layersOf(ranks, edges);
        for (int box = 0; box < ranks.length; box++) {
            layering.vertices.add(sides.vertex(box, layers[ranks[box]]));
        }
        var chains = new int[edges.size()][];
        for (int i = 0; i < chains.length; i++) {
            chains[i] = edges.get(i).isLoop() ? new int[0] : layering.chain(i, edges.get(i));
        }
        return new Skeleton(layering.vertices, layering.segments, chains);
    }

    /** Returns the layer of each rank. */
    private static int[] layersOf(int[] ranks, List<Edge> edges) {
        int count = Arrays.stream(ranks).max().orElse(-1) + 1;
        var labelsBefore = new boolean[count + 1];
        for (var edge : edges) {
            if (edge.label().isPresent() && !edge.isLoop()) {
                labelsBefore[edge.back() ? ranks[edge.from()] : ranks[edge.from()] + 1] = true;
            }
        }
        int[] layers = new int[count];
        for (int rank = 1; rank < count; rank++) {
            layers[rank] = layers[rank - 1] + (labelsBefore[rank] ? 2 : 1);
        }
        return layers;
    }

    private int[] chain(int number, Edge edge) {
        int first = vertices.get(edge.first()).layer();
        int last = vertices.get(edge.last()).layer();
        int[] chain = new int[last - first + 1];
        chain[0] = edge.first();
        for (int layer = first + 1; layer < last; layer++) {
            boolean besideStart = layer == (edge.back() ? last - 1 : first + 1);
            chain[layer - first] = vertices.size();
            vertices.add(besideStart ? labelled(edge, layer) : Vertex.bend(layer));
        }
        chain[last - first] = edge.last();
        for (int i = 1; i < chain.length; i++) {
            segments.add(new Segment(
                    chain[i - 1],
                    i == 1 ? sides.firstPort(number) : Port.CENTRE,
                    chain[i],
                    i == chain.length - 1 ? sides.lastPort(number) : Port.CENTRE));
        }
        return chain;
    }

    private static Vertex labelled(Edge edge, int layer) {
        return edge.label().map(size -> Vertex.label(layer, size)).orElseGet(() -> Vertex.bend(layer));
    }
}
