package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.run.FailureKind;
import io.maestro.run.StepError;
import io.maestro.run.StepStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Something that has happened to a step. */
public sealed interface StepEvent {

    /** Returns when. */
    Instant at();

    /** All predecessors completed, and some condition that leads to the step was true. */
    record Reached(Instant at) implements StepEvent {}

    /** All predecessors completed, but no condition that leads to the step was true. */
    record Unsatisfied(Instant at) implements StepEvent {}

    /**
     * The work of an attempt is done.
     *
     * @param transitions the outcome of the condition to each successor
     */
    record Succeeded(int attempt, Optional<Object> output, Map<StepId, Boolean> transitions, Instant at)
            implements StepEvent {}

    /** The work of an attempt failed. */
    record Failed(int attempt, FailureKind kind, StepError error, Instant at) implements StepEvent {}

    /** Something that the engine had to do for an attempt went wrong, such as the evaluation of a condition. */
    record Broke(int attempt, StepError error, Instant at) implements StepEvent {}

    /** The work of an attempt goes on elsewhere. */
    record Parked(int attempt, String jobId, Instant pollAt, Instant at) implements StepEvent {}

    /** The conditions of a step that completed without succeeding were evaluated. */
    record ConditionsKnown(int attempt, Map<StepId, Boolean> transitions, Instant at) implements StepEvent {}

    /** A timer of an attempt rang. */
    record TimerFired(Timer.Kind kind, int attempt, Instant at) implements StepEvent {}

    /**
     * The step is to end.
     *
     * @param status as what
     */
    record EndAsked(StepStatus status, String reason, Instant at) implements StepEvent {}

    /** The run goes on after it was cut off. Whatever worked for the step then works no more. */
    record Resumed(Instant at) implements StepEvent {}
}
