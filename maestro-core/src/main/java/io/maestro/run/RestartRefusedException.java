package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.error.MaestroException;

/** Thrown when an instance or a step cannot be restarted now. Nothing was done. */
public final class RestartRefusedException extends MaestroException {

    private static final long serialVersionUID = 1;

    private final transient RunId runId;
    private final transient String reason;

    /**
     * Creates the exception.
     *
     * @param runId the newest run of the instance
     * @param reason why it cannot be restarted
     */
    public RestartRefusedException(RunId runId, String reason) {
        super("run " + runId + " cannot be restarted: " + reason);
        this.runId = requireNonNull(runId, "runId");
        this.reason = requireNonNull(reason, "reason");
    }

    /**
     * Returns the run.
     *
     * @return the newest run of the instance
     */
    public RunId runId() {
        return runId;
    }

    /**
     * Returns the reason.
     *
     * @return why it cannot be restarted
     */
    public String reason() {
        return reason;
    }
}
