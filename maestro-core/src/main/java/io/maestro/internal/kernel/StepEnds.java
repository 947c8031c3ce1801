package io.maestro.internal.kernel;

import static io.maestro.internal.kernel.StepDecision.to;

import io.maestro.definition.FailureMode;
import io.maestro.definition.StepId;
import io.maestro.internal.kernel.StepState.BackingOff;
import io.maestro.internal.kernel.StepState.Concluding;
import io.maestro.internal.kernel.StepState.Finished;
import io.maestro.internal.kernel.StepState.Open;
import io.maestro.param.EvaluatedParam;
import io.maestro.run.Action;
import io.maestro.run.ActionRequest;
import io.maestro.run.ActionTaken;
import io.maestro.run.Children;
import io.maestro.run.FailureKind;
import io.maestro.run.RunId;
import io.maestro.run.StepError;
import io.maestro.run.StepRestart;
import io.maestro.run.StepStatus;
import io.maestro.value.JavaValue;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an attempt can end.
 *
 * @param run the run
 * @param step the number of the step
 * @param rules what was declared for it
 */
record StepEnds(RunId run, int step, StepRules rules) {

    /** Ends an attempt whose work failed: it is tried again if it may be, else the failure mode says what it comes to. */
    StepDecision failed(Open state, Map<String, EvaluatedParam> params, FailureKind kind, StepError error, Instant at) {
        var current = state.current();
        if (rules.allowsRetry(kind, current.retries().of(kind))) {
            var until = at.plus(rules.delay(run, current, kind));
            return to(
                    new BackingOff(current, state.startedAt(), params, kind, error, at, until),
                    new Command.SetTimer(new Timer(step, Timer.Kind.RETRY, current.attempt()), until));
        }
        if (kind == FailureKind.TIMEOUT) {
            return to(failure(state, params, StepStatus.TIMED_OUT, error, at));
        }
        if (rules.failureMode() != FailureMode.IGNORE_FAILURE) {
            return to(failure(state, params, StepStatus.FATALLY_FAILED, error, at));
        }
        return completed(state, params, Optional.of(error), at);
    }

    /** Ends an attempt that the run goes on after, once its conditions are known. */
    StepDecision completed(Open state, Map<String, EvaluatedParam> params, Optional<StepError> error, Instant at) {
        if (rules.conditional()) {
            return conclude(
                    new Concluding(
                            state.current(),
                            outcome(error),
                            Optional.of(state.startedAt()),
                            params,
                            state.children(),
                            error),
                    at);
        }
        return to(finished(state, outcome(error), params, Optional.empty(), error, rules.allTrue(), at));
    }

    private static StepStatus outcome(Optional<StepError> error) {
        return error.isPresent() ? StepStatus.COMPLETED_WITH_ERROR : StepStatus.SUCCEEDED;
    }

    /** Has conditions evaluated before an attempt ends that the run goes on after. */
    StepDecision conclude(Concluding state, Instant at) {
        return to(
                state,
                new Command.EvaluateConditions(
                        step, state.current(), state.startedAt().orElse(at), state.params()));
    }

    /** Ends an attempt as somebody asked for. */
    StepDecision ordered(Open state, Map<String, EvaluatedParam> params, ActionTaken order, Instant at) {
        return ordered(state.current(), Optional.of(state.startedAt()), params, state.children(), order, at);
    }

    /** Ends an attempt as somebody asked for, before its work started. */
    StepDecision ordered(Try current, ActionTaken order, Instant at) {
        return ordered(current, Optional.empty(), Map.of(), Optional.empty(), order, at);
    }

    /** Returns that a step is passed over, if that is what its restart asks for. */
    static Optional<ActionTaken> skip(StepRestart restart, ActionTaken asked) {
        var request = asked.request();
        return restart.isTarget() && !restart.order().skipped().isEmpty()
                ? Optional.of(new ActionTaken(
                        new ActionRequest(request.id(), Action.SKIP, request.by(), request.reason()), asked.at()))
                : Optional.empty();
    }

    /** A step that is skipped has its params evaluated, since others may refer to them, and so has its conditions. */
    private StepDecision ordered(
            Try current,
            Optional<Instant> startedAt,
            Map<String, EvaluatedParam> params,
            Optional<Children> children,
            ActionTaken order,
            Instant at) {
        var error = Optional.of(StepError.of(order.toString()));
        var ignored = order.action() == Action.KILL && rules.failureMode() == FailureMode.IGNORE_FAILURE;
        if (order.action() == Action.SKIP || ignored) {
            var outcome = ignored ? StepStatus.COMPLETED_WITH_ERROR : StepStatus.SKIPPED;
            return conclude(new Concluding(current, outcome, startedAt, params, children, error), at);
        }
        var status = order.action() == Action.KILL ? StepStatus.FATALLY_FAILED : StepStatus.STOPPED;
        return to(new Finished(current, status, startedAt, at, params, Optional.empty(), error, Map.of(), children));
    }

    /** Ends an attempt whose conditions are known. */
    static Finished concluded(
            Concluding state, Map<String, EvaluatedParam> params, Map<StepId, Boolean> transitions, Instant at) {
        return concluded(state, state.outcome(), params, state.error(), transitions, at);
    }

    /** Ends an attempt of which conditions could not be evaluated, or are not to be. */
    static Finished notConcluded(
            Concluding state, Map<String, EvaluatedParam> params, StepStatus status, StepError error, Instant at) {
        return concluded(state, status, params, Optional.of(error), Map.of(), at);
    }

    private static Finished concluded(
            Concluding state,
            StepStatus status,
            Map<String, EvaluatedParam> params,
            Optional<StepError> error,
            Map<StepId, Boolean> transitions,
            Instant at) {
        return new Finished(
                state.current(),
                status,
                state.startedAt(),
                at,
                params,
                Optional.empty(),
                error,
                transitions,
                state.children());
    }

    static Finished succeeded(Open state, StepEvent.Succeeded event) {
        return finished(
                state,
                StepStatus.SUCCEEDED,
                event.params(),
                event.output(),
                Optional.empty(),
                event.transitions(),
                event.at());
    }

    static Finished broken(Open state, Map<String, EvaluatedParam> params, StepError error, Instant at) {
        return failure(state, params, StepStatus.INTERNALLY_FAILED, error, at);
    }

    static Finished ended(
            Open state, Map<String, EvaluatedParam> params, StepStatus status, String reason, Instant at) {
        return failure(state, params, status, StepError.of(reason), at);
    }

    static Finished failure(
            Open state, Map<String, EvaluatedParam> params, StepStatus status, StepError error, Instant at) {
        return finished(state, status, params, Optional.empty(), Optional.of(error), Map.of(), at);
    }

    private static Finished finished(
            Open state,
            StepStatus status,
            Map<String, EvaluatedParam> params,
            Optional<JavaValue> output,
            Optional<StepError> error,
            Map<StepId, Boolean> transitions,
            Instant at) {
        return new Finished(
                state.current(),
                status,
                Optional.of(state.startedAt()),
                at,
                params,
                output,
                error,
                transitions,
                state.children());
    }

    /** Ends an attempt before its work started. */
    Finished notStarted(Try current, StepStatus status, Optional<StepError> error, Instant at) {
        Optional<Children> none = Optional.empty();
        var transitions = status.isComplete() ? rules.allFalse() : Map.<StepId, Boolean>of();
        return new Finished(
                current, status, Optional.empty(), at, Map.of(), Optional.empty(), error, transitions, none);
    }

    /** Fails a step that completed and would go back although a loop may not be passed through once more. */
    Finished wentTooFar(Finished completed, List<StepId> headers, int limit) {
        boolean ignored = rules.failureMode() == FailureMode.IGNORE_FAILURE;
        var transitions = new LinkedHashMap<>(completed.transitions());
        headers.forEach(header -> transitions.put(header, false));
        return new Finished(
                completed.current(),
                ignored ? StepStatus.COMPLETED_WITH_ERROR : StepStatus.FATALLY_FAILED,
                completed.startedAt(),
                completed.at(),
                completed.params(),
                completed.output(),
                Optional.of(StepError.of("would go back to '" + headers.getFirst() + "' after " + limit
                        + " passes, which is the limit")),
                ignored ? Collections.unmodifiableMap(transitions) : Map.of(),
                completed.children());
    }

    /** Returns why an attempt that takes too long ends. */
    String tooLong() {
        return "took longer than its timeout of " + rules.timeout();
    }
}
