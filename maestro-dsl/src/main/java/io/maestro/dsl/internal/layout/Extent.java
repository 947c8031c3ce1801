package io.maestro.dsl.internal.layout;

/** Places across the flow with what all vertices together take there. */
final class Extent {

    private static final double GRID = 2;

    private final double[] places;
    private final double start;
    private final double end;

    private Extent(double[] places, double start, double end) {
        this.places = places;
        this.start = start;
        this.end = end;
    }

    static Extent around(Skeleton skeleton, double[] places) {
        double start = Double.MAX_VALUE;
        double end = -Double.MAX_VALUE;
        for (int vertex = 0; vertex < places.length; vertex++) {
            start = Math.min(start, places[vertex] - skeleton.vertex(vertex).before());
            end = Math.max(end, places[vertex] + skeleton.vertex(vertex).after());
        }
        return new Extent(places, start, end);
    }

    double start() {
        return start;
    }

    double end() {
        return end;
    }

    double width() {
        return end - start;
    }

    double place(int vertex) {
        return places[vertex];
    }

    /** Returns the places on a grid, moved so that nothing is before 0. On it, what is nearly in one line is in one. */
    double[] fromZero() {
        double[] moved = new double[places.length];
        for (int vertex = 0; vertex < moved.length; vertex++) {
            moved[vertex] = Math.ceil((places[vertex] - start) / GRID) * GRID;
        }
        return moved;
    }
}
