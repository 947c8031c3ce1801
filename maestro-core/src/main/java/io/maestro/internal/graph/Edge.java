package io.maestro.internal.graph;

/**
 * A transition.
 *
 * @param step the number of the step that it leaves
 * @param index which of the step's transitions, from 0
 */
public record Edge(int step, int index) {}
