package io.maestro.internal.graph;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.Predicate;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The steps of a workflow and the transitions between them. Steps are numbered from 0 in the order of the definition, so that
 * what is known of them fits into arrays. Immutable.
 */
public final class Graph {

    private final StepId[] ids;
    private final Map<StepId, Integer> numbers;
    private final int[][] successors;
    private final int[][] predecessors;
    private final Predicate[][] predicates;

    private Graph(StepId[] ids, Map<StepId, Integer> numbers, Predicate[][] predicates, int[][] successors) {
        this.ids = ids;
        this.numbers = numbers;
        this.predicates = predicates;
        this.successors = successors;
        this.predecessors = reversed(successors);
    }

    /**
     * Returns the graph of some steps.
     *
     * @param steps steps with different ids, whose transitions lead to each other
     * @return the graph
     */
    public static Graph of(List<Step> steps) {
        int size = steps.size();
        var ids = new StepId[size];
        var numbers = new HashMap<StepId, Integer>(size * 2);
        for (int i = 0; i < size; i++) {
            ids[i] = steps.get(i).id();
            numbers.put(ids[i], i);
        }
        var successors = new int[size][];
        var predicates = new Predicate[size][];
        for (int i = 0; i < size; i++) {
            var edges = steps.get(i).basics().transition().successors();
            successors[i] = new int[edges.size()];
            predicates[i] = edges.values().toArray(new Predicate[0]);
            int edge = 0;
            for (var successor : edges.keySet()) {
                successors[i][edge++] = requireNonNull(numbers.get(successor), "successor");
            }
        }
        return new Graph(ids, numbers, predicates, successors);
    }

    private static int[][] reversed(int[][] successors) {
        var counts = new int[successors.length];
        for (var targets : successors) {
            for (int target : targets) {
                counts[target]++;
            }
        }
        var predecessors = new int[successors.length][];
        for (int i = 0; i < counts.length; i++) {
            predecessors[i] = new int[counts[i]];
        }
        for (int from = successors.length - 1; from >= 0; from--) {
            for (int to : successors[from]) {
                predecessors[to][--counts[to]] = from;
            }
        }
        return predecessors;
    }

    /**
     * Returns the number of steps.
     *
     * @return how many there are
     */
    public int size() {
        return ids.length;
    }

    /**
     * Returns the id of a step.
     *
     * @param step its number
     * @return its id
     */
    public StepId id(int step) {
        return ids[step];
    }

    /**
     * Returns the number of a step.
     *
     * @param id its id
     * @return its number, or empty if there is no such step
     */
    public OptionalInt number(StepId id) {
        var number = numbers.get(id);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /**
     * Returns how many steps must complete before one is reached.
     *
     * @param step the number of the step
     * @return the number of its predecessors
     */
    public int predecessorCount(int step) {
        return predecessors[step].length;
    }

    /**
     * Returns the steps that lead to one.
     *
     * @param step the number of the step
     * @return their ids, in the order of the definition
     */
    public List<StepId> predecessors(int step) {
        return idsOf(predecessors[step]);
    }

    /**
     * Returns how many transitions leave a step.
     *
     * @param step the number of the step
     * @return the number of its successors
     */
    public int successorCount(int step) {
        return successors[step].length;
    }

    /**
     * Returns a step that follows one.
     *
     * @param step the number of the step
     * @param edge which of its transitions, from 0
     * @return the number of the successor
     */
    public int successor(int step, int edge) {
        return successors[step][edge];
    }

    /**
     * Returns the condition on a transition.
     *
     * @param step the number of the step that it leaves
     * @param edge which of its transitions, from 0
     * @return the condition
     */
    public Predicate predicate(int step, int edge) {
        return predicates[step][edge];
    }

    /**
     * Tells whether a step has a condition that must be evaluated.
     *
     * @param step the number of the step
     * @return false if every transition that leaves it is unconditional
     */
    public boolean isConditional(int step) {
        for (var predicate : predicates[step]) {
            if (!(predicate instanceof Predicate.Always)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the outcome of conditions that are all the same.
     *
     * @param step the number of the step
     * @param outcome the outcome
     * @return the outcome for each successor, in the order of the definition; unmodifiable
     */
    public Map<StepId, Boolean> uniform(int step, boolean outcome) {
        if (successors[step].length == 0) {
            return Map.of();
        }
        var outcomes = new LinkedHashMap<StepId, Boolean>();
        for (int successor : successors[step]) {
            outcomes.put(ids[successor], outcome);
        }
        return Collections.unmodifiableMap(outcomes);
    }

    /**
     * Tells whether some way leads from one step to another.
     *
     * @param from the number of the first
     * @param to the number of the second
     * @return true if the first must end before the second can be reached
     */
    public boolean isUpstream(int from, int to) {
        for (int predecessor : predecessors[to]) {
            if (predecessor == from) {
                return true;
            }
        }
        var seen = new BitSet(ids.length);
        var open = new ArrayDeque<Integer>();
        open.add(to);
        while (!open.isEmpty()) {
            for (int predecessor : predecessors[open.remove()]) {
                if (predecessor == from) {
                    return true;
                }
                if (!seen.get(predecessor)) {
                    seen.set(predecessor);
                    open.add(predecessor);
                }
            }
        }
        return false;
    }

    private List<StepId> idsOf(int[] steps) {
        var list = new StepId[steps.length];
        for (int i = 0; i < steps.length; i++) {
            list[i] = ids[steps[i]];
        }
        return List.of(list);
    }
}
