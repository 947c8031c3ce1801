package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamValue;
import io.maestro.run.ActionTaken;
import io.maestro.run.Children;
import io.maestro.run.FailureKind;
import io.maestro.run.RunId;
import io.maestro.run.StepError;
import io.maestro.run.StepStatus;
import io.maestro.value.JavaValue;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Something that has happened to a step. */
public sealed interface StepEvent {

    /** Returns when. */
    Instant at();

    /** The run has come to the step. */
    sealed interface Arrival extends StepEvent {}

    /** All predecessors completed, and some condition that leads to the step was true. */
    record Reached(Instant at) implements Arrival {}

    /** The step was reached before the run was cut off; its work may have begun. */
    record ReachedBefore(Instant at) implements Arrival {}

    /** All predecessors completed, but no condition that leads to the step was true. */
    record Unsatisfied(Instant at) implements Arrival {}

    /** What became of the work of an attempt. */
    sealed interface Report extends StepEvent {

        /** Returns which try it was. */
        Try current();

        /** Returns the number of the attempt, from 1. */
        default int attempt() {
            return current().attempt();
        }

        /** Returns the step's params as far as they were evaluated, outputs included. */
        Map<String, EvaluatedParam> params();
    }

    /**
     * The work is done.
     *
     * @param transitions the outcome of the condition to each successor
     */
    record Succeeded(
            Try current,
            Map<String, EvaluatedParam> params,
            Optional<JavaValue> output,
            Map<StepId, Boolean> transitions,
            Instant at)
            implements Report {}

    /**
     * The work is done, in a transaction that is to be committed together with the outcome.
     *
     * @param outcome what has happened once that is committed
     */
    record ReadyToCommit(Succeeded outcome) implements Report {
        @Override
        public Try current() {
            return outcome.current();
        }

        @Override
        public Map<String, EvaluatedParam> params() {
            return outcome.params();
        }

        @Override
        public Instant at() {
            return outcome.at();
        }
    }

    /** The work failed. */
    record Failed(Try current, Map<String, EvaluatedParam> params, FailureKind kind, StepError error, Instant at)
            implements Report {}

    /** Something that the engine had to do for the attempt went wrong, such as the evaluation of a condition. */
    record Broke(Try current, Map<String, EvaluatedParam> params, StepError error, Instant at) implements Report {}

    /** The work goes on elsewhere. */
    record Parked(Try current, Map<String, EvaluatedParam> params, String jobId, Instant pollAt, Instant at)
            implements Report {}

    /** The conditions of a step that completed without succeeding were evaluated. */
    record ConditionsKnown(
            Try current, Map<String, EvaluatedParam> params, Map<StepId, Boolean> transitions, Instant at)
            implements Report {}

    /** The conditions of a step that completed without succeeding could not be evaluated. */
    record ConditionsBroke(Try current, Map<String, EvaluatedParam> params, StepError error, Instant at)
            implements Report {}

    /** Runs of their own are to do the work. */
    record Opened(Try current, Map<String, EvaluatedParam> params, Children children, Instant at) implements Report {}

    /**
     * The condition of a while was asked.
     *
     * @param number the iteration that it was asked before
     * @param values the loop params that the iteration is given
     */
    record Answered(
            Try current,
            Map<String, EvaluatedParam> params,
            long number,
            Map<String, ParamValue> values,
            boolean holds,
            Instant at)
            implements Report {}

    /** Something about the runs that work for an attempt. */
    sealed interface OfChildren extends StepEvent {

        /** Returns the number of the attempt, from 1. */
        int attempt();
    }

    /** The run of a subworkflow has begun. */
    record ChildBegan(int attempt, RunId child, Instant at) implements OfChildren {}

    /** A run has ended. */
    record ChildEnded(int attempt, Offspring.Child child, Instant at) implements OfChildren {}

    /** A run could not begin. */
    record ChildLost(int attempt, long number, StepError error, Instant at) implements OfChildren {}

    /** How the runs stand was looked up. */
    record ChildrenFound(int attempt, Children children, Offspring.Found found, Instant at) implements OfChildren {}

    /** Something became known of what the work of an attempt did to the world outside. */
    sealed interface OfEffects extends StepEvent {

        /** Returns the number of the attempt, from 1. */
        int attempt();
    }

    /** The work and its outcome were committed together. */
    record Committed(int attempt, Instant at) implements OfEffects {}

    /** The transaction in which the work was done was lost, and nothing of it has happened. */
    record CommitLost(int attempt, Instant at) implements OfEffects {}

    /** The database refused to commit the transaction in which the work was done, and nothing of it has happened. */
    record CommitRefused(int attempt, StepError error, Instant at) implements OfEffects {}

    /** The engine closes, and did not begin the work of an attempt whose start is recorded. */
    record NotBegun(int attempt, Instant at) implements OfEffects {}

    /** Somebody said what became of an attempt of which nobody knew. */
    record Judged(int attempt, Settled settled, Instant at) implements OfEffects {}

    /**
     * An attempt has the permits that it waited for.
     *
     * @param turn which time it asked
     */
    record PermitsGranted(int attempt, int turn, Instant at) implements StepEvent {}

    /** A timer of an attempt rang. */
    record TimerFired(Timer.Kind kind, int attempt, Instant at) implements StepEvent {}

    /**
     * The step is to end.
     *
     * @param status as what
     */
    record EndAsked(StepStatus status, String reason, Instant at) implements StepEvent {}

    /** Somebody asks for the step to end, and it is allowed. */
    record OrderAsked(ActionTaken taken) implements StepEvent {
        @Override
        public Instant at() {
            return taken.at();
        }
    }

    /**
     * Somebody asks for the step to go on instead of waiting, or to run again, and it is allowed.
     *
     * @param iteration the newest run of the iteration that is to run again while the others go on; empty if it is the step
     */
    record GoOnAsked(ActionTaken taken, Optional<Offspring.Child> iteration) implements StepEvent {
        @Override
        public Instant at() {
            return taken.at();
        }
    }

    /** The run goes on after it was paused. */
    record Unpaused(Instant at) implements StepEvent {}

    /** The run goes on after it was cut off. Whatever worked for the step then works no more. */
    record Resumed(Instant at) implements StepEvent {}
}
