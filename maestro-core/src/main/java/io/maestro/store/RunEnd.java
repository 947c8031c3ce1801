package io.maestro.store;

import static java.util.Objects.requireNonNull;

import io.maestro.run.RunId;
import java.time.Instant;

/**
 * When a run ended. Ends of runs of one workflow are in the order of their times; where these are the same, in the order of the
 * runs.
 *
 * @param at the time
 * @param runId the run
 */
public record RunEnd(Instant at, RunId runId) implements Comparable<RunEnd> {

    /** Checks that nothing is null. */
    public RunEnd {
        requireNonNull(at, "at");
        requireNonNull(runId, "runId");
    }

    @Override
    public int compareTo(RunEnd other) {
        int byTime = at.compareTo(other.at);
        return byTime != 0 ? byTime : runId.compareTo(other.runId);
    }
}
