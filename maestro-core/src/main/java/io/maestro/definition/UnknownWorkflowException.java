package io.maestro.definition;

import io.maestro.error.MaestroException;
import java.util.Optional;

/** Thrown for a workflow that is not registered. */
public final class UnknownWorkflowException extends MaestroException {

    private final transient WorkflowId workflow;

    /**
     * Creates the exception.
     *
     * @param workflow the id that is not known
     * @param suggestion the registered id that was probably meant, or empty
     */
    public UnknownWorkflowException(WorkflowId workflow, Optional<String> suggestion) {
        super("workflow '" + workflow + "' is not registered"
                + suggestion.map(id -> "; did you mean '" + id + "'?").orElse(""));
        this.workflow = workflow;
    }

    /**
     * Returns the id that is not known.
     *
     * @return the id
     */
    public WorkflowId workflow() {
        return workflow;
    }
}
