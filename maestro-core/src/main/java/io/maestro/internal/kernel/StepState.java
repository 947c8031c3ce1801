package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.run.FailureKind;
import io.maestro.run.Retries;
import io.maestro.run.StepError;
import io.maestro.run.StepStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where a step stands, with what is known there and nothing else. The statuses that people see are a projection of this,
 * made by {@link Projection}.
 */
public sealed interface StepState {

    /** Its predecessors have not all completed. */
    record NotReached() implements StepState {
        static final NotReached INSTANCE = new NotReached();
    }

    /** There is an attempt. */
    sealed interface Tried extends StepState {

        /** Returns the number of the newest attempt, from 1. */
        int attempt();

        /** Returns the retries made so far, this attempt's included. */
        Retries retries();
    }

    /** The work of an attempt has started and is not over. */
    sealed interface Open extends Tried {

        /** Returns when it started. */
        Instant startedAt();
    }

    /** A body works for it. */
    record Running(int attempt, Instant startedAt, Retries retries) implements Open {}

    /** An external job works for it, or it waits for a time. */
    record Parked(int attempt, Instant startedAt, String jobId, Instant pollAt, Retries retries) implements Open {}

    /** Its body was interrupted and has not ended yet. */
    record Ending(int attempt, Instant startedAt, Retries retries, Cause cause) implements Open {}

    /** It completed without succeeding, and its conditions are being evaluated. */
    record Concluding(int attempt, Instant startedAt, StepError error, Retries retries) implements Open {}

    /** An attempt failed, the next one starts at a time. */
    record BackingOff(
            int attempt,
            FailureKind kind,
            StepError error,
            Instant startedAt,
            Instant failedAt,
            Instant until,
            Retries retries)
            implements Tried {}

    /** It has ended. */
    record Finished(
            int attempt,
            StepStatus status,
            Optional<Instant> startedAt,
            Instant at,
            Optional<Object> output,
            Optional<StepError> error,
            Map<StepId, Boolean> transitions,
            Retries retries)
            implements Tried {}

    /** Why a body was interrupted. */
    sealed interface Cause {

        /** Returns the cause in words. */
        String text();
    }

    /** A person or a rule asked for it. */
    record Asked(StepStatus status, String text) implements Cause {}

    /** The attempt took too long. */
    record TookTooLong(String text) implements Cause {}
}
