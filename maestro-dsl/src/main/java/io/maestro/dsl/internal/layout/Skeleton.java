package io.maestro.dsl.internal.layout;

import java.util.List;

/**
 * The graph in layers: boxes, and for each edge a chain of vertices that has one in each layer that the edge passes. Its segments
 * lead from one layer to the next. Immutable; the arrays that it hands out must not be changed.
 */
final class Skeleton {

    private final List<Vertex> vertices;
    private final List<Segment> segments;
    private final int[][] chains;
    private final int[][] up;
    private final int[][] down;
    private final int layers;
    private final int ports;

    /** Creates a skeleton of parts that fit together; the chains are kept. */
    Skeleton(List<Vertex> vertices, List<Segment> segments, int[][] chains) {
        this.vertices = List.copyOf(vertices);
        this.segments = List.copyOf(segments);
        this.chains = chains;
        int[] lowers = segments.stream().mapToInt(Segment::lower).toArray();
        int[] uppers = segments.stream().mapToInt(Segment::upper).toArray();
        this.up = segmentsAt(lowers, vertices.size());
        this.down = segmentsAt(uppers, vertices.size());
        this.layers = vertices.stream().mapToInt(Vertex::layer).max().orElse(-1) + 1;
        this.ports = segments.stream()
                        .mapToInt(segment -> Math.max(
                                segment.upperPort().rank(), segment.lowerPort().rank()))
                        .max()
                        .orElse(0)
                + 1;
    }

    private static int[][] segmentsAt(int[] ends, int vertices) {
        int[] counts = new int[vertices];
        for (int end : ends) {
            counts[end]++;
        }
        var at = new int[vertices][];
        for (int vertex = 0; vertex < vertices; vertex++) {
            at[vertex] = new int[counts[vertex]];
        }
        for (int segment = ends.length - 1; segment >= 0; segment--) {
            at[ends[segment]][--counts[ends[segment]]] = segment;
        }
        return at;
    }

    /** Returns the number of vertices. Boxes come first, with the numbers that they have outside. */
    int size() {
        return vertices.size();
    }

    /** Returns the number of layers. */
    int layers() {
        return layers;
    }

    /** Returns how many ports a vertex has at most. */
    int ports() {
        return ports;
    }

    Vertex vertex(int number) {
        return vertices.get(number);
    }

    Segment segment(int number) {
        return segments.get(number);
    }

    List<Segment> segments() {
        return segments;
    }

    /** Returns the segments that lead to a vertex from the layer before. */
    int[] up(int vertex) {
        return up[vertex];
    }

    /** Returns the segments that lead from a vertex to the layer after. */
    int[] down(int vertex) {
        return down[vertex];
    }

    /** Returns the vertices of an edge along the flow, the boxes at its ends included; empty for an edge from a box to itself. */
    int[] chain(int edge) {
        return chains[edge];
    }

    /** Tells whether a segment is neither the first nor the last of its edge. These should be straight above all. */
    boolean isInner(Segment segment) {
        return !vertices.get(segment.upper()).isBox()
                && !vertices.get(segment.lower()).isBox();
    }
}
