package io.maestro.run;

import io.maestro.error.MaestroException;

/** Thrown to those who wait for a run that this engine had to give up. The run stays in the store as it was last recorded. */
public final class RunAbandonedException extends MaestroException {

    private final transient RunId runId;

    /**
     * Creates the exception.
     *
     * @param runId the run
     * @param cause why it was given up
     */
    public RunAbandonedException(RunId runId, Throwable cause) {
        super("run " + runId + " was given up by this engine: " + cause.getMessage(), cause);
        this.runId = runId;
    }

    /**
     * Returns the run.
     *
     * @return the run
     */
    public RunId runId() {
        return runId;
    }
}
