package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.param.EvaluatedParam;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A run: one row. Its key is the run id.
 *
 * @param runId the run
 * @param version the version of the definition that it runs, pinned for its life
 * @param status how it stands
 * @param params the evaluated params, with their values and who set them, in their order; unmodifiable
 * @param createdAt when it was accepted
 * @param startedAt when its first step could start, or empty
 * @param endedAt when it ended, or empty
 * @param ending why it is or was brought to an end before its steps were through, or empty
 */
public record WorkflowRun(
        RunId runId,
        long version,
        RunStatus status,
        Map<String, EvaluatedParam> params,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<Ending> ending)
        implements Fact {

    /** Checks that nothing is null. The map is not copied: whoever makes a run hands over an unmodifiable one. */
    public WorkflowRun {
        requireNonNull(runId, "runId");
        requireNonNull(status, "status");
        requireNonNull(params, "params");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(endedAt, "endedAt");
        requireNonNull(ending, "ending");
    }

    /**
     * Returns this run with the reason why it is brought to an end.
     *
     * @param why the reason
     * @return the run, whose status is as before
     */
    public WorkflowRun ending(Ending why) {
        return new WorkflowRun(runId, version, status, params, createdAt, startedAt, endedAt, Optional.of(why));
    }

    /**
     * Returns this run as it ended.
     *
     * @param outcome a terminal status
     * @param at when
     * @return the run
     */
    public WorkflowRun ended(RunStatus outcome, Instant at) {
        return new WorkflowRun(runId, version, outcome, params, createdAt, startedAt, Optional.of(at), ending);
    }
}
