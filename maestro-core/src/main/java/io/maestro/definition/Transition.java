package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run goes after a step (spec: definitions, section 1.7). A successor may be upstream: the transition then closes a
 * cycle, and what it leads back to is done once more.
 *
 * @param successors the condition for each step that may come next, in the order of the definition
 * @param maxPasses how often the steps of a cycle that this step closes may be passed through, from 1, or empty for {@link
 *     #DEFAULT_MAX_PASSES}; the step fails if it would go back once more
 */
public record Transition(Map<StepId, Predicate> successors, Optional<Integer> maxPasses) {

    /** How many passes a cycle may have if the step that closes it does not say. */
    public static final int DEFAULT_MAX_PASSES = 1000;

    /** Copies the map, in its order. */
    public Transition {
        successors = Collections.unmodifiableMap(new LinkedHashMap<>(successors));
        requireNonNull(maxPasses, "maxPasses");
    }

    /**
     * Creates a transition with the default limit of passes.
     *
     * @param successors the condition for each step that may come next, in the order of the definition
     */
    public Transition(Map<StepId, Predicate> successors) {
        this(successors, Optional.empty());
    }

    /**
     * Returns the transition of a step that nothing follows.
     *
     * @return the transition
     */
    public static Transition none() {
        return new Transition(Map.of());
    }

    /**
     * Returns this transition with another limit of passes.
     *
     * @param limit from 1
     * @return the changed transition
     */
    public Transition atMost(int limit) {
        return new Transition(successors, Optional.of(limit));
    }
}
