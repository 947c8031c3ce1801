package io.maestro.queue;

import io.maestro.definition.RunStrategy;
import io.maestro.definition.WorkflowId;
import io.maestro.error.MaestroException;

/** Thrown when a workflow cannot have another run strategy as its runs stand now. Nothing is registered. */
public final class StrategyRefusedException extends MaestroException {

    private static final long serialVersionUID = 1;

    private final transient WorkflowId workflow;
    private final transient RunStrategy strategy;

    /**
     * Creates the exception.
     *
     * @param workflow the workflow
     * @param strategy the strategy that it was to have
     * @param reason what is in the way, and what to do
     */
    StrategyRefusedException(WorkflowId workflow, RunStrategy strategy, String reason) {
        super("workflow '" + workflow + "' cannot have the run strategy " + strategy.rule() + " now: " + reason);
        this.workflow = workflow;
        this.strategy = strategy;
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
     * Returns the strategy that it was to have.
     *
     * @return the strategy
     */
    public RunStrategy strategy() {
        return strategy;
    }
}
