package io.maestro.dsl.internal.layout;

/**
 * What stands in a layer. It has a line along the flow, on which edges come and go.
 *
 * @param kind what it is
 * @param layer the layer that it stands in
 * @param before how far it reaches across the flow before its line
 * @param after how far it reaches across the flow after its line
 * @param depth how much room it takes along the flow
 */
record Vertex(Kind kind, int layer, double before, double after, double depth) {

    /** The kinds of vertices. */
    enum Kind {
        /** A box, with what hangs on its sides. */
        BOX(24),
        /** A place that an edge passes on its way through a layer. */
        BEND(14),
        /** The label of an edge, which passes it. */
        LABEL(14);

        private final double room;

        Kind(double room) {
            this.room = room;
        }
    }

    /** Returns a place that an edge passes. */
    static Vertex bend(int layer) {
        return new Vertex(Kind.BEND, layer, 0, 0, 0);
    }

    /** Returns the label of an edge, of a size across and along the flow. */
    static Vertex label(int layer, Size size) {
        return new Vertex(Kind.LABEL, layer, size.width() / 2, size.width() / 2, size.height());
    }

    boolean isBox() {
        return kind == Kind.BOX;
    }

    /** Returns how far the lines of two neighbours must be apart, this one being before the other. */
    double distanceTo(Vertex next) {
        return after + next.before + (kind.room + next.kind.room) / 2;
    }
}
