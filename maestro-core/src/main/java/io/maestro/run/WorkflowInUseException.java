package io.maestro.run;

import io.maestro.definition.WorkflowId;
import io.maestro.error.MaestroException;

/** Thrown when a workflow was to be deleted of which runs have not ended. Nothing is deleted. */
public final class WorkflowInUseException extends MaestroException {

    private static final long serialVersionUID = 1;

    private final transient WorkflowId workflow;
    private final transient RunId run;

    /**
     * Creates the exception.
     *
     * @param workflow the workflow
     * @param run one of the runs that have not ended
     */
    public WorkflowInUseException(WorkflowId workflow, RunId run) {
        super("workflow '" + workflow + "' cannot be deleted while runs of it have not ended, such as " + run
                + "; stop them, and delete it when they have");
        this.workflow = workflow;
        this.run = run;
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
     * Returns one of the runs that have not ended.
     *
     * @return its id
     */
    public RunId run() {
        return run;
    }
}
