package io.maestro.internal.kernel;

import static io.maestro.internal.kernel.StepDecision.stay;
import static io.maestro.internal.kernel.StepDecision.to;

import io.maestro.definition.FailureMode;
import io.maestro.definition.StepId;
import io.maestro.internal.kernel.StepEvent.Arrival;
import io.maestro.internal.kernel.StepEvent.Broke;
import io.maestro.internal.kernel.StepEvent.ConditionsKnown;
import io.maestro.internal.kernel.StepEvent.EndAsked;
import io.maestro.internal.kernel.StepEvent.Failed;
import io.maestro.internal.kernel.StepEvent.Reached;
import io.maestro.internal.kernel.StepEvent.Report;
import io.maestro.internal.kernel.StepEvent.Resumed;
import io.maestro.internal.kernel.StepEvent.Succeeded;
import io.maestro.internal.kernel.StepEvent.TimerFired;
import io.maestro.internal.kernel.StepEvent.Unsatisfied;
import io.maestro.internal.kernel.StepState.Asked;
import io.maestro.internal.kernel.StepState.BackingOff;
import io.maestro.internal.kernel.StepState.Concluding;
import io.maestro.internal.kernel.StepState.Ending;
import io.maestro.internal.kernel.StepState.Finished;
import io.maestro.internal.kernel.StepState.NotReached;
import io.maestro.internal.kernel.StepState.Open;
import io.maestro.internal.kernel.StepState.Parked;
import io.maestro.internal.kernel.StepState.Running;
import io.maestro.internal.kernel.StepState.TookTooLong;
import io.maestro.internal.kernel.StepState.Tried;
import io.maestro.param.EvaluatedParam;
import io.maestro.run.FailureKind;
import io.maestro.run.StepError;
import io.maestro.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what follows from an event for one step: a table of state and event. Reports of an attempt that is over, and timers
 * that nobody waits for any more, are legal and change nothing.
 *
 * @param step the number of the step
 * @param rules what was declared for it
 * @param stopGrace how long an interrupted body may take to end
 * @param runDeadline when the run itself ends for taking too long
 */
record StepDecider(int step, StepRules rules, Duration stopGrace, Instant runDeadline) {

    StepDecision decide(StepState state, StepEvent event) {
        if (isStale(state, event)) {
            return onStale(state, event);
        }
        return switch (state) {
            case NotReached s -> onNotReached(s, event);
            case Running s -> onRunning(s, event);
            case Parked s -> onParked(s, event);
            case Ending s -> onEnding(s, event);
            case Concluding s -> onConcluding(s, event);
            case BackingOff s -> onBackingOff(s, event);
            case Finished s -> onStale(s, event);
        };
    }

    /** A job that was started for an attempt which is over would otherwise go on with nobody to ask for it. */
    private StepDecision onStale(StepState state, StepEvent event) {
        return event instanceof StepEvent.Parked late
                ? stay(state, new Command.StopJob(step, late.current(), late.at(), late.params(), late.jobId()))
                : stay(state);
    }

    /** Tells whether an event is about another attempt than the newest. */
    private static boolean isStale(StepState state, StepEvent event) {
        int current = state instanceof Tried tried ? tried.attempt() : 0;
        return switch (event) {
            case Report report -> report.attempt() != current;
            case TimerFired timer -> timer.attempt() != current;
            case Arrival arrival -> false;
            case EndAsked asked -> false;
            case Resumed resumed -> false;
        };
    }

    private StepDecision onNotReached(NotReached state, StepEvent event) {
        return switch (event) {
            case Reached e ->
                rules.broken().isPresent()
                        ? to(notStarted(Try.after(state), StepStatus.INTERNALLY_FAILED, rules.broken(), e.at()))
                        : start(Try.after(state), e.at());
            case Unsatisfied e -> to(notStarted(Try.after(state), StepStatus.UNSATISFIED, Optional.empty(), e.at()));
            case Report e -> stay(state);
            case TimerFired e -> stay(state);
            case EndAsked e -> stay(state);
            case Resumed e -> stay(state);
        };
    }

    private StepDecision onRunning(Running state, StepEvent event) {
        return switch (event) {
            case Succeeded e -> to(succeeded(state, e)).with(cancelTimeout(state));
            case Failed e ->
                failed(state, e.params(), e.kind(), e.error(), e.at()).with(cancelTimeout(state));
            case Broke e -> to(broken(state, e)).with(cancelTimeout(state));
            case StepEvent.Parked e -> park(state, e);
            case TimerFired e ->
                switch (e.kind()) {
                    case TIMEOUT -> interrupt(state, new TookTooLong(tooLong()), e.at());
                    case RETRY, POLL, GRACE -> stay(state);
                };
            case EndAsked e ->
                interrupt(state, new Asked(e.status(), e.reason()), e.at()).with(cancelTimeout(state));
            case Resumed e -> start(state.current(), e.at());
            case ConditionsKnown e -> stay(state);
            case Arrival e -> stay(state);
        };
    }

    private StepDecision onParked(Parked state, StepEvent event) {
        return switch (event) {
            case Succeeded e -> to(succeeded(state, e)).with(cancelTimers(state));
            case Failed e ->
                failed(state, e.params(), e.kind(), e.error(), e.at()).with(cancelTimers(state));
            case Broke e -> to(broken(state, e)).with(cancelTimers(state));
            case StepEvent.Parked e -> park(state, e);
            case TimerFired e ->
                switch (e.kind()) {
                    case POLL ->
                        stay(
                                state,
                                new Command.PollWork(
                                        step, state.current(), state.startedAt(), state.params(), state.jobId()));
                    case TIMEOUT ->
                        failed(state, state.params(), FailureKind.TIMEOUT, StepError.of(tooLong()), e.at())
                                .with(cancelTimers(state))
                                .with(stopJob(state, state.params(), state.jobId()));
                    case RETRY, GRACE -> stay(state);
                };
            case EndAsked e ->
                to(ended(state, state.params(), e.status(), e.reason(), e.at()))
                        .with(cancelTimers(state))
                        .with(stopJob(state, state.params(), state.jobId()));
            case Resumed e ->
                stay(state, setTimer(Timer.Kind.POLL, state.attempt(), state.pollAt()))
                        .with(setTimeout(state.attempt(), state.startedAt()));
            case ConditionsKnown e -> stay(state);
            case Arrival e -> stay(state);
        };
    }

    private StepDecision onEnding(Ending state, StepEvent event) {
        return switch (event) {
            // Work that was done before it noticed is done, whatever was asked of it: that is the truth to record.
            case Succeeded e when state.cause() instanceof Asked -> to(succeeded(state, e), cancelGrace(state));
            case Succeeded e -> settle(state, e.params(), e.at()).with(List.of(cancelGrace(state)));
            // A body that says that no attempt can help must not be run again because it said so late.
            case Failed e
            when e.kind() == FailureKind.FATAL && state.cause() instanceof TookTooLong ->
                failed(state, e.params(), e.kind(), e.error(), e.at()).with(List.of(cancelGrace(state)));
            case Failed e -> settle(state, e.params(), e.at()).with(List.of(cancelGrace(state)));
            case Broke e -> settle(state, e.params(), e.at()).with(List.of(cancelGrace(state)));
            case StepEvent.Parked e ->
                settle(state, e.params(), e.at())
                        .with(List.of(cancelGrace(state)))
                        .with(stopJob(state, e.params(), e.jobId()));
            case TimerFired e ->
                switch (e.kind()) {
                    case GRACE -> settle(state, state.params(), e.at());
                    case TIMEOUT, RETRY, POLL -> stay(state);
                };
            case EndAsked e -> to(new Ending(state.current(), state.startedAt(), new Asked(e.status(), e.reason())));
            case Resumed e -> settle(state, state.params(), e.at());
            case ConditionsKnown e -> stay(state);
            case Arrival e -> stay(state);
        };
    }

    private StepDecision onConcluding(Concluding state, StepEvent event) {
        return switch (event) {
            case ConditionsKnown e ->
                to(finished(
                        state,
                        StepStatus.COMPLETED_WITH_ERROR,
                        e.params(),
                        Optional.empty(),
                        Optional.of(state.error()),
                        e.transitions(),
                        e.at()));
            case Broke e -> to(broken(state, e));
            case EndAsked e ->
                to(
                        ended(state, state.params(), e.status(), e.reason(), e.at()),
                        new Command.InterruptWork(step, state.attempt()));
            case Succeeded e -> stay(state);
            case Failed e -> stay(state);
            case StepEvent.Parked e -> onStale(state, e);
            case TimerFired e -> stay(state);
            case Arrival e -> stay(state);
            case Resumed e -> stay(state);
        };
    }

    private StepDecision onBackingOff(BackingOff state, StepEvent event) {
        return switch (event) {
            case TimerFired e ->
                switch (e.kind()) {
                    case RETRY -> start(state.current().again(state.kind()), e.at());
                    case TIMEOUT, POLL, GRACE -> stay(state);
                };
            case EndAsked e ->
                to(
                        notStarted(
                                state.current().again(state.kind()),
                                e.status(),
                                Optional.of(StepError.of(e.reason())),
                                e.at()),
                        new Command.CancelTimer(new Timer(step, Timer.Kind.RETRY, state.attempt())));
            case Resumed e -> stay(state, setTimer(Timer.Kind.RETRY, state.attempt(), state.until()));
            case Report e -> onStale(state, e);
            case Arrival e -> stay(state);
        };
    }

    private StepDecision start(Try next, Instant at) {
        return to(new Running(next, at), new Command.StartWork(step, next, at)).with(setTimeout(next.attempt(), at));
    }

    private StepDecision park(Open state, StepEvent.Parked event) {
        return to(
                new Parked(state.current(), state.startedAt(), event.params(), event.jobId(), event.pollAt()),
                setTimer(Timer.Kind.POLL, state.attempt(), event.pollAt()));
    }

    private StepDecision interrupt(Running state, StepState.Cause cause, Instant at) {
        return to(
                new Ending(state.current(), state.startedAt(), cause),
                new Command.InterruptWork(step, state.attempt()),
                setTimer(Timer.Kind.GRACE, state.attempt(), at.plus(stopGrace)));
    }

    /** Ends an attempt whose body was interrupted, as what it was interrupted for. */
    private StepDecision settle(Ending state, Map<String, EvaluatedParam> params, Instant at) {
        return switch (state.cause()) {
            case Asked asked -> to(ended(state, params, asked.status(), asked.text(), at));
            case TookTooLong cause -> failed(state, params, FailureKind.TIMEOUT, StepError.of(cause.text()), at);
        };
    }

    private StepDecision failed(
            Open state, Map<String, EvaluatedParam> params, FailureKind kind, StepError error, Instant at) {
        var current = state.current();
        if (rules.allowsRetry(kind, current.retries().of(kind))) {
            var until = at.plus(rules.delay(kind, current.retries().of(kind)));
            return to(
                    new BackingOff(current, state.startedAt(), params, kind, error, at, until),
                    setTimer(Timer.Kind.RETRY, current.attempt(), until));
        }
        if (kind == FailureKind.TIMEOUT) {
            return to(failure(state, params, StepStatus.TIMED_OUT, error, at));
        }
        if (rules.failureMode() != FailureMode.IGNORE_FAILURE) {
            return to(failure(state, params, StepStatus.FATALLY_FAILED, error, at));
        }
        if (rules.conditional()) {
            return to(
                    new Concluding(current, state.startedAt(), params, error),
                    new Command.EvaluateConditions(step, current, state.startedAt(), params));
        }
        return to(finished(
                state,
                StepStatus.COMPLETED_WITH_ERROR,
                params,
                Optional.empty(),
                Optional.of(error),
                rules.allTrue(),
                at));
    }

    private static Finished succeeded(Open state, Succeeded event) {
        return finished(
                state,
                StepStatus.SUCCEEDED,
                event.params(),
                event.output(),
                Optional.empty(),
                event.transitions(),
                event.at());
    }

    private static Finished broken(Open state, Broke event) {
        return failure(state, event.params(), StepStatus.INTERNALLY_FAILED, event.error(), event.at());
    }

    private static Finished ended(
            Open state, Map<String, EvaluatedParam> params, StepStatus status, String reason, Instant at) {
        return failure(state, params, status, StepError.of(reason), at);
    }

    private static Finished failure(
            Open state, Map<String, EvaluatedParam> params, StepStatus status, StepError error, Instant at) {
        return finished(state, status, params, Optional.empty(), Optional.of(error), Map.of(), at);
    }

    private static Finished finished(
            Open state,
            StepStatus status,
            Map<String, EvaluatedParam> params,
            Optional<Object> output,
            Optional<StepError> error,
            Map<StepId, Boolean> transitions,
            Instant at) {
        return new Finished(
                state.current(), status, Optional.of(state.startedAt()), at, params, output, error, transitions);
    }

    private Finished notStarted(Try current, StepStatus status, Optional<StepError> error, Instant at) {
        var transitions = status.isComplete() ? rules.allFalse() : Map.<StepId, Boolean>of();
        return new Finished(current, status, Optional.empty(), at, Map.of(), Optional.empty(), error, transitions);
    }

    private String tooLong() {
        return "took longer than its timeout of " + rules.timeout();
    }

    private List<Command> stopJob(Open state, Map<String, EvaluatedParam> params, String jobId) {
        return List.of(new Command.StopJob(step, state.current(), state.startedAt(), params, jobId));
    }

    private Command setTimer(Timer.Kind kind, int attempt, Instant at) {
        return new Command.SetTimer(new Timer(step, kind, attempt), at);
    }

    private Command cancelGrace(Ending state) {
        return new Command.CancelTimer(new Timer(step, Timer.Kind.GRACE, state.attempt()));
    }

    private List<Command> setTimeout(int attempt, Instant startedAt) {
        return hasTimer(startedAt)
                ? List.of(setTimer(Timer.Kind.TIMEOUT, attempt, startedAt.plus(rules.timeout())))
                : List.of();
    }

    private List<Command> cancelTimeout(Open state) {
        return hasTimer(state.startedAt())
                ? List.of(new Command.CancelTimer(new Timer(step, Timer.Kind.TIMEOUT, state.attempt())))
                : List.of();
    }

    private List<Command> cancelTimers(Parked state) {
        var poll = List.<Command>of(new Command.CancelTimer(new Timer(step, Timer.Kind.POLL, state.attempt())));
        return stay(state).with(poll).with(cancelTimeout(state)).commands();
    }

    /** An attempt needs a timer of its own only if it would end before the run does; most do not, and so pay nothing. */
    private boolean hasTimer(Instant startedAt) {
        return startedAt.plus(rules.timeout()).isBefore(runDeadline);
    }
}
