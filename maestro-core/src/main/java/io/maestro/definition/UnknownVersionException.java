package io.maestro.definition;

import io.maestro.error.MaestroException;

/** Thrown for a version of a workflow that there is not, or that cannot run here. */
public final class UnknownVersionException extends MaestroException {

    private final transient WorkflowId workflow;
    private final transient String selector;

    /**
     * Creates the exception.
     *
     * @param workflow the workflow, which is registered
     * @param selector what was to select a version
     */
    public UnknownVersionException(WorkflowId workflow, String selector) {
        super(
                selector.equalsIgnoreCase("active")
                        ? "no version of workflow '" + workflow + "' is active; activate one, or name another"
                        : "version '" + selector + "' of workflow '" + workflow
                                + "' is not registered; expected a number, or active, latest or default");
        this.workflow = workflow;
        this.selector = selector;
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
     * Returns what was to select a version.
     *
     * @return a number, or {@code active}, {@code latest} or {@code default}
     */
    public String selector() {
        return selector;
    }
}
