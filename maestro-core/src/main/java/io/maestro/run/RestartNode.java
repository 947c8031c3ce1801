package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import java.util.Optional;

/**
 * An instance on the way to what is to be restarted (spec: runtime, section 5.2).
 *
 * @param workflow its workflow
 * @param instance its number
 * @param step the step of it that is to run again, or empty if the instance is restarted as a whole
 */
public record RestartNode(WorkflowId workflow, long instance, Optional<StepId> step) {

    /** Checks that nothing is null. */
    public RestartNode {
        requireNonNull(workflow, "workflow");
        requireNonNull(step, "step");
    }
}
