package io.maestro.internal.graph;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.Predicate;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.Transition;
import io.maestro.definition.WorkflowDefinition;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The steps of a workflow and the transitions between them. Steps are numbered from 0 in the order of the definition, so that
 * what is known of them fits into arrays. Immutable.
 */
public final class Graph {

    private final StepId[] ids;
    private final Map<StepId, Integer> numbers;
    private final Links links;
    private final Predicate[][] predicates;
    private final Transition[] transitions;
    private final Nesting nesting;
    private final Compensations compensations;
    private final Handlers handlers;

    private Graph(
            StepId[] ids,
            Map<StepId, Integer> numbers,
            Transition[] transitions,
            Links links,
            Compensations compensations,
            Handlers handlers) {
        this.ids = ids;
        this.numbers = numbers;
        this.predicates = new Predicate[transitions.length][];
        for (int i = 0; i < predicates.length; i++) {
            predicates[i] = transitions[i].successors().values().toArray(new Predicate[0]);
        }
        this.transitions = transitions;
        this.links = links;
        this.nesting = LoopFinder.find(links);
        this.compensations = compensations;
        this.handlers = handlers;
    }

    private Graph(Graph other, Handlers handlers) {
        this.ids = other.ids;
        this.numbers = other.numbers;
        this.predicates = other.predicates;
        this.transitions = other.transitions;
        this.links = other.links;
        this.nesting = other.nesting;
        this.compensations = other.compensations;
        this.handlers = handlers;
    }

    /**
     * Returns the graph of some steps.
     *
     * @param steps steps with different ids, whose transitions lead to each other
     * @return the graph
     */
    public static Graph of(List<Step> steps) {
        return ofBasics(steps.stream().map(Step::basics).toList());
    }

    /**
     * Returns the graph of a workflow.
     *
     * @param definition the definition; checked
     * @return the graph of its steps, one of which may handle the failure of the run
     */
    public static Graph of(WorkflowDefinition definition) {
        return of(definition.steps()).handlingRun(definition);
    }

    /**
     * Returns the graph of as much of a workflow as fits together.
     *
     * @param definition any definition
     * @return the graph of its steps
     */
    public static Graph fitting(WorkflowDefinition definition) {
        return fitting(definition.steps()).handlingRun(definition);
    }

    private Graph handlingRun(WorkflowDefinition definition) {
        return definition
                .onFailure()
                .map(numbers::get)
                .map(handler -> new Graph(this, handlers.andOfRun(handler)))
                .orElse(this);
    }

    /**
     * Returns the graph of as much of some steps as fits together: the first of those with the same id, and the transitions that
     * lead to one of them.
     *
     * @param steps any steps
     * @return the graph
     */
    public static Graph fitting(List<Step> steps) {
        var first = new LinkedHashMap<StepId, StepBasics>();
        steps.forEach(step -> first.putIfAbsent(step.id(), step.basics()));
        return ofBasics(first.values().stream()
                .map(basics -> leadingOnlyTo(first.keySet(), basics))
                .toList());
    }

    private static StepBasics leadingOnlyTo(Set<StepId> ids, StepBasics basics) {
        var transition = basics.transition();
        if (ids.containsAll(transition.successors().keySet())) {
            return basics;
        }
        var successors = new LinkedHashMap<>(transition.successors());
        successors.keySet().retainAll(ids);
        return basics.withTransition(new Transition(successors, transition.maxPasses(), transition.keptVisits()));
    }

    private static Graph ofBasics(List<StepBasics> steps) {
        int size = steps.size();
        var ids = new StepId[size];
        var numbers = new HashMap<StepId, Integer>(size * 2);
        for (int i = 0; i < size; i++) {
            ids[i] = steps.get(i).id();
            numbers.put(ids[i], i);
        }
        var successors = new int[size][];
        var transitions = new Transition[size];
        for (int i = 0; i < size; i++) {
            transitions[i] = steps.get(i).transition();
            var edges = transitions[i].successors();
            successors[i] = new int[edges.size()];
            int edge = 0;
            for (var successor : edges.keySet()) {
                successors[i][edge++] = requireNonNull(numbers.get(successor), "successor");
            }
        }
        return new Graph(
                ids,
                numbers,
                transitions,
                Links.of(successors),
                Compensations.of(steps, numbers),
                Handlers.of(steps, numbers));
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
     * Returns how many transitions lead to a step.
     *
     * @param step the number of the step
     * @return the number of its predecessors
     */
    public int predecessorCount(int step) {
        return links.before(step).length;
    }

    /**
     * Returns how many steps must complete before one is reached: its predecessors but for those that lead back to it. With 0 it
     * is where runs begin. In the later passes of a loop it is the same number for each step of the loop but the header.
     *
     * @param step the number of the step
     * @return the number of the predecessors that come before it
     * @throws IllegalStateException if the graph has a {@link #tangle}
     */
    public int forwardPredecessorCount(int step) {
        int back = loops().headedBy(step).map(loop -> loop.backEdges().size()).orElse(0);
        return links.before(step).length - back;
    }

    /**
     * Returns the steps that must complete before one is reached: its predecessors but for those that lead back to it.
     *
     * @param step the number of the step
     * @return their numbers, in the order of the definition
     * @throws IllegalStateException if the graph has a {@link #tangle}
     */
    public IntStream forwardPredecessors(int step) {
        var loop = loops().headedBy(step);
        return Arrays.stream(links.before(step))
                .filter(predecessor -> loop.isEmpty() || !loop.get().contains(predecessor));
    }

    /**
     * Returns the loops that the cycles of the graph form.
     *
     * @return the loops
     * @throws IllegalStateException if the graph has a {@link #tangle}
     */
    public Loops loops() {
        return switch (nesting) {
            case Loops loops -> loops;
            case Tangle tangle ->
                throw new IllegalStateException("the cycle " + tangle.steps() + " has more than one way in");
        };
    }

    /**
     * Returns a cycle with more than one way in. Its graph cannot be run.
     *
     * @return the cycle, or empty if there is none
     */
    public Optional<Tangle> tangle() {
        return nesting instanceof Tangle tangle ? Optional.of(tangle) : Optional.empty();
    }

    /**
     * Returns which steps undo which.
     *
     * @return the steps that are there for others
     */
    public Compensations compensations() {
        return compensations;
    }

    /**
     * Returns which steps handle the failures of which.
     *
     * @return the steps that are there for when something fails
     */
    public Handlers handlers() {
        return handlers;
    }

    /**
     * Tells whether all steps are part of the flow.
     *
     * @return true if none is there only to undo another, or to handle a failure
     */
    public boolean isAllFlow() {
        return compensations.isEmpty() && handlers.isEmpty();
    }

    /**
     * Tells whether a step is part of the flow.
     *
     * @param step the number of the step
     * @return false if it is there only to undo another, or to handle a failure
     */
    public boolean isInFlow(int step) {
        return !compensations.undoes(step) && !handlers.handles(step);
    }

    /**
     * Returns how often a loop may be passed through, as the step that would go back says.
     *
     * @param step the number of a step that a transition back leaves
     * @return the limit of passes
     */
    public int maxPasses(int step) {
        return transitions[step].maxPasses().orElse(Transition.DEFAULT_MAX_PASSES);
    }

    /**
     * Returns how many visits of a step are kept, as the steps say that close the innermost loop around it.
     *
     * @param step the number of the step
     * @return the number of visits; for a step outside of loops, which has one, the default
     */
    public int keptVisits(int step) {
        var around = nesting instanceof Loops loops ? loops.around(step) : Optional.<Loop>empty();
        return around.stream()
                .flatMap(loop -> loop.backEdges().stream())
                .flatMap(edge -> transitions[edge.step()].keptVisits().stream())
                .max(Comparator.naturalOrder())
                .orElse(Transition.DEFAULT_KEPT_VISITS);
    }

    /**
     * Returns the steps that lead to one.
     *
     * @param step the number of the step
     * @return their ids, in the order of the definition
     */
    public List<StepId> predecessors(int step) {
        return idsOf(links.before(step));
    }

    /**
     * Returns how many transitions leave a step.
     *
     * @param step the number of the step
     * @return the number of its successors
     */
    public int successorCount(int step) {
        return links.after(step).length;
    }

    /**
     * Returns a step that follows one.
     *
     * @param step the number of the step
     * @param edge which of its transitions, from 0
     * @return the number of the successor
     */
    public int successor(int step, int edge) {
        return links.after(step)[edge];
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
        if (links.after(step).length == 0) {
            return Map.of();
        }
        var outcomes = new LinkedHashMap<StepId, Boolean>();
        for (int successor : links.after(step)) {
            outcomes.put(ids[successor], outcome);
        }
        return Collections.unmodifiableMap(outcomes);
    }

    /**
     * Tells whether some way leads from one step to another that does not go back to the header of a loop.
     *
     * @param from the number of the first
     * @param to the number of the second
     * @return true if the first ends before the second is reached, in each pass that they have in common
     */
    public boolean precedes(int from, int to) {
        return reaches(from, to, false);
    }

    /**
     * Tells whether some way leads from one step to another, transitions back included: each step of a loop is upstream of each.
     *
     * @param from the number of the first
     * @param to the number of the second
     * @return true if the first may have ended when the second is reached
     */
    public boolean isUpstream(int from, int to) {
        return reaches(from, to, true);
    }

    /** To undo a step may need what that step and those before it have come to; to handle a failure, whatever there is. */
    private boolean reaches(int from, int to, boolean alsoBack) {
        if (handlers.handles(to)) {
            return isInFlow(from);
        }
        var undone = compensations.of(to);
        return undone.isPresent()
                ? undone.getAsInt() == from || leads(from, undone.getAsInt(), alsoBack)
                : leads(from, to, alsoBack);
    }

    private boolean leads(int from, int to, boolean alsoBack) {
        var seen = new BitSet(ids.length);
        var open = new ArrayDeque<Integer>();
        open.add(to);
        while (!open.isEmpty()) {
            int step = open.remove();
            var loop = alsoBack ? Optional.<Loop>empty() : loops().headedBy(step);
            for (int predecessor : links.before(step)) {
                if (loop.isPresent() && loop.get().contains(predecessor)) {
                    continue;
                }
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
