package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.param.EvaluatedParam;
import io.maestro.permit.PermitRequest;
import io.maestro.value.JavaValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An attempt of a step: one row. Its key is run, step and attempt.
 *
 * <p>An attempt that ends soon is recorded once, when it ends. One that waits, for a time or for an external job, is recorded
 * before that as well, with {@link #wakeAt} and {@link #jobId}.
 *
 * @param runId the run
 * @param step the step
 * @param attempt the number of the try in this run, from 1
 * @param visit which time a cycle comes to the step, from 1; always 1 outside of cycles
 * @param pass which pass through the innermost cycle around the step it belongs to, from 1 each time that the cycle is entered
 * @param status how it stands
 * @param startedAt when its work started, or empty if it never did
 * @param endedAt when it ended, or empty
 * @param wakeAt when the engine looks at it again: the next poll of a {@link StepStatus#RUNNING} one, the next attempt after
 *     a failure that is retried; or empty
 * @param jobId the external job that it waits for, or empty
 * @param params the evaluated params of the step, its outputs among them, in their order; empty where they were not evaluated;
 *     unmodifiable
 * @param returned what its work returned, or what somebody said that it did; or empty
 * @param error why it did not succeed, or empty
 * @param transitions for a completed step with successors: whether the condition to each was true; unmodifiable
 * @param retries the retries made so far, this attempt's included
 * @param recoveries how often its work was begun again because the process that did it had died
 * @param children the runs that it starts, for loop and subworkflow steps; or empty
 * @param settlement what somebody said became of it when nobody knew; or empty
 * @param actions what was asked of it and done, the oldest first; the newest {@link ActionTaken#KEPT}; unmodifiable
 * @param permits what it asked for before its work could begin, or empty if it was under no limit
 */
public record StepAttempt(
        RunId runId,
        StepId step,
        int attempt,
        int visit,
        int pass,
        StepStatus status,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<Instant> wakeAt,
        Optional<String> jobId,
        Map<String, EvaluatedParam> params,
        Optional<JavaValue> returned,
        Optional<StepError> error,
        Map<StepId, Boolean> transitions,
        Retries retries,
        int recoveries,
        Optional<Children> children,
        Optional<Settlement> settlement,
        List<ActionTaken> actions,
        Optional<PermitRequest> permits)
        implements Fact {

    /** Checks that nothing is null. Maps are not copied: whoever makes an attempt hands over unmodifiable ones. */
    public StepAttempt {
        requireNonNull(runId, "runId");
        requireNonNull(step, "step");
        requireNonNull(status, "status");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(endedAt, "endedAt");
        requireNonNull(wakeAt, "wakeAt");
        requireNonNull(jobId, "jobId");
        requireNonNull(params, "params");
        requireNonNull(returned, "returned");
        requireNonNull(error, "error");
        requireNonNull(transitions, "transitions");
        requireNonNull(retries, "retries");
        requireNonNull(children, "children");
        requireNonNull(settlement, "settlement");
        actions = List.copyOf(actions);
        requireNonNull(permits, "permits");
    }

    /**
     * Returns what its work returned. Where it was read from a store that keeps texts, and nothing is known here of its type,
     * that is what {@link JavaValue#value()} makes of it.
     *
     * @return the value, or empty
     */
    public Optional<Object> output() {
        return returned.map(JavaValue::value);
    }
}
