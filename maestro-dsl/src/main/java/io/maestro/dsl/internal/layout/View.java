package io.maestro.dsl.internal.layout;

/**
 * An arrangement as it is seen from one of four sides: turned, so that the last layer comes first, or mirrored, so that the last
 * vertex of each layer comes first, or both. What looks only at neighbours in the layer before, and sets vertices as near to the
 * start of their layer as it can, does through other views all that there is to do.
 */
final class View {

    private final Arrangement arrangement;
    private final Skeleton skeleton;
    private final boolean turned;
    private final boolean mirrored;

    View(Arrangement arrangement, boolean turned, boolean mirrored) {
        this.arrangement = arrangement;
        this.skeleton = arrangement.skeleton();
        this.turned = turned;
        this.mirrored = mirrored;
    }

    /** Returns the number of vertices. */
    int size() {
        return skeleton.size();
    }

    /** Returns the number of layers. */
    int layers() {
        return skeleton.layers();
    }

    /** Returns the number of vertices of a layer. */
    int width(int layer) {
        return arrangement.layer(real(layer)).length;
    }

    /** Returns the vertex at a place of a layer. */
    int vertex(int layer, int place) {
        int[] vertices = arrangement.layer(real(layer));
        return vertices[mirrored ? vertices.length - 1 - place : place];
    }

    /** Returns the place of a vertex in its layer. */
    int place(int vertex) {
        int place = arrangement.place(vertex);
        return mirrored ? arrangement.layer(skeleton.vertex(vertex).layer()).length - 1 - place : place;
    }

    /** Returns the segments that lead to a vertex from the layer before. */
    int[] segments(int vertex) {
        return turned ? skeleton.down(vertex) : skeleton.up(vertex);
    }

    /** Returns the vertex at the other end of a segment, in the layer before. */
    int neighbour(int segment) {
        var ends = skeleton.segment(segment);
        return turned ? ends.lower() : ends.upper();
    }

    /** Returns how far a vertex must be from its neighbour over a segment for the segment to be straight. */
    double shift(int segment) {
        var ends = skeleton.segment(segment);
        double shift = ends.upperPort().offset() - ends.lowerPort().offset();
        return turned == mirrored ? shift : -shift;
    }

    /** Tells whether a segment ends beside a box and not on its line, at the end in the layer after. */
    boolean isBeside(int segment) {
        var ends = skeleton.segment(segment);
        return (turned ? ends.upperPort() : ends.lowerPort()).rank() > 0;
    }

    /** Returns how far a vertex must at least be from the one before it in its layer. */
    double distance(int before, int vertex) {
        var first = skeleton.vertex(mirrored ? vertex : before);
        var second = skeleton.vertex(mirrored ? before : vertex);
        return first.distanceTo(second);
    }

    /** Returns the place across the flow that a place in this view stands for. */
    double across(double place) {
        return mirrored ? -place : place;
    }

    private int real(int layer) {
        return turned ? skeleton.layers() - 1 - layer : layer;
    }
}
