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
 * @param keptVisits of each step of a cycle that this step closes, how many visits are kept in the store, from {@link
 *     #MIN_KEPT_VISITS}, or empty for {@link #DEFAULT_KEPT_VISITS}; older ones are dropped while the run goes on. If several
 *     steps close a cycle, the largest number that one of them says counts; a step within several cycles keeps what the
 *     innermost of them says
 */
public record Transition(Map<StepId, Predicate> successors, Optional<Integer> maxPasses, Optional<Integer> keptVisits) {

    /** How many passes a cycle may have if the step that closes it does not say. */
    public static final int DEFAULT_MAX_PASSES = 1000;

    /** How many visits are kept if no step that closes the cycle says: all, unless a limit of passes was raised. */
    public static final int DEFAULT_KEPT_VISITS = DEFAULT_MAX_PASSES;

    /** How many visits are kept at least: steps may refer to the newest, and on the way back to the one before. */
    public static final int MIN_KEPT_VISITS = 2;

    /** Copies the map, in its order. */
    public Transition {
        successors = Collections.unmodifiableMap(new LinkedHashMap<>(successors));
        requireNonNull(maxPasses, "maxPasses");
        requireNonNull(keptVisits, "keptVisits");
    }

    /**
     * Creates a transition with the default limit of passes, and of visits that are kept.
     *
     * @param successors the condition for each step that may come next, in the order of the definition
     */
    public Transition(Map<StepId, Predicate> successors) {
        this(successors, Optional.empty(), Optional.empty());
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
        return new Transition(successors, Optional.of(limit), keptVisits);
    }

    /**
     * Returns this transition with another number of visits that are kept.
     *
     * @param visits from {@link #MIN_KEPT_VISITS}
     * @return the changed transition
     */
    public Transition keeping(int visits) {
        return new Transition(successors, maxPasses, Optional.of(visits));
    }
}
