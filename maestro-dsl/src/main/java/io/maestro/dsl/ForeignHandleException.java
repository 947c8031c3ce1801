package io.maestro.dsl;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.error.MaestroException;
import io.maestro.step.StepContext;

/** Thrown when the code of a workflow reads a handle that another workflow declared. */
public final class ForeignHandleException extends MaestroException {

    static final String RULE = "a handle is good only in the workflow that declares it";

    private final transient WorkflowId workflow;
    private final transient StepId reader;
    private final transient WorkflowId owner;

    ForeignHandleException(StepContext context, String handle, WorkflowId owner) {
        super("step '" + context.stepId() + "' of workflow '" + context.runId().workflow() + "' reads " + handle
                + " of workflow '" + owner + "'; " + RULE);
        this.workflow = context.runId().workflow();
        this.reader = context.stepId();
        this.owner = requireNonNull(owner, "owner");
    }

    /**
     * Returns the workflow whose code reads.
     *
     * @return the workflow
     */
    public WorkflowId workflow() {
        return workflow;
    }

    /**
     * Returns the step whose code reads.
     *
     * @return the step
     */
    public StepId reader() {
        return reader;
    }

    /**
     * Returns the workflow that declared the handle.
     *
     * @return the owner
     */
    public WorkflowId owner() {
        return owner;
    }
}
