package io.maestro.step;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import java.util.Map;

/**
 * The Java code that comes with a definition: the work of its {@link io.maestro.definition.StepType#JAVA} steps, the
 * conditions of its {@link io.maestro.definition.Predicate.Code} transitions, its loops in Java, and what computes its params in Java.
 * Ids are unique across all levels of a workflow, so that steps in the bodies of loops are found by theirs as well.
 *
 * @param bodies the body of each such step that has an output
 * @param actions the action of each such step that has none
 * @param predicates the condition of each such transition
 * @param loops the code of loops
 * @param params the code of params
 * @param types what is declared of the values that steps return and loops loop over
 */
public record WorkflowCode(
        Map<StepId, StepBody<?>> bodies,
        Map<StepId, StepAction> actions,
        Map<Edge, StepPredicate> predicates,
        LoopCode loops,
        ParamCode params,
        ValueTypes types) {

    /** Copies the maps. */
    public WorkflowCode {
        bodies = Map.copyOf(bodies);
        actions = Map.copyOf(actions);
        predicates = Map.copyOf(predicates);
        requireNonNull(loops, "loops");
        requireNonNull(params, "params");
        requireNonNull(types, "types");
    }

    /**
     * Makes the code of a definition that has steps and conditions in Java and nothing else.
     *
     * @param bodies the body of each such step that has an output
     * @param actions the action of each such step that has none
     * @param predicates the condition of each such transition
     */
    public WorkflowCode(
            Map<StepId, StepBody<?>> bodies, Map<StepId, StepAction> actions, Map<Edge, StepPredicate> predicates) {
        this(bodies, actions, predicates, LoopCode.none(), ParamCode.none(), ValueTypes.none());
    }

    /**
     * Makes the code of a definition whose steps in Java all have outputs.
     *
     * @param bodies the body of each such step
     * @param predicates the condition of each such transition
     */
    public WorkflowCode(Map<StepId, StepBody<?>> bodies, Map<Edge, StepPredicate> predicates) {
        this(bodies, Map.of(), predicates);
    }

    /**
     * A transition from one step to another.
     *
     * @param from the step that is left
     * @param to the step that is reached
     */
    public record Edge(StepId from, StepId to) {
        /** Checks that nothing is null. */
        public Edge {
            requireNonNull(from, "from");
            requireNonNull(to, "to");
        }
    }

    /**
     * Returns the code of a definition that has none.
     *
     * @return no code
     */
    public static WorkflowCode none() {
        return new WorkflowCode(Map.of(), Map.of());
    }
}
