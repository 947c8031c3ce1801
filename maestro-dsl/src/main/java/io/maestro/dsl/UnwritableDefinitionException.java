package io.maestro.dsl;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.error.MaestroException;
import java.util.Optional;

/** Thrown when a definition holds what JSON and YAML cannot say, such as a step in Java. */
public final class UnwritableDefinitionException extends MaestroException {

    private final transient WorkflowId workflow;
    private final transient Optional<StepId> step;

    /**
     * Creates the exception.
     *
     * @param workflow the workflow
     * @param step the step that cannot be written, or empty if it is something of the workflow itself
     * @param reason what cannot be written, and why
     */
    public UnwritableDefinitionException(WorkflowId workflow, Optional<StepId> step, String reason) {
        super("workflow '" + workflow + "' cannot be written as text: "
                + step.map(id -> "step '" + id + "': ").orElse("") + reason);
        this.workflow = workflow;
        this.step = step;
    }

    /**
     * Returns the workflow.
     *
     * @return its id
     */
    public WorkflowId workflow() {
        return workflow;
    }

    /**
     * Returns the step that cannot be written.
     *
     * @return its id, or empty if it is something of the workflow itself
     */
    public Optional<StepId> step() {
        return step;
    }
}
