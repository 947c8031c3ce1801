package io.maestro.step;

import io.maestro.definition.StepId;
import java.util.Map;

/**
 * The Java code of loops. Ids are unique across all levels of a workflow, so that one map holds the code of all of them.
 *
 * @param items the elements of each {@link io.maestro.definition.ForeachStep} over a list in Java
 * @param conditions the condition of each {@link io.maestro.definition.WhileStep} that has a {@link
 *     io.maestro.definition.Predicate.Code}; it is asked before each iteration, in the context of the while step, whose step params
 *     are then its own and, by their names, the loop params
 */
public record LoopCode(Map<StepId, StepItems> items, Map<StepId, StepPredicate> conditions) {

    /** Copies the maps. */
    public LoopCode {
        items = Map.copyOf(items);
        conditions = Map.copyOf(conditions);
    }

    /**
     * Returns the code of a definition whose loops have none.
     *
     * @return no code
     */
    public static LoopCode none() {
        return new LoopCode(Map.of(), Map.of());
    }
}
