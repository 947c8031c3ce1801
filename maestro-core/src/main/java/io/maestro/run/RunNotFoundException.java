package io.maestro.run;

import io.maestro.error.MaestroException;

/** Thrown for a run that does not exist, or was purged. */
public final class RunNotFoundException extends MaestroException {

    private final transient RunId runId;

    /**
     * Creates the exception.
     *
     * @param runId the run
     */
    public RunNotFoundException(RunId runId) {
        super("run " + runId + " does not exist or was purged");
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
