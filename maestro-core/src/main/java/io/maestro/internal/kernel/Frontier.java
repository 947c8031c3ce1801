package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.internal.graph.Edge;
import io.maestro.internal.graph.Graph;
import io.maestro.internal.graph.Loop;
import io.maestro.internal.graph.Loops;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which steps a run has come to. Each step counts down how many transitions must still be told to it, and remembers whether one
 * of them was taken. Changes in place.
 *
 * <p>A loop is passed through as a graph of its own. What leaves it is held back until it ends, and what leads back to its header
 * is noted. When all its steps have completed, it begins again if a transition back was taken; else it has ended, and what was
 * held back in this last pass counts. A transition that leaves several loops waits for the end of each. A step that ends without
 * completing keeps its loop from ever getting that far.
 */
final class Frontier {

    private final Graph graph;
    private final Loops loops;
    private final int[] waitsFor;
    private final boolean[] satisfied;
    private final Map<Loop, Tally> tallies;
    private final Consumer<Loop> restart;
    private final ArrayDeque<Integer> released = new ArrayDeque<>();

    /** How the current pass through a loop stands. */
    private static final class Tally {
        private final int parts;
        private final List<Held> held = new ArrayList<>();
        private int unsettled;
        private boolean goesBack;
        private int pass;

        Tally(int parts) {
            this.parts = parts;
            enter();
        }

        void enter() {
            pass = 0;
            next();
        }

        void next() {
            pass++;
            unsettled = parts;
            goesBack = false;
            held.clear();
        }
    }

    /** A transition that counts when a loop has ended. */
    private record Held(Edge edge, boolean taken) {}

    /**
     * Creates the frontier of a run of which nothing has happened yet.
     *
     * @param graph the graph
     * @param scope which of its steps the run has, and where it begins
     * @param restart is told of each loop that begins once more, before its header is released
     */
    Frontier(Graph graph, Scope scope, Consumer<Loop> restart) {
        this.graph = graph;
        this.loops = graph.loops();
        this.tallies = loops.isEmpty() ? Map.of() : new IdentityHashMap<>();
        this.restart = restart;
        this.waitsFor = new int[graph.size()];
        this.satisfied = new boolean[graph.size()];
        for (int step = 0; step < waitsFor.length; step++) {
            waitsFor[step] = scope.waitsFor(step);
            satisfied[step] = scope.isLedTo(step);
        }
        countParts();
    }

    /** A loop consists of the steps that lie in no loop within it, and of the loops that lie right within it. */
    private void countParts() {
        if (loops.isEmpty()) {
            return;
        }
        var parts = new IdentityHashMap<Loop, Integer>();
        for (int step = 0; step < waitsFor.length; step++) {
            loops.around(step).ifPresent(loop -> parts.merge(loop, 1, Integer::sum));
        }
        loops.all().forEach(loop -> loop.parent().ifPresent(outer -> parts.merge(outer, 1, Integer::sum)));
        parts.forEach((loop, count) -> tallies.put(loop, new Tally(count)));
    }

    /** Tells whether everything that a step waits for has completed. */
    boolean isReached(int step) {
        return waitsFor[step] == 0;
    }

    /** Tells whether a transition to a step was taken, or it needs none. */
    boolean isSatisfied(int step) {
        return satisfied[step];
    }

    /** Returns which pass through the innermost loop around a step is under way; 1 if there is none. */
    int pass(int step) {
        return loops.isEmpty()
                ? 1
                : loops.around(step).map(loop -> tally(loop).pass).orElse(1);
    }

    /** Sets which pass through a loop is under way, as facts tell. */
    void enter(Loop loop, int pass) {
        tally(loop).pass = pass;
    }

    /** Returns the next step that was released and not taken yet, or empty if there is none. */
    Optional<Integer> next() {
        return Optional.ofNullable(released.poll());
    }

    /** Releases a step. */
    void release(int step) {
        released.add(step);
    }

    /** Tells whether a step was released and not taken yet. */
    boolean hasNext() {
        return !released.isEmpty();
    }

    /** Forgets which steps were released. */
    void forget() {
        released.clear();
    }

    /** Returns the headers to which transitions were taken back although their loops may not be passed through again. */
    List<StepId> tooFar(int step, Map<StepId, Boolean> transitions) {
        if (loops.isEmpty()) {
            return List.of();
        }
        var headers = new ArrayList<StepId>();
        for (int edge = 0; edge < graph.successorCount(step); edge++) {
            var closed = loops.closedBy(step, edge);
            if (closed.isPresent()
                    && isTaken(step, edge, transitions)
                    && tally(closed.get()).pass >= graph.maxPasses(step)) {
                headers.add(graph.id(closed.get().header()));
            }
        }
        return headers;
    }

    /** Takes in that a step has completed. */
    void completed(int step, Map<StepId, Boolean> transitions) {
        for (int edge = 0; edge < graph.successorCount(step); edge++) {
            boolean taken = isTaken(step, edge, transitions);
            if (loops.isEmpty()) {
                deliver(graph.successor(step, edge), taken);
            } else {
                route(new Edge(step, edge), taken, loops.around(step));
            }
        }
        if (!loops.isEmpty()) {
            loops.around(step).ifPresent(this::settled);
        }
    }

    private boolean isTaken(int step, int edge, Map<StepId, Boolean> transitions) {
        return transitions.getOrDefault(graph.id(graph.successor(step, edge)), false);
    }

    /** Tells a transition on from within a loop: to who waits for it, to the loop that it closes, or to the one that it leaves. */
    private void route(Edge edge, boolean taken, Optional<Loop> within) {
        if (!within.equals(loops.around(edge.step(), edge.index()))) {
            within.ifPresent(loop -> tally(loop).held.add(new Held(edge, taken)));
        } else if (within.isPresent() && within.equals(loops.closedBy(edge.step(), edge.index()))) {
            tally(within.get()).goesBack |= taken;
        } else {
            deliver(graph.successor(edge.step(), edge.index()), taken);
        }
    }

    private void deliver(int step, boolean taken) {
        satisfied[step] |= taken;
        if (--waitsFor[step] == 0) {
            released.add(step);
        }
    }

    private void settled(Loop loop) {
        var tally = tally(loop);
        if (--tally.unsettled > 0) {
            return;
        }
        if (tally.goesBack) {
            begin(loop);
            return;
        }
        tally.held.forEach(held -> route(held.edge(), held.taken(), loop.parent()));
        loop.parent().ifPresent(this::settled);
    }

    private void begin(Loop loop) {
        tally(loop).next();
        for (int i = 0; i < loop.size(); i++) {
            int step = loop.member(i);
            waitsFor[step] = graph.forwardPredecessorCount(step);
            satisfied[step] = false;
            loops.headedBy(step)
                    .filter(within -> within != loop)
                    .ifPresent(within -> tally(within).enter());
        }
        waitsFor[loop.header()] = 0;
        satisfied[loop.header()] = true;
        restart.accept(loop);
        released.add(loop.header());
    }

    private Tally tally(Loop loop) {
        return Optional.ofNullable(tallies.get(loop))
                .orElseThrow(() -> new IllegalStateException("a loop of another graph"));
    }
}
