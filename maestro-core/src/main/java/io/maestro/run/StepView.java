package io.maestro.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * How a step stands over all runs of an instance (spec: runtime, section 1.6).
 *
 * @param run the number of the run that tells, or empty if the step was not reached
 * @param status how it stands by that run
 * @param startedAt when the work of its newest attempt there started, or empty if it never did
 * @param endedAt when that attempt ended, or empty
 */
public record StepView(Optional<Long> run, StepStatus status, Optional<Instant> startedAt, Optional<Instant> endedAt) {

    /** The view of a step that was not reached. */
    public static final StepView NOT_REACHED =
            new StepView(Optional.empty(), StepStatus.NOT_CREATED, Optional.empty(), Optional.empty());

    /** Checks that nothing is null. */
    public StepView {
        requireNonNull(run, "run");
        requireNonNull(status, "status");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(endedAt, "endedAt");
    }

    /**
     * Returns the view of an attempt.
     *
     * @param attempt the newest attempt of the step in a run
     * @return the view
     */
    public static StepView of(StepAttempt attempt) {
        return new StepView(
                Optional.of(attempt.runId().run()), attempt.status(), attempt.startedAt(), attempt.endedAt());
    }
}
