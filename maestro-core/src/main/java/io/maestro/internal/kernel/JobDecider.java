package io.maestro.internal.kernel;

import static io.maestro.internal.kernel.StepDecision.stay;
import static io.maestro.internal.kernel.StepDecision.to;

import io.maestro.internal.kernel.StepEvent.Answered;
import io.maestro.internal.kernel.StepEvent.Arrival;
import io.maestro.internal.kernel.StepEvent.Broke;
import io.maestro.internal.kernel.StepEvent.ConditionsBroke;
import io.maestro.internal.kernel.StepEvent.ConditionsKnown;
import io.maestro.internal.kernel.StepEvent.EndAsked;
import io.maestro.internal.kernel.StepEvent.Failed;
import io.maestro.internal.kernel.StepEvent.GoOnAsked;
import io.maestro.internal.kernel.StepEvent.OfChildren;
import io.maestro.internal.kernel.StepEvent.OfEffects;
import io.maestro.internal.kernel.StepEvent.Opened;
import io.maestro.internal.kernel.StepEvent.OrderAsked;
import io.maestro.internal.kernel.StepEvent.PermitsGranted;
import io.maestro.internal.kernel.StepEvent.ReadyToCommit;
import io.maestro.internal.kernel.StepEvent.Resumed;
import io.maestro.internal.kernel.StepEvent.Succeeded;
import io.maestro.internal.kernel.StepEvent.TimerFired;
import io.maestro.internal.kernel.StepEvent.Unpaused;
import io.maestro.internal.kernel.StepState.Open;
import io.maestro.internal.kernel.StepState.Parked;
import io.maestro.param.EvaluatedParam;
import io.maestro.run.FailureKind;
import io.maestro.run.StepError;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides for a step whose work is a job that goes on elsewhere, and is asked after now and then.
 *
 * @param step the number of the step
 * @param ends how attempts end
 * @param timers the timers of the step
 * @param effects decides what is committed with effects
 */
record JobDecider(int step, StepEnds ends, StepTimers timers, EffectsDecider effects) {

    StepDecision decide(Parked state, StepEvent event) {
        return switch (event) {
            case Succeeded e -> to(StepEnds.succeeded(state, e)).with(cancelTimers(state));
            case ReadyToCommit e -> effects.ready(state, e, Optional.empty()).with(cancelTimers(state));
            case Failed e ->
                ends.failed(state, e.params(), e.kind(), e.error(), e.at()).with(cancelTimers(state));
            case Broke e ->
                to(StepEnds.broken(state, e.params(), e.error(), e.at())).with(cancelTimers(state));
            case StepEvent.Parked e -> park(state, e);
            case TimerFired e ->
                switch (e.kind()) {
                    case POLL ->
                        stay(
                                state,
                                new Command.PollWork(
                                        step, state.current(), state.startedAt(), state.params(), state.jobId()));
                    case TIMEOUT ->
                        ends.failed(state, state.params(), FailureKind.TIMEOUT, StepError.of(ends.tooLong()), e.at())
                                .with(cancelTimers(state))
                                .with(stop(state, state.params(), state.jobId()));
                    case RETRY, GRACE -> stay(state);
                };
            case EndAsked e ->
                to(StepEnds.ended(state, state.params(), e.status(), e.reason(), e.at()))
                        .with(cancelTimers(state))
                        .with(stop(state, state.params(), state.jobId()));
            case OrderAsked e ->
                ends.ordered(acted(state, e), state.params(), e.taken(), e.at())
                        // Whoever stops the job must not interrupt the evaluation of conditions.
                        .after(stop(state, state.params(), state.jobId()))
                        .with(cancelTimers(state));
            case Resumed e ->
                stay(state, timers.set(Timer.Kind.POLL, state.attempt(), state.pollAt()))
                        .with(timers.setTimeout(state.attempt(), state.startedAt()));
            case ConditionsKnown e -> stay(state);
            case ConditionsBroke e -> stay(state);
            case Opened e -> stay(state);
            case Answered e -> stay(state);
            case OfChildren e -> stay(state);
            case OfEffects e -> stay(state);
            case PermitsGranted e -> stay(state);
            case Arrival e -> stay(state);
            case Unpaused e -> stay(state);
            case GoOnAsked e -> stay(state);
        };
    }

    /** Has an attempt wait for a job. */
    StepDecision park(Open state, StepEvent.Parked event) {
        return to(
                new Parked(state.current(), state.startedAt(), event.params(), event.jobId(), event.pollAt()),
                timers.set(Timer.Kind.POLL, state.attempt(), event.pollAt()));
    }

    /** Has a job stopped. */
    List<Command> stop(Open state, Map<String, EvaluatedParam> params, String jobId) {
        return List.of(new Command.StopJob(step, state.current(), state.startedAt(), params, jobId));
    }

    private List<Command> cancelTimers(Parked state) {
        var poll = List.of(timers.cancel(Timer.Kind.POLL, state.attempt()));
        return stay(state).with(poll).with(timers.cancelTimeout(state)).commands();
    }

    private static Parked acted(Parked state, OrderAsked event) {
        return new Parked(
                state.current().acted(event.taken()), state.startedAt(), state.params(), state.jobId(), state.pollAt());
    }
}
