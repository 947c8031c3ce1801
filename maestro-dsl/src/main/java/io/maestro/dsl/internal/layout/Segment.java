package io.maestro.dsl.internal.layout;

/**
 * The part of an edge between two neighbouring layers.
 *
 * @param upper the vertex in the earlier layer
 * @param upperPort where on it the segment ends
 * @param lower the vertex in the later layer
 * @param lowerPort where on it the segment ends
 */
record Segment(int upper, Port upperPort, int lower, Port lowerPort) {}
