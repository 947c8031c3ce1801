package io.maestro.internal.eval.params;

import static java.util.Objects.requireNonNull;

import io.maestro.param.EvaluatedParam;
import java.util.Map;

/**
 * What the params of a step may know of the world.
 *
 * @param run the run's world
 * @param workflowParams the evaluated params of the run
 * @param step the step attempt
 * @param steps the other steps of the run
 * @param children the runs that the run's steps started
 */
public record StepWorld(
        RunWorld run,
        Map<String, EvaluatedParam> workflowParams,
        StepFacts step,
        OtherSteps steps,
        ChildRuns children) {

    /** Checks that nothing is null. The params are not copied: whoever evaluated them does not change them. */
    public StepWorld {
        requireNonNull(run, "run");
        requireNonNull(workflowParams, "workflowParams");
        requireNonNull(step, "step");
        requireNonNull(steps, "steps");
        requireNonNull(children, "children");
    }
}
