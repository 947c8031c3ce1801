package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.internal.graph.Graph;
import io.maestro.run.Restart;
import io.maestro.run.RestartPolicy;
import io.maestro.run.Rollup;
import io.maestro.run.StepView;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;

/**
 * Which steps of the graph a run has, and where it begins: all of them and at the roots, unless it goes on from another run. Then it
 * has the steps that did not complete, the one that is to run again, and all that comes after them (spec: runtime, section 5.1). Those of
 * them that no other leads to are where it begins. Of a loop it has all steps or none, so a loop begins anew at its header.
 *
 * <p>If one step was named, the run begins there and nowhere else: the other beginnings are idle, and so is what comes after them.
 *
 * <p>Follows from the graph and what is recorded of the restart. Immutable.
 */
public final class Scope {

    /** For a step that is not released by others: it waits for what never comes. */
    private static final int NEVER = 1;

    private final Graph graph;
    private final Optional<Restart> restart;

    /** Nothing if the run has all steps. */
    private final Optional<Part> part;

    private record Part(BitSet steps, BitSet idle, BitSet led) {}

    private Scope(Graph graph, Optional<Restart> restart, Optional<Part> part) {
        this.graph = graph;
        this.restart = restart;
        this.part = part;
    }

    /**
     * Returns the scope of a run.
     *
     * @param graph its graph
     * @param restart how it goes on from another, or empty if it does not
     * @return the scope
     */
    public static Scope of(Graph graph, Optional<Restart> restart) {
        return new Scope(
                graph,
                restart,
                restart.filter(how -> how.policy() != RestartPolicy.FROM_BEGINNING)
                        .map(how -> part(graph, how)));
    }

    private static Part part(Graph graph, Restart restart) {
        if (restart.isCompensation()) {
            return new Part(new BitSet(), new BitSet(), new BitSet());
        }
        var steps = reachable(graph, begun(graph, restart));
        var entry = restart.step().map(named -> entry(graph, named));
        var idle = new BitSet();
        var led = new BitSet();
        var ledTo = new HashSet<>(restart.led());
        for (int step = steps.nextSetBit(0); step >= 0; step = steps.nextSetBit(step + 1)) {
            boolean root = predecessors(graph, steps, step) == 0;
            idle.set(step, root && entry.isPresent() && entry.get() != step);
            led.set(step, ledTo.contains(graph.id(step)) || (root && beginsAnyway(graph, restart, step)));
        }
        return new Part(steps, idle, led);
    }

    /** A beginning that was come to before is come to again, whatever led there. */
    private static boolean beginsAnyway(Graph graph, Restart restart, int step) {
        return graph.forwardPredecessorCount(step) == 0
                || restart.before(graph.id(step)).run().isPresent();
    }

    private static BitSet begun(Graph graph, Restart restart) {
        var begun = new BitSet();
        for (int step = 0; step < graph.size(); step++) {
            if (graph.isInFlow(step) && !restart.before(graph.id(step)).isComplete()) {
                begun.set(step);
            }
        }
        restart.step().flatMap(id -> number(graph, id)).ifPresent(begun::set);
        return begun;
    }

    private static Optional<Integer> number(Graph graph, StepId id) {
        var number = graph.number(id);
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }

    private static BitSet reachable(Graph graph, BitSet from) {
        var seen = new BitSet();
        seen.or(from);
        var open = new ArrayDeque<Integer>();
        from.stream().forEach(open::add);
        while (!open.isEmpty()) {
            int step = open.remove();
            for (int edge = 0; edge < graph.successorCount(step); edge++) {
                int successor = graph.successor(step, edge);
                if (!seen.get(successor)) {
                    seen.set(successor);
                    open.add(successor);
                }
            }
        }
        return seen;
    }

    /** A step within loops is come to from the header of the outermost. */
    private static int entry(Graph graph, StepId named) {
        int step = number(graph, named).orElseThrow();
        for (var loop = graph.loops().around(step);
                loop.isPresent();
                loop = loop.get().parent()) {
            step = loop.get().header();
        }
        return step;
    }

    private static int predecessors(Graph graph, BitSet steps, int step) {
        return (int) graph.forwardPredecessors(step).filter(steps::get).count();
    }

    /**
     * Tells whether the run has a step.
     *
     * @param step the number of the step
     * @return false if the step stays as earlier runs left it, or is not part of the flow
     */
    public boolean contains(int step) {
        return graph.isInFlow(step) && isPart(step);
    }

    private boolean isPart(int step) {
        return part.isEmpty() || part.get().steps().get(step);
    }

    /**
     * Tells whether a step of the run begins only when somebody asks for it.
     *
     * @param step the number of the step
     * @return true if it is idle
     */
    public boolean isIdle(int step) {
        return part.isPresent() && part.get().idle().get(step);
    }

    /** Tells whether the run has no step at all. */
    boolean isEmpty() {
        return part.isPresent() && part.get().steps().isEmpty();
    }

    private boolean isCompensation() {
        return restart.filter(Restart::isCompensation).isPresent();
    }

    /** Returns how many steps must complete before one is reached. */
    int waitsFor(int step) {
        if (part.isEmpty() && graph.isInFlow(step)) {
            return graph.forwardPredecessorCount(step);
        }
        return part.isPresent() && contains(step) && !isIdle(step)
                ? predecessors(graph, part.get().steps(), step)
                : NEVER;
    }

    /** Tells whether a step needs no other to lead to it. */
    boolean isLedTo(int step) {
        return part.map(some -> some.led().get(step)).orElseGet(() -> graph.forwardPredecessorCount(step) == 0);
    }

    /** Returns how the leaf steps ended that the run does not have; none if there is nothing to do for it at all. */
    Rollup kept() {
        return isEmpty() && !isCompensation()
                ? Rollup.none()
                : restart.map(Restart::kept).orElseGet(Rollup::none);
    }

    /** Returns how a step stood before the run. */
    StepView before(int step) {
        return restart.map(how -> how.before(graph.id(step))).orElse(StepView.NOT_REACHED);
    }
}
