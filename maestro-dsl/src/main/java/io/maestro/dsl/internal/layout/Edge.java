package io.maestro.dsl.internal.layout;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * An edge between two boxes, or from a box to itself.
 *
 * @param from the number of the box that it leaves
 * @param to the number of the box that it comes to
 * @param back whether it leads back, as {@link BackEdges} finds it; the other edges form no cycle
 * @param label how much room its label takes, or empty if it has none
 */
public record Edge(int from, int to, boolean back, Optional<Size> label) {

    /** Checks that nothing is null. */
    public Edge {
        requireNonNull(label, "label");
    }

    boolean isLoop() {
        return from == to;
    }

    /** Returns the end that comes first along the flow. */
    int first() {
        return back ? to : from;
    }

    /** Returns the end that comes last along the flow. */
    int last() {
        return back ? from : to;
    }

    Edge swapped() {
        return new Edge(from, to, back, label.map(Size::swapped));
    }
}
