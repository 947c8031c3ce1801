package io.maestro.internal.graph.check;

import io.maestro.error.JsonPointer;
import io.maestro.error.ProblemCode;
import io.maestro.internal.graph.Edge;
import io.maestro.internal.graph.Graph;
import io.maestro.internal.graph.Loop;
import io.maestro.internal.graph.Tangle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** Checks where the transitions of a level lead: that cycles are loops, that they can end, and that each step can be reached. */
final class FlowCheck {

    /** How many ways into a cycle are told. */
    private static final int MAX_WAYS = 5;

    private final Findings findings;
    private final Expressions expressions;

    FlowCheck(Findings findings, Expressions expressions) {
        this.findings = findings;
        this.expressions = expressions;
    }

    /** Where two steps have the same id, nobody knows which of them is led to. */
    void check(Level level) {
        if (level.graph().size() < level.steps().size()) {
            return;
        }
        var tangle = level.graph().tangle();
        if (tangle.isPresent()) {
            findings.error(ProblemCode.CYCLE, level.at(), message(tangle.get(), level.graph()));
        } else {
            loops(level);
            reach(level);
        }
    }

    private static String message(Tangle tangle, Graph graph) {
        var ways = tangle.waysIn().stream()
                .limit(MAX_WAYS)
                .map(way -> wayIn(way, graph))
                .toList();
        return "the steps " + ring(tangle.steps(), graph) + " form a cycle with more than one way in: "
                + String.join(", ", ways)
                + "; a cycle begins with one of its steps each time, so lead all ways into it to the same one";
    }

    private static String wayIn(Tangle.WayIn way, Graph graph) {
        var from = way.from().stream().map(graph::id).toList();
        return "at '" + graph.id(way.step()) + "'"
                + (from.isEmpty()
                        ? ", where runs begin because nothing leads into the cycle and it is declared first"
                        : " from " + Shown.list(from));
    }

    private static String ring(List<Integer> steps, Graph graph) {
        return Shown.ring(steps.stream().map(graph::id).toList());
    }

    /** Tells of loops that never end. Of those within each other only the outermost: mending it may mend the others. */
    private void loops(Level level) {
        var endless = new HashSet<Loop>();
        for (var loop : level.graph().loops().all()) {
            boolean isToldOf = loop.parent().filter(endless::contains).isPresent();
            if (isToldOf || isEndless(loop, level)) {
                endless.add(loop);
            }
        }
    }

    /** Finds a way round a loop on which nothing stops a run but the failure of a step, and tells of it. */
    private boolean isEndless(Loop loop, Level level) {
        var graph = level.graph();
        var backs = loop.backEdges().stream()
                .filter(edge -> truth(graph, edge.step(), edge.index()) == Truth.ALWAYS)
                .toList();
        if (backs.isEmpty()) {
            return false;
        }
        var from = follow(
                graph,
                List.of(loop.header()),
                (step, edge) -> loop.contains(graph.successor(step, edge)) && truth(graph, step, edge) == Truth.ALWAYS);
        var back = backs.stream().filter(edge -> from.containsKey(edge.step())).findFirst();
        back.ifPresent(edge -> tellEndless(edge, way(edge.step(), from), level));
        return back.isPresent();
    }

    private void tellEndless(Edge back, List<Integer> way, Level level) {
        var graph = level.graph();
        var header = graph.id(graph.successor(back.step(), back.index()));
        findings.error(
                ProblemCode.ENDLESS,
                JsonPointer.member(
                        level.pathOf(level.index(graph.id(back.step()))) + "/transition/successors", header.value()),
                "the cycle " + ring(way, graph) + " has no condition, so it never ends; say when '"
                        + graph.id(back.step()) + "' leads back to '" + header + "'");
    }

    private void reach(Level level) {
        var graph = level.graph();
        var starts = IntStream.range(0, graph.size())
                .filter(step -> graph.forwardPredecessorCount(step) == 0)
                .boxed()
                .toList();
        var reached = follow(graph, starts, (step, edge) -> truth(graph, step, edge) != Truth.NEVER);
        for (int step = 0; step < graph.size(); step++) {
            if (!reached.containsKey(step)) {
                findings.warning(
                        ProblemCode.UNREACHABLE,
                        level.pathOf(level.index(graph.id(step))),
                        "no run comes to step '" + graph.id(step)
                                + "': every way to it has a condition that is never true");
            }
        }
    }

    private Truth truth(Graph graph, int step, int edge) {
        return expressions.truth(graph.predicate(step, edge));
    }

    /** Returns all steps that some transitions lead to, each with the step before it; a start is before itself. */
    private static Map<Integer, Integer> follow(
            Graph graph, List<Integer> starts, BiPredicate<Integer, Integer> transitions) {
        var from = new HashMap<Integer, Integer>();
        starts.forEach(start -> from.put(start, start));
        var open = new ArrayDeque<>(starts);
        while (!open.isEmpty()) {
            int step = open.remove();
            for (int edge = 0; edge < graph.successorCount(step); edge++) {
                int successor = graph.successor(step, edge);
                if (!from.containsKey(successor) && transitions.test(step, edge)) {
                    from.put(successor, step);
                    open.add(successor);
                }
            }
        }
        return from;
    }

    private static List<Integer> way(int to, Map<Integer, Integer> from) {
        var way = new ArrayList<Integer>(List.of(to));
        for (int step = to; from.getOrDefault(step, step) != step; ) {
            step = from.getOrDefault(step, step);
            way.add(step);
        }
        Collections.reverse(way);
        return way;
    }
}
