package io.maestro.internal.kernel;

import static io.maestro.internal.kernel.StepDecision.stay;
import static io.maestro.internal.kernel.StepDecision.to;

import io.maestro.internal.kernel.StepEvent.Arrival;
import io.maestro.internal.kernel.StepEvent.EndAsked;
import io.maestro.internal.kernel.StepEvent.GoOnAsked;
import io.maestro.internal.kernel.StepEvent.OfChildren;
import io.maestro.internal.kernel.StepEvent.OfEffects;
import io.maestro.internal.kernel.StepEvent.OrderAsked;
import io.maestro.internal.kernel.StepEvent.PermitsGranted;
import io.maestro.internal.kernel.StepEvent.Report;
import io.maestro.internal.kernel.StepEvent.Resumed;
import io.maestro.internal.kernel.StepEvent.TimerFired;
import io.maestro.internal.kernel.StepEvent.Unpaused;
import io.maestro.internal.kernel.StepState.AwaitingPermits;
import io.maestro.internal.kernel.StepState.BackingOff;
import io.maestro.internal.kernel.StepState.Paused;
import io.maestro.internal.kernel.StepState.Unbegun;
import io.maestro.run.StepError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides for a step that waits for its next attempt to begin.
 *
 * @param step the number of the step
 * @param beginning how an attempt can begin
 * @param ends how an attempt can end
 * @param timers the timers of its attempts
 */
record WaitingDecider(int step, Beginning beginning, StepEnds ends, StepTimers timers) {

    StepDecision decide(Unbegun state, StepEvent event) {
        return switch (event) {
            case Resumed e -> beginning.start(state.current(), e.at());
            case OrderAsked e -> ends.ordered(state.current().acted(e.taken()), e.taken(), e.at());
            case EndAsked e ->
                to(ends.notStarted(state.current(), e.status(), Optional.of(StepError.of(e.reason())), e.at()));
            case Report e -> late(state, e);
            case TimerFired e ->
                switch (e.kind()) {
                    case RETRY -> beginning.begin(state.current(), e.at());
                    case TIMEOUT, POLL, GRACE -> stay(state);
                };
            case OfChildren e -> stay(state);
            case OfEffects e -> stay(state);
            case PermitsGranted e -> stay(state);
            case Arrival e -> stay(state);
            case Unpaused e -> stay(state);
            case GoOnAsked e -> stay(state);
        };
    }

    StepDecision decide(AwaitingPermits state, StepEvent event) {
        return switch (event) {
            case PermitsGranted e when !isAnswered(state, e) -> stay(state);
            // A run that is paused must not keep from others what it does not use.
            case PermitsGranted e
            when beginning.gate().isShut() ->
                to(new AwaitingPermits(state.current().asking(Optional.empty())));
            case PermitsGranted e -> beginning.startNow(state.current(), e.at());
            case Unpaused e when state.current().permits().isEmpty() -> beginning.start(state.current(), e.at());
            case Unpaused e -> stay(state);
            case Resumed e
            when beginning.gate().isShut() ->
                to(new AwaitingPermits(state.current().asking(Optional.empty())));
            case Resumed e -> beginning.start(state.current(), e.at());
            case OrderAsked e -> ends.ordered(state.current().acted(e.taken()), e.taken(), e.at());
            case EndAsked e ->
                to(ends.notStarted(state.current(), e.status(), Optional.of(StepError.of(e.reason())), e.at()));
            case GoOnAsked e -> stay(state);
            case Report e -> late(state, e);
            case TimerFired e -> stay(state);
            case OfChildren e -> stay(state);
            case OfEffects e -> stay(state);
            case Arrival e -> stay(state);
        };
    }

    /** What was given to who asked before does not count for who asks again. */
    private static boolean isAnswered(AwaitingPermits state, PermitsGranted event) {
        return state.current()
                .permits()
                .filter(request -> request.turn() == event.turn())
                .isPresent();
    }

    StepDecision decide(Paused state, StepEvent event) {
        return switch (event) {
            case GoOnAsked e -> beginning.start(state.current().acted(e.taken()), e.at());
            case OrderAsked e -> ends.ordered(state.current().acted(e.taken()), e.taken(), e.at());
            case EndAsked e ->
                to(ends.notStarted(state.current(), e.status(), Optional.of(StepError.of(e.reason())), e.at()));
            case Unpaused e -> stay(state);
            case Resumed e -> stay(state);
            case Report e -> late(state, e);
            case TimerFired e -> stay(state);
            case OfChildren e -> stay(state);
            case OfEffects e -> stay(state);
            case PermitsGranted e -> stay(state);
            case Arrival e -> stay(state);
        };
    }

    StepDecision decide(BackingOff state, StepEvent event) {
        return switch (event) {
            case TimerFired e ->
                switch (e.kind()) {
                    case RETRY ->
                        beginning.gate().isShut()
                                ? stay(state)
                                : beginning.begin(state.current().again(state.kind()), e.at());
                    case TIMEOUT, POLL, GRACE -> stay(state);
                };
            case EndAsked e ->
                to(
                        ends.notStarted(
                                state.current().again(state.kind()),
                                e.status(),
                                Optional.of(StepError.of(e.reason())),
                                e.at()),
                        timers.cancel(Timer.Kind.RETRY, state.attempt()));
            case GoOnAsked e -> to(state.retriedAt(e.taken()), retry(state, e.at()));
            // The time has passed in vain while the run was paused.
            case Unpaused e
            when !state.until().isAfter(e.at()) ->
                beginning.begin(state.current().again(state.kind()), e.at());
            case Unpaused e -> stay(state);
            case OrderAsked e ->
                ends.ordered(state.current().again(state.kind()).acted(e.taken()), e.taken(), e.at())
                        .with(List.of(timers.cancel(Timer.Kind.RETRY, state.attempt())));
            case Resumed e -> stay(state, retry(state, state.until()));
            case Report e -> late(state, e);
            case OfChildren e -> stay(state);
            case OfEffects e -> stay(state);
            case PermitsGranted e -> stay(state);
            case Arrival e -> stay(state);
        };
    }

    private Command retry(BackingOff state, Instant at) {
        return timers.set(Timer.Kind.RETRY, state.attempt(), at);
    }

    /** A job that was started for an attempt which is over would otherwise go on with nobody to ask for it. */
    private StepDecision late(StepState state, Report report) {
        return report instanceof StepEvent.Parked job
                ? stay(state, new Command.StopJob(step, job.current(), job.at(), job.params(), job.jobId()))
                : stay(state);
    }
}
