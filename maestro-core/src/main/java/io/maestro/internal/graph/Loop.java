package io.maestro.internal.graph;

import java.util.List;
import java.util.Optional;

/**
 * A loop: its header, and all steps from which a way leads back to the header without passing it. It can be entered only at the
 * header. Two loops lie side by side, or one within the other. Immutable.
 */
public final class Loop {

    private final Optional<Loop> parent;
    private final int depth;
    private final Span span;
    private final List<Edge> backEdges;
    private final List<Edge> exits;

    /**
     * The members of a loop: a part of all steps, set in such an order that the members of each loop stand together, those of the
     * loops within it included, with the header first.
     */
    static final class Span {
        private final int[] steps;
        private final int[] positions;
        private final int start;
        private final int size;

        /** Creates a span of an array of steps, and of the array that tells the position of each step in it. */
        Span(int[] steps, int[] positions, int start, int size) {
            this.steps = steps;
            this.positions = positions;
            this.start = start;
            this.size = size;
        }

        boolean contains(int step) {
            return positions[step] >= start && positions[step] < start + size;
        }

        boolean isAfter(int step) {
            return start > positions[step];
        }
    }

    Loop(Optional<Loop> parent, Span span, List<Edge> backEdges, List<Edge> exits) {
        this.parent = parent;
        this.depth = parent.map(outer -> outer.depth + 1).orElse(1);
        this.span = span;
        this.backEdges = List.copyOf(backEdges);
        this.exits = List.copyOf(exits);
    }

    /**
     * Returns the step that each pass begins with.
     *
     * @return the number of the header
     */
    public int header() {
        return member(0);
    }

    /**
     * Returns the loop that this one lies in.
     *
     * @return the innermost one around it, or empty if there is none
     */
    public Optional<Loop> parent() {
        return parent;
    }

    /**
     * Returns how many loops there are around each step of this loop, this one included, those within it not.
     *
     * @return the depth, from 1
     */
    public int depth() {
        return depth;
    }

    /**
     * Returns the number of steps in the loop, those of the loops within it included.
     *
     * @return how many there are, at least 1
     */
    public int size() {
        return span.size;
    }

    /**
     * Returns a step of the loop.
     *
     * @param index which one, from 0 for the header; the steps of a loop within this one follow each other, with its header first
     * @return the number of the step
     */
    public int member(int index) {
        return span.steps[span.start + index];
    }

    /**
     * Tells whether a step lies in the loop or in one within it.
     *
     * @param step the number of the step
     * @return true if so
     */
    public boolean contains(int step) {
        return span.contains(step);
    }

    /**
     * Returns the transitions back to the header. Those from a loop within this one are among them: they leave that loop first.
     *
     * @return the transitions, at least one, in the order of the definition
     */
    public List<Edge> backEdges() {
        return backEdges;
    }

    /**
     * Returns the transitions that leave this loop and stay in its parent, if it has one; what they lead to may go on when the
     * loop has ended. A transition that leaves several loops at once is one of the outermost of them.
     *
     * @return the transitions, in the order of the definition
     */
    public List<Edge> exits() {
        return exits;
    }
}
