package io.maestro.internal.kernel;

import java.time.Instant;

/** An effect that the machine asks for. It is carried out once the facts of the same decision are recorded. */
public sealed interface Command {

    /** Do the work of an attempt. */
    record StartWork(int step, int attempt, Instant at) implements Command {}

    /** Ask an external job how it is. */
    record PollWork(int step, int attempt, Instant startedAt, String jobId) implements Command {}

    /** Ask the work of an attempt to end. */
    record InterruptWork(int step, int attempt) implements Command {}

    /** Stop an external job. */
    record StopJob(int step, int attempt, Instant startedAt, String jobId) implements Command {}

    /** Evaluate the conditions of a step that completed without succeeding. */
    record EvaluateConditions(int step, int attempt, Instant startedAt) implements Command {}

    /** Ring at a time. */
    record SetTimer(Timer timer, Instant at) implements Command {}

    /** Do not ring. */
    record CancelTimer(Timer timer) implements Command {}
}
