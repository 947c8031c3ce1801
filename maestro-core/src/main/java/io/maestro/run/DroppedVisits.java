package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;

/**
 * The visits of a step of a cycle that are not kept any more, which are the oldest: those up to one. Nothing else needs to be
 * recorded of them. Visits are counted from 1 without gaps, so the oldest that is there tells how many were dropped.
 *
 * @param runId the run
 * @param step the step
 * @param through the newest visit that is not kept, from 1
 */
public record DroppedVisits(RunId runId, StepId step, int through) {

    /** Checks that the visit is positive. */
    public DroppedVisits {
        requireNonNull(runId, "runId");
        requireNonNull(step, "step");
        if (through < 1) {
            throw new IllegalArgumentException("visits are numbered from 1 but this was " + through);
        }
    }
}
