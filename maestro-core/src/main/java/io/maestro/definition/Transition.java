package io.maestro.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a run goes after a step (spec: definitions, section 1.7).
 *
 * @param successors the condition for each step that may come next, in the order of the definition
 */
public record Transition(Map<StepId, Predicate> successors) {

    /** Copies the map, in its order. */
    public Transition {
        successors = Collections.unmodifiableMap(new LinkedHashMap<>(successors));
    }

    /**
     * Returns the transition of a step that nothing follows.
     *
     * @return the transition
     */
    public static Transition none() {
        return new Transition(Map.of());
    }
}
