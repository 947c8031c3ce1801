package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.param.EvaluatedParam;
import io.maestro.permit.PermitRequest;
import io.maestro.run.ActionTaken;
import io.maestro.run.Children;
import io.maestro.run.FailureKind;
import io.maestro.run.StepError;
import io.maestro.run.StepStatus;
import io.maestro.value.JavaValue;
import java.time.Instant;
import java.util.List;
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
     * @param pass which pass through the innermost cycle around it is under way, from 1
     */
    record NotReached(int attempts, int visits, int pass) implements StepState {
        static final NotReached NEVER = new NotReached(0, 0, 1);
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

        /** Returns the runs that work for it, as they are recorded when it has ended. */
        default Optional<Children> children() {
            return Optional.empty();
        }
    }

    /** Runs of their own work for it, or did so before this engine had it. */
    sealed interface Delegated extends Open {

        /** Returns these runs. */
        Children runs();

        /** Returns why they are being stopped, or empty if they are not. */
        Optional<Cause> closing();
    }

    /** A body works for it; its params are not known until the body reports. */
    record Running(Try current, Instant startedAt) implements Open {
        @Override
        public Map<String, EvaluatedParam> params() {
            return Map.of();
        }
    }

    /** A body worked for it when the process died, and that was recorded. */
    record CutOff(Try current, Instant startedAt) implements Open {
        @Override
        public Map<String, EvaluatedParam> params() {
            return Map.of();
        }
    }

    /** Its start was recorded, and the engine closed before its work began. */
    record Unbegun(Try current) implements Tried {
        @Override
        public Map<String, EvaluatedParam> params() {
            return Map.of();
        }
    }

    /** It waits for permits before its work begins; if it has asked for none, for its run to go on after a pause. */
    record AwaitingPermits(Try current) implements Tried {
        @Override
        public Map<String, EvaluatedParam> params() {
            return Map.of();
        }
    }

    /** A breakpoint holds it before its work begins. */
    record Paused(Try current) implements Tried {
        @Override
        public Map<String, EvaluatedParam> params() {
            return Map.of();
        }
    }

    /** Nobody knows whether its work, which may be done once at most, was done before the process died. */
    record InDoubt(Try current, Instant startedAt) implements Open {
        @Override
        public Map<String, EvaluatedParam> params() {
            return Map.of();
        }
    }

    /**
     * Its work is done, and is being committed together with its outcome.
     *
     * @param outcome how it ends if that is committed
     * @param asked what was asked of it meanwhile, or empty
     */
    record Committing(Finished outcome, Instant startedAt, Optional<Asked> asked) implements Open {
        @Override
        public Try current() {
            return outcome.current();
        }

        @Override
        public Map<String, EvaluatedParam> params() {
            return outcome.params();
        }
    }

    /** An external job works for it, or it waits for a time. */
    record Parked(Try current, Instant startedAt, Map<String, EvaluatedParam> params, String jobId, Instant pollAt)
            implements Open {}

    /** Its body was interrupted and has not ended yet. */
    record Ending(Try current, Instant startedAt, Interruption cause) implements Open {
        @Override
        public Map<String, EvaluatedParam> params() {
            return Map.of();
        }
    }

    /** Runs of their own work for it. */
    record Delegating(
            Try current,
            Instant startedAt,
            Map<String, EvaluatedParam> params,
            Children runs,
            Offspring offspring,
            Optional<Cause> closing)
            implements Delegated {
        @Override
        public Optional<Children> children() {
            return Optional.of(runs.ended(offspring.rollup()));
        }

        /** Returns this state after something was asked of the step. */
        Delegating acted(ActionTaken taken) {
            return new Delegating(current.acted(taken), startedAt, params, runs, offspring, closing);
        }
    }

    /**
     * Runs of their own work for it, and how they stand is being looked up.
     *
     * @param early those that have ended meanwhile; grows
     */
    record Searching(
            Try current,
            Instant startedAt,
            Map<String, EvaluatedParam> params,
            Children runs,
            List<Offspring.Child> early,
            Optional<Cause> closing)
            implements Delegated {
        /** Returns this state after something was asked of the step. */
        Searching acted(ActionTaken taken) {
            return new Searching(current.acted(taken), startedAt, params, runs, early, closing);
        }
    }

    /**
     * It is over and the run goes on after it; its conditions are being evaluated.
     *
     * @param outcome the status that it comes to
     * @param startedAt when its work started, or empty if it never did
     * @param error why it did not succeed, or empty if it did
     */
    record Concluding(
            Try current,
            StepStatus outcome,
            Optional<Instant> startedAt,
            Map<String, EvaluatedParam> params,
            Optional<Children> children,
            Optional<StepError> error)
            implements Tried {
        Concluding of(Try other) {
            return new Concluding(other, outcome, startedAt, params, children, error);
        }
    }

    /** An attempt failed, the next one starts at a time. */
    record BackingOff(
            Try current,
            Instant startedAt,
            Map<String, EvaluatedParam> params,
            FailureKind kind,
            StepError error,
            Instant failedAt,
            Instant until)
            implements Tried {
        /** Returns this state when somebody has asked for the next attempt to start now. */
        BackingOff retriedAt(ActionTaken taken) {
            return new BackingOff(current.acted(taken), startedAt, params, kind, error, failedAt, taken.at());
        }
    }

    /** Returns what permits an attempt waits for or has; where nobody knows what it did, it does no more. */
    static Optional<PermitRequest> claim(StepState state) {
        return state instanceof AwaitingPermits || (state instanceof Open && !(state instanceof InDoubt))
                ? ((Tried) state).current().permits()
                : Optional.empty();
    }

    /** It has ended. */
    record Finished(
            Try current,
            StepStatus status,
            Optional<Instant> startedAt,
            Instant at,
            Map<String, EvaluatedParam> params,
            Optional<JavaValue> output,
            Optional<StepError> error,
            Map<StepId, Boolean> transitions,
            Optional<Children> children)
            implements Tried {}

    /** Why an attempt is brought to an end. */
    sealed interface Cause {

        /** Returns the cause in words. */
        String text();
    }

    /** Why a body is interrupted. */
    sealed interface Interruption extends Cause {}

    /** The run is being brought to an end. */
    record Asked(StepStatus status, String text) implements Interruption {}

    /** A person or a program asked it of the step. */
    record Ordered(ActionTaken action) implements Interruption {
        @Override
        public String text() {
            return action.toString();
        }
    }

    /** The attempt took too long. */
    record TookTooLong(String text) implements Interruption {}

    /** One of its runs failed, and the others are not to go on. */
    record ChildFailed(String text) implements Cause {}

    /** The engine could not do something for it. */
    record CameApart(StepError error) implements Cause {
        @Override
        public String text() {
            return error.message();
        }
    }
}
