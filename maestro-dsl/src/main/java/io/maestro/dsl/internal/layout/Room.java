package io.maestro.dsl.internal.layout;

/** Where vertices are across the flow, and how far they can be moved while their order stays. */
final class Room {

    private final Arrangement arrangement;
    private final Skeleton skeleton;
    private final double[] places;
    private final double[] reaches;

    /** Takes over places, which are changed. */
    Room(Arrangement arrangement, double[] places) {
        this.arrangement = arrangement;
        this.skeleton = arrangement.skeleton();
        this.places = places;
        this.reaches = new double[places.length];
        for (int vertex = 0; vertex < places.length; vertex++) {
            reaches[vertex] = places[vertex] + skeleton.vertex(vertex).after();
        }
    }

    /** Returns where the line of a vertex is. */
    double place(int vertex) {
        return places[vertex];
    }

    /** Returns the least place that a vertex may have: that which the one before it in its layer leaves. */
    double least(int vertex) {
        int place = arrangement.place(vertex);
        var own = skeleton.vertex(vertex);
        if (place == 0) {
            return own.before();
        }
        int before = arrangement.layer(own.layer())[place - 1];
        var neighbour = skeleton.vertex(before);
        return reaches[before] - neighbour.after() + neighbour.distanceTo(own);
    }

    /** Returns the greatest place that a vertex may have: that which the one after it in its layer leaves. */
    double most(int vertex) {
        int[] layer = arrangement.layer(skeleton.vertex(vertex).layer());
        int place = arrangement.place(vertex);
        if (place == layer.length - 1) {
            return Double.MAX_VALUE;
        }
        int after = layer[place + 1];
        return places[after] - skeleton.vertex(vertex).distanceTo(skeleton.vertex(after));
    }

    /** Moves a vertex. */
    void move(int vertex, double place) {
        places[vertex] = place;
        reaches[vertex] = place + skeleton.vertex(vertex).after();
    }

    /** Lets a vertex reach as far as a place, if it does not already. */
    void extend(int vertex, double place) {
        reaches[vertex] = Math.max(reaches[vertex], place);
    }

    /** Returns how far the farthest of all vertices reaches. */
    double end() {
        double end = 0;
        for (double reach : reaches) {
            end = Math.max(end, reach);
        }
        return end;
    }
}
