package io.maestro.internal.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The loops of a graph. Every question about a step or a transition is answered at once, however large the graph. Immutable.
 *
 * <p>A transition back is one whose target comes before its source on every way on which a run can come to the source. The loop
 * of that target is made of it and of all steps from which a way leads to a transition back to it. Without the transitions back
 * the graph has no cycle.
 *
 * <p>Since a loop can be entered only at its header, everything that leads to another step of the loop lies in the loop itself:
 * in each pass these steps wait for as many others as in the first.
 */
public final class Loops implements Nesting {

    private static final Loops NONE = new Loops(Links.of(new int[0][]), new Loop[0], List.of());

    private final Links links;
    private final @Nullable Loop[] innermost;
    private final List<Loop> all;

    private Loops(Links links, @Nullable Loop[] innermost, List<Loop> all) {
        this.links = links;
        this.innermost = innermost;
        this.all = all;
    }

    /** Returns the loops of a graph that has none. */
    static Loops none() {
        return NONE;
    }

    /** Returns the loops of a graph; for each step the innermost one around it must be given. */
    static Loops of(Links links, @Nullable Loop[] innermost, List<Loop> all) {
        return new Loops(links, innermost, List.copyOf(all));
    }

    /**
     * Tells whether the graph has no loop.
     *
     * @return true if it has none
     */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * Returns all loops.
     *
     * @return the loops, each before those that lie in it
     */
    public List<Loop> all() {
        return all;
    }

    /**
     * Returns the innermost loop around a step. That of a header is its own.
     *
     * @param step the number of the step
     * @return the loop, or empty if the step lies in none
     */
    public Optional<Loop> around(int step) {
        return all.isEmpty() ? Optional.empty() : Optional.ofNullable(innermost[step]);
    }

    /**
     * Returns the loop that begins with a step.
     *
     * @param step the number of the step
     * @return the loop, or empty if the step is no header
     */
    public Optional<Loop> headedBy(int step) {
        return around(step).filter(loop -> loop.header() == step);
    }

    /**
     * Returns the loop that a transition closes.
     *
     * @param step the number of the step that the transition leaves
     * @param edge which of its transitions, from 0
     * @return the loop, or empty if this is no transition back
     */
    public Optional<Loop> closedBy(int step, int edge) {
        return all.isEmpty()
                ? Optional.empty()
                : headedBy(links.after(step)[edge]).filter(loop -> loop.contains(step));
    }

    /**
     * Returns the innermost loop that a transition stays in: that of its target, unless it enters it.
     *
     * @param step the number of the step that the transition leaves
     * @param edge which of its transitions, from 0
     * @return the loop that both its ends lie in, or empty if there is none
     */
    public Optional<Loop> around(int step, int edge) {
        return all.isEmpty()
                ? Optional.empty()
                : around(links.after(step)[edge])
                        .flatMap(loop -> loop.contains(step) ? Optional.of(loop) : loop.parent());
    }

    /**
     * Tells whether a transition leaves a loop.
     *
     * @param step the number of the step that the transition leaves
     * @param edge which of its transitions, from 0
     * @return true if it leaves at least one
     */
    public boolean isExit(int step, int edge) {
        return !around(step).equals(around(step, edge));
    }

    /**
     * Returns the loops that a transition leaves. One from an inner loop back to the header of an outer one leaves the inner.
     *
     * @param step the number of the step that the transition leaves
     * @param edge which of its transitions, from 0
     * @return the loops, innermost first; empty if it leaves none
     */
    public List<Loop> leftBy(int step, int edge) {
        var stays = around(step, edge);
        var left = new ArrayList<Loop>();
        for (var loop = around(step); !loop.equals(stays); loop = loop.flatMap(Loop::parent)) {
            loop.ifPresent(left::add);
        }
        return left;
    }
}
