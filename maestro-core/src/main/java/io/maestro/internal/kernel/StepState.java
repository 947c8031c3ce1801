package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.param.EvaluatedParam;
import io.maestro.run.FailureKind;
import io.maestro.run.StepError;
import io.maestro.run.StepStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where a step stands, with what is known there and nothing else. The statuses that people see are a projection of this,
 * made by {@link Projection}.
 */
sealed interface StepState {

    /**
     * Its predecessors have not all completed.
     *
     * @param attempts how many attempts there were in earlier visits
     * @param visits how many visits there were
     */
    record NotReached(int attempts, int visits) implements StepState {
        static final NotReached NEVER = new NotReached(0, 0);
    }

    /** There is an attempt. */
    sealed interface Tried extends StepState {

        /** Returns which try is the newest. */
        Try current();

        /** Returns its params as far as they are known, outputs included. */
        Map<String, EvaluatedParam> params();

        /** Returns the number of the newest attempt, from 1. */
        default int attempt() {
            return current().attempt();
        }
    }

    /** The work of an attempt has started and is not over. */
    sealed interface Open extends Tried {

        /** Returns when it started. */
        Instant startedAt();
    }

    /** A body works for it; its params are not known until the body reports. */
    record Running(Try current, Instant startedAt) implements Open {
        @Override
        public Map<String, EvaluatedParam> params() {
            return Map.of();
        }
    }

    /** An external job works for it, or it waits for a time. */
    record Parked(Try current, Instant startedAt, Map<String, EvaluatedParam> params, String jobId, Instant pollAt)
            implements Open {}

    /** Its body was interrupted and has not ended yet. */
    record Ending(Try current, Instant startedAt, Cause cause) implements Open {
        @Override
        public Map<String, EvaluatedParam> params() {
            return Map.of();
        }
    }

    /** It completed without succeeding, and its conditions are being evaluated. */
    record Concluding(Try current, Instant startedAt, Map<String, EvaluatedParam> params, StepError error)
            implements Open {}

    /** An attempt failed, the next one starts at a time. */
    record BackingOff(
            Try current,
            Instant startedAt,
            Map<String, EvaluatedParam> params,
            FailureKind kind,
            StepError error,
            Instant failedAt,
            Instant until)
            implements Tried {}

    /** It has ended. */
    record Finished(
            Try current,
            StepStatus status,
            Optional<Instant> startedAt,
            Instant at,
            Map<String, EvaluatedParam> params,
            Optional<Object> output,
            Optional<StepError> error,
            Map<StepId, Boolean> transitions)
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
