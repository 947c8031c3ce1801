package io.maestro.run;

import io.maestro.error.MaestroException;
import java.time.Duration;

/**
 * Thrown when what was asked of a run of another node was not answered in time. It is kept, and takes effect when that node comes to it,
 * or one that goes on with the run.
 */
public final class ActionPendingException extends MaestroException {

    private static final long serialVersionUID = 1;

    private final transient RunId runId;
    private final transient ActionRequest request;

    /**
     * Creates the exception.
     *
     * @param runId the run
     * @param request what was asked
     * @param limit how long the answer was waited for
     */
    public ActionPendingException(RunId runId, ActionRequest request, Duration limit) {
        super(request.action() + " of run " + runId + " was not answered within " + limit
                + "; it is kept, and takes effect when a node goes on with the run");
        this.runId = runId;
        this.request = request;
    }

    /**
     * Returns the run.
     *
     * @return its id
     */
    public RunId runId() {
        return runId;
    }

    /**
     * Returns what was asked.
     *
     * @return the request, by whose id it is found among the actions of the run or the step once it has taken effect
     */
    public ActionRequest request() {
        return request;
    }
}
