package io.maestro.run;

/** A recorded row. A later row with the same key takes the place of the earlier one. */
public sealed interface Fact permits WorkflowRun, StepAttempt, WakeUp, PermitClaim {

    /**
     * Returns the run that the row belongs to.
     *
     * @return the run
     */
    RunId runId();
}
