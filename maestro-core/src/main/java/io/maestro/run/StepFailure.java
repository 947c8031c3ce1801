package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import java.time.Instant;
import java.util.Optional;

/**
 * That a step has failed for good, as a step learns it that handles this.
 *
 * @param step the step that failed
 * @param attempt the number of its last attempt
 * @param status how that ended: {@link StepStatus#FATALLY_FAILED}, {@link StepStatus#INTERNALLY_FAILED}, {@link StepStatus#TIMED_OUT},
 *     or {@link StepStatus#COMPLETED_WITH_ERROR} where the flow went on all the same
 * @param error why it failed, or empty if nothing is known of that
 * @param at when
 */
public record StepFailure(StepId step, int attempt, StepStatus status, Optional<StepError> error, Instant at) {

    /** Checks that nothing is null. */
    public StepFailure {
        requireNonNull(step, "step");
        requireNonNull(status, "status");
        requireNonNull(error, "error");
        requireNonNull(at, "at");
    }

    /**
     * Returns why the step failed.
     *
     * @return one line for people; empty if nothing is known
     */
    public String message() {
        return error.map(StepError::message).orElse("");
    }

    /** Returns what failed, and why, in words. */
    @Override
    public String toString() {
        return "step '" + step + "' is " + status
                + error.map(why -> ": " + why.message()).orElse("");
    }
}
