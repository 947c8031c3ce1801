package io.maestro.dsl.internal.layout;

import java.util.Arrays;

/**
 * Sets vertices across the flow so that the picture is not wider than its widest layers. Layer by layer, down and up again, each
 * vertex is drawn to the middle one of its neighbours in the layer before, and comes as near to that as the order and the room in
 * its own layer let it. What should be straight above all is drawn harder.
 */
final class Compact {

    private static final int SWEEPS = 12;
    private static final double LEAST_PULL = 0.1;
    private static final double PULL = 1;
    private static final double INNER_PULL = 8;

    private final Arrangement arrangement;
    private final Skeleton skeleton;
    private final double[] places;

    private Compact(Arrangement arrangement) {
        this.arrangement = arrangement;
        this.skeleton = arrangement.skeleton();
        this.places = new double[skeleton.size()];
    }

    /** Returns where the line of each vertex is. */
    static double[] places(Arrangement arrangement) {
        var compact = new Compact(arrangement);
        for (int layer = 0; layer < compact.skeleton.layers(); layer++) {
            compact.pack(arrangement.layer(layer));
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            compact.sweep(sweep % 2 == 0);
        }
        return compact.places;
    }

    /** Sets the vertices of a layer side by side, around 0. */
    private void pack(int[] vertices) {
        double[] starts = starts(vertices);
        for (int i = 0; i < starts.length; i++) {
            places[vertices[i]] = starts[i] - starts[starts.length - 1] / 2;
        }
    }

    /** Returns how far the vertices of a layer are from the first if there is no more room between them than there must be. */
    private double[] starts(int[] vertices) {
        double[] starts = new double[vertices.length];
        for (int i = 1; i < vertices.length; i++) {
            starts[i] = starts[i - 1] + skeleton.vertex(vertices[i - 1]).distanceTo(skeleton.vertex(vertices[i]));
        }
        return starts;
    }

    private void sweep(boolean down) {
        int layers = skeleton.layers();
        for (int i = 1; i < layers; i++) {
            draw(arrangement.layer(down ? i : layers - 1 - i), down);
        }
    }

    private void draw(int[] vertices, boolean down) {
        double[] starts = starts(vertices);
        var fit = new Fit(vertices.length);
        for (int i = 0; i < vertices.length; i++) {
            int[] segments = down ? skeleton.up(vertices[i]) : skeleton.down(vertices[i]);
            double wanted = segments.length == 0 ? places[vertices[i]] : middle(segments, down);
            fit.add(wanted - starts[i], pull(segments));
        }
        double[] fitted = fit.values();
        for (int i = 0; i < vertices.length; i++) {
            places[vertices[i]] = fitted[i] + starts[i];
        }
    }

    /** Returns where a vertex would have to be for the middle one of its segments to be straight. */
    private double middle(int[] segments, boolean down) {
        double[] wanted = new double[segments.length];
        for (int i = 0; i < segments.length; i++) {
            var segment = skeleton.segment(segments[i]);
            double shift = segment.upperPort().offset() - segment.lowerPort().offset();
            wanted[i] = down ? places[segment.upper()] + shift : places[segment.lower()] - shift;
        }
        Arrays.sort(wanted);
        return (wanted[(wanted.length - 1) / 2] + wanted[wanted.length / 2]) / 2;
    }

    private double pull(int[] segments) {
        double pull = LEAST_PULL;
        for (int number : segments) {
            pull += skeleton.isInner(skeleton.segment(number)) ? INNER_PULL : PULL;
        }
        return pull;
    }
}
