package io.maestro.dsl.internal.layout;

import java.util.ArrayDeque;
import java.util.stream.IntStream;

/** The order of the vertices within their layers. */
final class Arrangement {

    private final Skeleton skeleton;
    private final int[][] layers;
    private final int[] places;

    private Arrangement(Skeleton skeleton, int[][] layers, int[] places) {
        this.skeleton = skeleton;
        this.layers = layers;
        this.places = places;
    }

    /** Returns the order in which a walk along the flow, from box to box in the order of the definition, comes to the vertices. */
    static Arrangement asWalked(Skeleton skeleton) {
        int[] counts = new int[skeleton.layers()];
        for (int vertex = 0; vertex < skeleton.size(); vertex++) {
            counts[skeleton.vertex(vertex).layer()]++;
        }
        var layers = new int[counts.length][];
        for (int layer = 0; layer < counts.length; layer++) {
            layers[layer] = new int[counts[layer]];
            counts[layer] = 0;
        }
        int[] places = new int[skeleton.size()];
        var seen = new boolean[skeleton.size()];
        var open = new ArrayDeque<Integer>();
        for (int start = 0; start < skeleton.size(); start++) {
            if (skeleton.up(start).length == 0) {
                open.push(start);
            }
            while (!open.isEmpty()) {
                int vertex = open.pop();
                if (seen[vertex]) {
                    continue;
                }
                seen[vertex] = true;
                int layer = skeleton.vertex(vertex).layer();
                places[vertex] = counts[layer];
                layers[layer][counts[layer]++] = vertex;
                int[] down = skeleton.down(vertex);
                for (int i = down.length - 1; i >= 0; i--) {
                    open.push(skeleton.segment(down[i]).lower());
                }
            }
        }
        return new Arrangement(skeleton, layers, places);
    }

    Arrangement copy() {
        var copies = new int[layers.length][];
        for (int i = 0; i < layers.length; i++) {
            copies[i] = layers[i].clone();
        }
        return new Arrangement(skeleton, copies, places.clone());
    }

    /** Returns the arrangement as it is seen in a mirror. */
    Arrangement mirrored() {
        var mirrored = copy();
        for (int layer = 0; layer < layers.length; layer++) {
            int[] vertices = layers[layer];
            mirrored.reorder(
                    layer,
                    IntStream.range(0, vertices.length)
                            .map(i -> vertices[vertices.length - 1 - i])
                            .toArray());
        }
        return mirrored;
    }

    Skeleton skeleton() {
        return skeleton;
    }

    /** Returns the vertices of a layer in their order; the array must not be changed. */
    int[] layer(int layer) {
        return layers[layer];
    }

    /** Returns the place of a vertex in its layer, from 0. */
    int place(int vertex) {
        return places[vertex];
    }

    /** Gives a layer another order; the array is kept. */
    void reorder(int layer, int[] vertices) {
        layers[layer] = vertices;
        for (int i = 0; i < vertices.length; i++) {
            places[vertices[i]] = i;
        }
    }

    /** Swaps a vertex with the one after it. */
    void swap(int layer, int place) {
        int[] vertices = layers[layer];
        int vertex = vertices[place];
        vertices[place] = vertices[place + 1];
        vertices[place + 1] = vertex;
        places[vertices[place]] = place;
        places[vertex] = place + 1;
    }

    /** Returns where the upper end of a segment is, in an order of all ends on vertices of its layer. */
    int upperEnd(Segment segment) {
        return end(segment.upper(), segment.upperPort());
    }

    /** Returns where the lower end of a segment is, in an order of all ends on vertices of its layer. */
    int lowerEnd(Segment segment) {
        return end(segment.lower(), segment.lowerPort());
    }

    private int end(int vertex, Port port) {
        return places[vertex] * skeleton.ports() + port.rank();
    }
}
