package io.maestro.dsl.internal.layout;

import java.util.Arrays;
import java.util.stream.Stream;

/** Sets vertices across the flow in straight lines: in the middle between what the four views of an arrangement come to. */
final class Lined {

    private final Arrangement arrangement;
    private final Skeleton skeleton;

    private Lined(Arrangement arrangement) {
        this.arrangement = arrangement;
        this.skeleton = arrangement.skeleton();
    }

    /** Returns where the line of each vertex is. */
    static double[] places(Arrangement arrangement) {
        return new Lined(arrangement).places();
    }

    private double[] places() {
        var crossed = crossedByInner();
        var candidates = Stream.of(
                        new View(arrangement, false, false),
                        new View(arrangement, false, true),
                        new View(arrangement, true, false),
                        new View(arrangement, true, true))
                .map(view -> Extent.around(skeleton, Blocks.placesIn(view, crossed)))
                .toList();
        var narrowest = candidates.getFirst();
        for (var candidate : candidates) {
            narrowest = candidate.width() < narrowest.width() ? candidate : narrowest;
        }
        double[] places = new double[skeleton.size()];
        double[] own = new double[candidates.size()];
        for (int vertex = 0; vertex < places.length; vertex++) {
            for (int i = 0; i < own.length; i++) {
                // What was set from the start begins, and what was set from the end ends, where the narrowest does.
                var candidate = candidates.get(i);
                double move = i % 2 == 0 ? narrowest.start() - candidate.start() : narrowest.end() - candidate.end();
                own[i] = candidate.place(vertex) + move;
            }
            Arrays.sort(own);
            places[vertex] = (own[1] + own[2]) / 2;
        }
        return places;
    }

    /** Returns the segments that cross an inner segment without being inner themselves. */
    private boolean[] crossedByInner() {
        var crossed = new boolean[skeleton.segments().size()];
        for (int layer = 1; layer < skeleton.layers(); layer++) {
            markCrossed(arrangement.layer(layer), crossed);
        }
        return crossed;
    }

    /** Between two vertices of a layer that inner segments lead to, the others may come from between the starts of these only. */
    private void markCrossed(int[] vertices, boolean[] crossed) {
        int from = 0;
        int scanned = 0;
        for (int place = 0; place < vertices.length; place++) {
            int inner = innerStart(vertices[place]);
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
    private int innerStart(int vertex) {
        for (int number : skeleton.up(vertex)) {
            var segment = skeleton.segment(number);
            if (skeleton.isInner(segment)) {
                return arrangement.place(segment.upper());
            }
        }
        return -1;
    }
}
