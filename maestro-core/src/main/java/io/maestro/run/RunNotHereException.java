package io.maestro.run;

import io.maestro.error.MaestroException;

/** Thrown when something is asked of an unfinished run that this engine does not advance, because its workflow is not registered here. */
public final class RunNotHereException extends MaestroException {

    private final transient RunId runId;

    /**
     * Creates the exception.
     *
     * @param runId the run
     */
    public RunNotHereException(RunId runId) {
        super("run " + runId + " is not advanced by this engine; register workflow '" + runId.workflow()
                + "' to resume it");
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
