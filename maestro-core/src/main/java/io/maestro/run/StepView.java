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
 * @param undone whether what it did was undone since, so that it is to be done again if the instance goes on
 */
public record StepView(
        Optional<Long> run, StepStatus status, Optional<Instant> startedAt, Optional<Instant> endedAt, boolean undone) {

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
     * Creates the view of a step that was not undone.
     *
     * @param run the number of the run that tells, or empty if the step was not reached
     * @param status how it stands by that run
     * @param startedAt when the work of its newest attempt there started, or empty if it never did
     * @param endedAt when that attempt ended, or empty
     */
    public StepView(Optional<Long> run, StepStatus status, Optional<Instant> startedAt, Optional<Instant> endedAt) {
        this(run, status, startedAt, endedAt, false);
    }

    /**
     * Tells whether the step completed and that stands.
     *
     * @return false if an instance that goes on has to come to it again
     */
    public boolean isComplete() {
        return status.isComplete() && !undone;
    }

    /**
     * Returns this view of a step after what it did was undone.
     *
     * @return the view
     */
    public StepView afterUndoing() {
        return new StepView(run, status, startedAt, endedAt, true);
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
