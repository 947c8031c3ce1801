package io.maestro.internal.kernel;

import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamValue;
import io.maestro.permit.Limit;
import io.maestro.run.Children;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An effect that the machine asks for. It is carried out once the facts of the same decision are recorded. */
public sealed interface Command {

    /** Do the work of an attempt. */
    record StartWork(int step, Try current, Instant at) implements Command {}

    /**
     * Commit the work of an attempt together with its outcome, in the transaction in which it was done.
     *
     * @param outcome the row of the attempt
     */
    record CommitWork(int step, StepAttempt outcome) implements Command {}

    /** Tell people that nobody knows whether the work of an attempt was done. */
    record TellInDoubt(int step, Try current, Instant startedAt) implements Command {}

    /** Ask an external job how it is. */
    record PollWork(int step, Try current, Instant startedAt, Map<String, EvaluatedParam> params, String jobId)
            implements Command {}

    /** Ask the work of an attempt to end. */
    record InterruptWork(int step, int attempt) implements Command {}

    /** Do not wait any more for the work of an attempt, which was asked to end and has not. */
    record GiveUpWork(int step, int attempt) implements Command {}

    /** Stop an external job. */
    record StopJob(int step, Try current, Instant startedAt, Map<String, EvaluatedParam> params, String jobId)
            implements Command {}

    /** Evaluate the conditions of a step that completed without succeeding. */
    record EvaluateConditions(int step, Try current, Instant startedAt, Map<String, EvaluatedParam> params)
            implements Command {}

    /**
     * Begin a run that works for an attempt.
     *
     * @param number its number
     * @param values the loop params of a while; empty for others
     */
    record BeginChild(
            int step,
            Try current,
            Map<String, EvaluatedParam> params,
            Children children,
            long number,
            Map<String, ParamValue> values)
            implements Command {}

    /**
     * Ask the condition of a while.
     *
     * @param number the iteration that it is asked before
     */
    record AskCondition(
            int step,
            Try current,
            Instant startedAt,
            Map<String, EvaluatedParam> params,
            long number,
            Map<String, ParamValue> values)
            implements Command {}

    /** Give permits of some limits away, since somebody waits for some or has given some back. */
    record GrantPermits(List<Limit> limits) implements Command {}

    /** Stop runs that work for an attempt, and any that is just about to begin. */
    record StopChildren(int step, int attempt, List<RunId> runs, String reason) implements Command {}

    /** Look up how the runs that work for an attempt stand, and have those that are cut off go on. */
    record FindChildren(int step, Try current, Map<String, EvaluatedParam> params, Children children)
            implements Command {}

    /** Look up what the run has to undo before it ends. */
    record FindUndos() implements Command {}

    /** Ring at a time. */
    record SetTimer(Timer timer, Instant at) implements Command {}

    /** Do not ring. */
    record CancelTimer(Timer timer) implements Command {}
}
