package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.error.MaestroException;
import java.util.List;

/** Thrown when no fork of a run can be started as asked for; tells everything that is in the way. Nothing was done. */
public final class ForkRefusedException extends MaestroException {

    private static final long serialVersionUID = 1;

    private final transient RunId runId;
    private final transient List<String> refusals;

    /**
     * Creates the exception.
     *
     * @param runId the run that was to be forked
     * @param refusals why it cannot be, at least one reason
     */
    public ForkRefusedException(RunId runId, List<String> refusals) {
        super("run " + runId + " cannot be forked: " + String.join("; ", refusals));
        this.runId = requireNonNull(runId, "runId");
        this.refusals = List.copyOf(refusals);
    }

    /**
     * Returns the run.
     *
     * @return the run that was to be forked
     */
    public RunId runId() {
        return runId;
    }

    /**
     * Returns the reasons.
     *
     * @return why it cannot be forked, at least one
     */
    public List<String> refusals() {
        return refusals;
    }
}
