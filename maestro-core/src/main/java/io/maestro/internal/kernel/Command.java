package io.maestro.internal.kernel;

import io.maestro.param.EvaluatedParam;
import java.time.Instant;
import java.util.Map;

/** An effect that the machine asks for. It is carried out once the facts of the same decision are recorded. */
public sealed interface Command {

    /** Do the work of an attempt. */
    record StartWork(int step, Try current, Instant at) implements Command {}

    /** Ask an external job how it is. */
    record PollWork(int step, Try current, Instant startedAt, Map<String, EvaluatedParam> params, String jobId)
            implements Command {}

    /** Ask the work of an attempt to end. */
    record InterruptWork(int step, int attempt) implements Command {}

    /** Stop an external job. */
    record StopJob(int step, Try current, Instant startedAt, Map<String, EvaluatedParam> params, String jobId)
            implements Command {}

    /** Evaluate the conditions of a step that completed without succeeding. */
    record EvaluateConditions(int step, Try current, Instant startedAt, Map<String, EvaluatedParam> params)
            implements Command {}

    /** Ring at a time. */
    record SetTimer(Timer timer, Instant at) implements Command {}

    /** Do not ring. */
    record CancelTimer(Timer timer) implements Command {}
}
