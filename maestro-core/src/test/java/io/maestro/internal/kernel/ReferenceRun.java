package io.maestro.internal.kernel;

import io.maestro.run.StepStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run comes to by the rules for graphs and cycles, worked out as slowly and as plainly as they are written down. Shares
 * nothing with the machine: a step dominates another that cannot be reached without it, a pass is made part by part, and no part
 * before what it waits for.
 */
final class ReferenceRun {

    /** Stands in place of a header where the whole graph is passed through. */
    private static final int NONE = -1;

    private final int[][] successors;
    private final int[] maxPasses;
    private final Script script;
    private final int[] visits;
    private final Set<Integer> entries;
    private final Map<Integer, Set<Integer>> loops = new TreeMap<>();
    private final Map<Way, Boolean> taken = new HashMap<>();
    private final Map<Integer, Integer> passes = new HashMap<>();
    private final Map<Integer, List<StepStatus>> statuses = new TreeMap<>();

    /** A transition by its ends. */
    private record Way(int from, int to) {}

    /** What happens to the steps. */
    interface Script {

        /** Returns how a visit that is made ends: SUCCEEDED, COMPLETED_WITH_ERROR or FATALLY_FAILED. */
        StepStatus end(int step, int visit);

        /** Returns whether the condition of a transition holds after a visit. */
        boolean holds(int step, int successor, int visit);

        /** Tells whether failures of a step are ignored. */
        boolean ignoresFailure(int step);
    }

    ReferenceRun(int[][] successors, int[] maxPasses, Script script) {
        this.successors = successors;
        this.maxPasses = maxPasses;
        this.script = script;
        this.visits = new int[successors.length];
        this.entries = entries();
        for (int step = 0; step < successors.length; step++) {
            var loop = loopOf(step);
            if (!loop.isEmpty()) {
                loops.put(step, loop);
            }
        }
    }

    /** Returns the statuses of each step that was reached, visit by visit. */
    Map<Integer, List<StepStatus>> statuses() {
        pass(allSteps(), NONE, true);
        return statuses;
    }

    private Set<Integer> allSteps() {
        var all = new TreeSet<Integer>();
        for (int step = 0; step < successors.length; step++) {
            all.add(step);
        }
        return all;
    }

    /** Makes a pass; tells whether every step of it has completed. */
    private boolean pass(Set<Integer> steps, int header, boolean satisfied) {
        var parts = parts(steps, header);
        var completed = new HashSet<Integer>();
        var made = new HashSet<Integer>();
        boolean progress = true;
        while (progress) {
            progress = false;
            for (var part : parts.entrySet()) {
                int entry = part.getKey();
                var ways = entry == header ? List.<Way>of() : waysInto(entry, steps, part.getValue());
                if (!made.contains(entry) && ways.stream().allMatch(way -> completed.contains(way.from()))) {
                    made.add(entry);
                    progress = true;
                    boolean reached = entry == header
                            ? satisfied
                            : ways.isEmpty() || ways.stream().anyMatch(way -> taken.getOrDefault(way, false));
                    if (make(entry, entry == header, part.getValue(), reached)) {
                        completed.addAll(part.getValue());
                    }
                }
            }
        }
        return completed.containsAll(steps);
    }

    private boolean make(int entry, boolean isHeader, Set<Integer> part, boolean reached) {
        boolean single = isHeader || !loops.containsKey(entry);
        return single ? visit(entry, reached) : loop(part, entry, reached);
    }

    /** Makes passes as long as one leads back. */
    private boolean loop(Set<Integer> steps, int header, boolean reached) {
        for (int number = 1; ; number++) {
            passes.put(header, number);
            if (!pass(steps, header, number > 1 || reached)) {
                return false;
            }
            if (steps.stream().noneMatch(step -> taken.getOrDefault(new Way(step, header), false))) {
                return true;
            }
        }
    }

    private boolean visit(int step, boolean reached) {
        int visit = ++visits[step];
        var status = reached ? script.end(step, visit) : StepStatus.UNSATISFIED;
        boolean tooFar = false;
        for (int successor : successors[step]) {
            boolean holds = reached && status.isComplete() && script.holds(step, successor, visit);
            if (holds && dominates(successor, step) && passes.getOrDefault(successor, 1) >= maxPasses[step]) {
                tooFar = true;
                holds = false;
            }
            taken.put(new Way(step, successor), holds);
        }
        if (tooFar) {
            status = script.ignoresFailure(step) ? StepStatus.COMPLETED_WITH_ERROR : StepStatus.FATALLY_FAILED;
        }
        statuses.computeIfAbsent(step, id -> new ArrayList<>()).add(status);
        return status.isComplete();
    }

    /** Returns the outermost loops within some steps, and each other step by itself, by the step that each begins with. */
    private Map<Integer, Set<Integer>> parts(Set<Integer> steps, int header) {
        var parts = new TreeMap<Integer, Set<Integer>>();
        for (int step : steps) {
            var around = steps.stream()
                    .filter(other -> other != header && loops.containsKey(other))
                    .filter(other -> loop(other).contains(step))
                    .reduce((one, other) -> loop(one).size() > loop(other).size() ? one : other);
            if (around.isEmpty()) {
                parts.put(step, Set.of(step));
            } else {
                parts.put(around.get(), loop(around.get()));
            }
        }
        return parts;
    }

    private Set<Integer> loop(int header) {
        return loops.getOrDefault(header, Set.of());
    }

    private List<Way> waysInto(int entry, Set<Integer> steps, Set<Integer> part) {
        var ways = new ArrayList<Way>();
        for (int step : steps) {
            if (!part.contains(step) && leadsTo(step, entry)) {
                ways.add(new Way(step, entry));
            }
        }
        return ways;
    }

    private boolean leadsTo(int step, int to) {
        for (int successor : successors[step]) {
            if (successor == to) {
                return true;
            }
        }
        return false;
    }

    /** Returns the steps of the loop that a step heads: it, and what leads to a way back to it without passing it. */
    private Set<Integer> loopOf(int header) {
        var loop = new TreeSet<Integer>();
        for (int step = 0; step < successors.length; step++) {
            if (leadsTo(step, header) && dominates(header, step)) {
                for (int before = 0; before < successors.length; before++) {
                    if (before == step
                            || (before != header
                                    && reachable(Set.of(before), header).contains(step))) {
                        loop.add(before);
                    }
                }
                loop.add(header);
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
        for (int step = 0; step < successors.length; step++) {
            int candidate = step;
            var after = reachable(Set.of(step), NONE);
            boolean first = allSteps().stream()
                    .filter(other -> reachable(Set.of(other), NONE).contains(candidate))
                    .allMatch(other -> after.contains(other) && other >= candidate);
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
                for (int successor : successors[step]) {
                    open.add(successor);
                }
            }
        }
        return seen;
    }
}
