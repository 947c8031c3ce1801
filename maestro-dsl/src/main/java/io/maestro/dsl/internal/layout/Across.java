package io.maestro.dsl.internal.layout;

import java.util.Arrays;

/** Sets vertices across the flow: in the middle between what the four views of an arrangement come to. */
final class Across {

    private Across() {}

    /** Returns where the line of each vertex is, in whole numbers, so that nothing is before 0. */
    static double[] of(Arrangement arrangement) {
        var skeleton = arrangement.skeleton();
        var passedOver = crossedByInner(arrangement);
        var candidates = new double[4][];
        for (int i = 0; i < candidates.length; i++) {
            candidates[i] = Blocks.placesIn(new View(arrangement, i / 2 == 1, i % 2 == 1), passedOver);
        }
        align(candidates, skeleton);
        double[] places = new double[skeleton.size()];
        double[] own = new double[candidates.length];
        for (int vertex = 0; vertex < places.length; vertex++) {
            for (int i = 0; i < own.length; i++) {
                own[i] = candidates[i][vertex];
            }
            Arrays.sort(own);
            places[vertex] = (own[1] + own[2]) / 2;
        }
        double start = start(places, skeleton);
        Arrays.setAll(places, vertex -> Math.rint(places[vertex] - start));
        return places;
    }

    /** Moves the candidates so that those that were set from the start begin, and those from the end end, where the narrowest does. */
    private static void align(double[][] candidates, Skeleton skeleton) {
        double[] narrowest = candidates[0];
        for (var candidate : candidates) {
            if (width(candidate, skeleton) < width(narrowest, skeleton)) {
                narrowest = candidate;
            }
        }
        double start = start(narrowest, skeleton);
        double end = end(narrowest, skeleton);
        for (int i = 0; i < candidates.length; i++) {
            var candidate = candidates[i];
            double move = i % 2 == 0 ? start - start(candidate, skeleton) : end - end(candidate, skeleton);
            Arrays.setAll(candidate, vertex -> candidate[vertex] + move);
        }
    }

    private static double width(double[] places, Skeleton skeleton) {
        return end(places, skeleton) - start(places, skeleton);
    }

    private static double start(double[] places, Skeleton skeleton) {
        double start = Double.MAX_VALUE;
        for (int vertex = 0; vertex < places.length; vertex++) {
            start = Math.min(start, places[vertex] - skeleton.vertex(vertex).before());
        }
        return start;
    }

    private static double end(double[] places, Skeleton skeleton) {
        double end = -Double.MAX_VALUE;
        for (int vertex = 0; vertex < places.length; vertex++) {
            end = Math.max(end, places[vertex] + skeleton.vertex(vertex).after());
        }
        return end;
    }

    /** Returns the segments that cross an inner segment without being inner themselves. */
    private static boolean[] crossedByInner(Arrangement arrangement) {
        var crossed = new boolean[arrangement.skeleton().segments().size()];
        for (int layer = 1; layer < arrangement.skeleton().layers(); layer++) {
            markCrossed(arrangement, layer, crossed);
        }
        return crossed;
    }

    /** Between two vertices of a layer that inner segments lead to, the others may come from between the starts of these only. */
    private static void markCrossed(Arrangement arrangement, int layer, boolean[] crossed) {
        var skeleton = arrangement.skeleton();
        int[] vertices = arrangement.layer(layer);
        int from = 0;
        int scanned = 0;
        for (int place = 0; place < vertices.length; place++) {
            int inner = innerStart(arrangement, vertices[place]);
            if (inner < 0 && place < vertices.length - 1) {
                continue;
            }
            int to = inner < 0 ? Integer.MAX_VALUE : inner;
            for (; scanned <= place; scanned++) {
                for (int number : skeleton.up(vertices[scanned])) {
                    var segment = skeleton.segment(number);
                    int start = arrangement.place(segment.upper());
                    crossed[number] |= (start < from || start > to) && !skeleton.isInner(segment);
                }
            }
            from = to;
        }
    }

    /** Returns the place in the layer before from which an inner segment leads to a vertex, or -1 if none does. */
    private static int innerStart(Arrangement arrangement, int vertex) {
        var skeleton = arrangement.skeleton();
        for (int number : skeleton.up(vertex)) {
            var segment = skeleton.segment(number);
            if (skeleton.isInner(segment)) {
                return arrangement.place(segment.upper());
            }
        }
        return -1;
    }
}
