package io.maestro.definition;

import java.util.List;
import java.util.Optional;

/** A step with a body: steps of their own that run once for each iteration. */
public sealed interface LoopStep extends Step permits ForeachStep, WhileStep {

    /** How many iterations there may be if the step does not say (spec: runtime, section 0). */
    int DEFAULT_MAX_ITERATIONS = 25_000;

    /** The param that holds the loop params. */
    String LOOP_PARAMS = "loop_params";

    /**
     * Returns the body.
     *
     * @return its steps, in the order of the definition
     */
    List<Step> steps();

    /**
     * Returns how many iterations there may be.
     *
     * @return the limit, or empty for {@link #DEFAULT_MAX_ITERATIONS}
     */
    Optional<Integer> maxIterations();

    /**
     * Returns the steps of the body of a loop within others.
     *
     * @param steps the steps of a workflow
     * @param path the loop steps, the outermost first, the last of which has the body; empty for the steps themselves
     * @return the steps of the body; none if there is no such loop
     */
    static List<Step> stepsOf(List<Step> steps, List<StepId> path) {
        var body = steps;
        for (var id : path) {
            body = body.stream()
                    .filter(step -> step.id().equals(id))
                    .filter(LoopStep.class::isInstance)
                    .flatMap(step -> ((LoopStep) step).steps().stream())
                    .toList();
        }
        return body;
    }

    /**
     * Returns this step with another body.
     *
     * @param body its steps
     * @return the changed step
     */
    LoopStep withSteps(List<Step> body);
}
