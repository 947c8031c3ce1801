package io.maestro.test;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The loops of a body, found as slowly and as plainly as the rules are written down: a step dominates another that cannot be
 * reached without it, a way back leads to a step that dominates the one that it leaves.
 */
final class ShapeGraph {

    /** Stands in place of a header where the whole graph is passed through. */
    static final int NONE = -1;

    private final Shape shape;
    private final Set<Integer> all = new TreeSet<>();
    private final Set<Integer> entries;
    private final Map<Integer, Set<Integer>> loops = new TreeMap<>();

    ShapeGraph(Shape shape) {
        this.shape = shape;
        for (int step = 0; step < shape.steps().size(); step++) {
            all.add(step);
        }
        this.entries = entries();
        for (int step : all) {
            var loop = loopOf(step);
            if (!loop.isEmpty()) {
                loops.put(step, loop);
            }
        }
    }

    Set<Integer> all() {
        return all;
    }

    /** Returns the steps of the loop that a step heads, itself among them, or none. */
    Set<Integer> loop(int header) {
        return loops.getOrDefault(header, Set.of());
    }

    boolean leadsTo(int step, int to) {
        return shape.steps().get(step).successors().contains(to);
    }

    boolean isWayBack(int from, int to) {
        return leadsTo(from, to) && dominates(to, from);
    }

    /** Tells whether every cycle has one way in: without the ways back there are none. */
    boolean isReducible() {
        var left = new TreeSet<>(all);
        while (left.removeIf(step -> left.stream().noneMatch(from -> leadsTo(from, step) && !isWayBack(from, step)))) {
            // What nothing leads to any more cannot be in a cycle.
        }
        return left.isEmpty();
    }

    /** What a pass goes through as one: a step, or a loop by the step that it begins with. */
    record Part(int entry, Set<Integer> steps) {}

    /** Returns the outermost loops within some steps, and each other step by itself. */
    Set<Part> parts(Set<Integer> steps, int header) {
        return steps.stream()
                .map(step -> steps.stream()
                        .filter(other -> other != header && loop(other).contains(step))
                        .reduce((one, other) -> loop(one).size() > loop(other).size() ? one : other)
                        .map(entry -> new Part(entry, loop(entry)))
                        .orElseGet(() -> new Part(step, Set.of(step))))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns the steps outside a part of a pass that lead to its entry. */
    List<Integer> leadingInto(Part part, Set<Integer> steps) {
        return steps.stream()
                .filter(step -> !part.steps().contains(step) && leadsTo(step, part.entry()))
                .toList();
    }

    private Set<Integer> loopOf(int header) {
        var loop = new TreeSet<Integer>();
        for (int step : all) {
            if (isWayBack(step, header)) {
                loop.add(header);
                all.stream()
                        .filter(before -> before == step
                                || (before != header
                                        && reachable(Set.of(before), header).contains(step)))
                        .forEach(loop::add);
            }
        }
        return loop;
    }

    private boolean dominates(int one, int other) {
        return one == other || !reachable(entries, one).contains(other);
    }

    /** Returns where a run can begin: steps that nothing leads to but what they lead to themselves, the first of each ring. */
    private Set<Integer> entries() {
        var found = new TreeSet<Integer>();
        for (int step : all) {
            var after = reachable(Set.of(step), NONE);
            boolean first = all.stream()
                    .filter(other -> reachable(Set.of(other), NONE).contains(step))
                    .allMatch(other -> after.contains(other) && other >= step);
            if (first) {
                found.add(step);
            }
        }
        return found;
    }

    /** Returns what can be reached without a step. */
    private Set<Integer> reachable(Set<Integer> from, int without) {
        var seen = new HashSet<Integer>();
        var open = new ArrayDeque<Integer>(from);
        while (!open.isEmpty()) {
            int step = open.remove();
            if (step != without && seen.add(step)) {
                open.addAll(shape.steps().get(step).successors());
            }
        }
        return seen;
    }
}
