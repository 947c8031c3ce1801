package io.maestro.dsl.internal.layout;

/**
 * Where on a vertex a segment ends, across the flow.
 *
 * @param rank its place among the ports of the vertex
 * @param offset how far it is from the vertex's line
 */
record Port(int rank, double offset) {

    /** The port on the vertex's own line. */
    static final Port CENTRE = new Port(0, 0);
}
