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
import io.maestro.internal.kernel.StepEvent.NotBegun;
import io.maestro.internal.kernel.StepEvent.OfChildren;
import io.maestro.internal.kernel.StepEvent.OfEffects;
import io.maestro.internal.kernel.StepEvent.Opened;
import io.maestro.internal.kernel.StepEvent.OrderAsked;
import io.maestro.internal.kernel.StepEvent.PermitsGranted;
import io.maestro.internal.kernel.StepEvent.Reached;
import io.maestro.internal.kernel.StepEvent.ReachedBefore;
import io.maestro.internal.kernel.StepEvent.ReadyToCommit;
import io.maestro.internal.kernel.StepEvent.Report;
import io.maestro.internal.kernel.StepEvent.Resumed;
import io.maestro.internal.kernel.StepEvent.Succeeded;
import io.maestro.internal.kernel.StepEvent.TimerFired;
import io.maestro.internal.kernel.StepEvent.Unpaused;
import io.maestro.internal.kernel.StepEvent.Unsatisfied;
import io.maestro.internal.kernel.StepState.Asked;
import io.maestro.internal.kernel.StepState.AwaitingPermits;
import io.maestro.internal.kernel.StepState.BackingOff;
import io.maestro.internal.kernel.StepState.Committing;
import io.maestro.internal.kernel.StepState.Concluding;
import io.maestro.internal.kernel.StepState.CutOff;
import io.maestro.internal.kernel.StepState.Delegating;
import io.maestro.internal.kernel.StepState.Ending;
import io.maestro.internal.kernel.StepState.Finished;
import io.maestro.internal.kernel.StepState.InDoubt;
import io.maestro.internal.kernel.StepState.NotReached;
import io.maestro.internal.kernel.StepState.Ordered;
import io.maestro.internal.kernel.StepState.Parked;
import io.maestro.internal.kernel.StepState.Paused;
import io.maestro.internal.kernel.StepState.Running;
import io.maestro.internal.kernel.StepState.Searching;
import io.maestro.internal.kernel.StepState.TookTooLong;
import io.maestro.internal.kernel.StepState.Tried;
import io.maestro.internal.kernel.StepState.Unbegun;
import io.maestro.param.EvaluatedParam;
import io.maestro.run.Action;
import io.maestro.run.FailureKind;
import io.maestro.run.RunId;
import io.maestro.run.StepError;
import io.maestro.run.StepStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what follows from an event for one step: a table of state and event. Reports of an attempt that is over, and timers
 * that nobody waits for any more, are legal and change nothing.
 *
 * @param run the run
 * @param step the number of the step
 * @param rules what was declared for it
 * @param host what the host has decided
 * @param runDeadline when the run itself ends for taking too long
 * @param gate what may keep an attempt from beginning
 */
record StepDecider(RunId run, int step, StepRules rules, HostRules host, Instant runDeadline, Gate gate) {

    StepDecision decide(StepState state, StepEvent event) {
        if (isStale(state, event)) {
            return onStale(state, event);
        }
        return switch (state) {
            case NotReached s -> onNotReached(s, event);
            case Running s -> onRunning(s, event);
            case CutOff s -> onCutOff(s, event);
            case Unbegun s -> waiting().decide(s, event);
            case AwaitingPermits s -> waiting().decide(s, event);
            case Paused s -> waiting().decide(s, event);
            case InDoubt s -> effects().decide(s, event);
            case Committing s -> effects().decide(s, event).orElseGet(() -> lost(s, event.at()));
            case Parked s -> jobs().decide(s, event);
            case Ending s -> onEnding(s, event);
            case Concluding s -> onConcluding(s, event);
            case BackingOff s -> waiting().decide(s, event);
            case Delegating s -> delegations().decide(s, event);
            case Searching s -> delegations().decide(s, event);
            case Finished s -> onFinished(s, event);
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
            case OfChildren ofChildren -> ofChildren.attempt() != current;
            case OfEffects ofEffects -> ofEffects.attempt() != current;
            case PermitsGranted granted -> granted.attempt() != current;
            case Arrival arrival -> false;
            case EndAsked asked -> false;
            case OrderAsked asked -> false;
            case GoOnAsked asked -> false;
            case Unpaused unpaused -> false;
            case Resumed resumed -> false;
        };
    }

    /** Only what may be restarted is asked to go on after its end. */
    private StepDecision onFinished(StepState.Finished state, StepEvent event) {
        return event instanceof GoOnAsked asked ? goOn(state.current().restarted(), asked) : onStale(state, event);
    }

    /** Whoever asked for it is told that it is so, so it must not be forgotten. If the step is to be passed over, nothing begins. */
    private StepDecision goOn(Try next, GoOnAsked asked) {
        var begun = next.acted(asked.taken());
        var skip = begun.restart().flatMap(restart -> StepEnds.skip(restart, asked.taken()));
        return skip.isPresent()
                ? ends().ordered(begun.acted(skip.get()), skip.get(), asked.at())
                : to(new Unbegun(begun), timers().set(Timer.Kind.RETRY, begun.attempt(), asked.at()));
    }

    private StepDecision onNotReached(NotReached state, StepEvent event) {
        return switch (event) {
            case Reached e ->
                rules.broken().isPresent() ? broken(state, e.at()) : beginning().begin(Try.after(state), e.at());
            case ReachedBefore e -> reachedBefore(state, e.at());
            case Unsatisfied e ->
                to(ends().notStarted(Try.after(state), StepStatus.UNSATISFIED, Optional.empty(), e.at()));
            case Report e -> stay(state);
            case OfChildren e -> stay(state);
            case OfEffects e -> stay(state);
            case PermitsGranted e -> stay(state);
            case TimerFired e -> stay(state);
            case EndAsked e -> stay(state);
            case OrderAsked e -> ends().ordered(Try.after(state).acted(e.taken()), e.taken(), e.at());
            case Resumed e -> stay(state);
            case Unpaused e -> stay(state);
            case GoOnAsked e -> goOn(Try.after(state), e);
        };
    }

    /**
     * Where the start is recorded before the work begins, and is not, the work has not begun; so it is where it needs permits. It may have
     * begun otherwise, and is to begin anew, which a breakpoint may hold.
     */
    private StepDecision reachedBefore(NotReached state, Instant at) {
        if (rules.broken().isPresent()) {
            return broken(state, at);
        }
        var first = Try.after(state);
        return rules.startsAreRecorded()
                        || beginning().isHeld(first, at)
                        || !gate.needs().isEmpty()
                ? beginning().begin(first, at)
                : beginning().recover(first, new CutOff(first, at), at);
    }

    private StepDecision broken(NotReached state, Instant at) {
        return to(ends().notStarted(Try.after(state), StepStatus.INTERNALLY_FAILED, rules.broken(), at));
    }

    /** Nothing of what was done in the transaction has happened; whether anything was done beside it is not known. */
    private StepDecision lost(Committing state, Instant at) {
        return rules.startsAreRecorded()
                ? effects().cutOff(new CutOff(state.current(), state.startedAt()), at)
                : beginning().recover(state.current(), state, at);
    }

    private StepDecision onCutOff(CutOff state, StepEvent event) {
        return switch (event) {
            case Resumed e
            when state.current().order().isPresent() ->
                ends().ordered(state, state.params(), state.current().order().get(), e.at());
            case Resumed e ->
                rules.startsAreRecorded()
                        ? effects().cutOff(state, e.at())
                        : beginning().recover(state.current(), state, e.at());
            case OrderAsked e -> ends().ordered(acted(state, e), state.params(), e.taken(), e.at());
            case EndAsked e -> to(StepEnds.ended(state, state.params(), e.status(), e.reason(), e.at()));
            case Report e -> onStale(state, e);
            case TimerFired e -> stay(state);
            case OfChildren e -> stay(state);
            case OfEffects e -> stay(state);
            case PermitsGranted e -> stay(state);
            case Arrival e -> stay(state);
            case Unpaused e -> stay(state);
            case GoOnAsked e -> stay(state);
        };
    }

    private StepDecision onRunning(Running state, StepEvent event) {
        return switch (event) {
            case NotBegun e -> to(new Unbegun(state.current())).with(timers().cancelTimeout(state));
            case Succeeded e -> to(StepEnds.succeeded(state, e)).with(timers().cancelTimeout(state));
            case ReadyToCommit e -> effects().ready(state, e, Optional.empty()).with(timers().cancelTimeout(state));
            case Failed e ->
                ends().failed(state, e.params(), e.kind(), e.error(), e.at()).with(timers().cancelTimeout(state));
            case Broke e ->
                to(StepEnds.broken(state, e.params(), e.error(), e.at())).with(timers().cancelTimeout(state));
            case StepEvent.Parked e -> jobs().park(state, e);
            case Opened e -> delegations().open(state, e);
            case TimerFired e ->
                switch (e.kind()) {
                    case TIMEOUT -> interrupt(state, new TookTooLong(ends().tooLong()), e.at());
                    case RETRY, POLL, GRACE -> stay(state);
                };
            case EndAsked e ->
                interrupt(state, new Asked(e.status(), e.reason()), e.at()).with(timers().cancelTimeout(state));
            case OrderAsked e ->
                interrupt(acted(state, e), new Ordered(e.taken()), e.at()).with(timers().cancelTimeout(state));
            case Resumed e -> beginning().start(state.current(), e.at());
            case ConditionsKnown e -> stay(state);
            case ConditionsBroke e -> stay(state);
            case Answered e -> stay(state);
            case OfChildren e -> stay(state);
            case OfEffects e -> stay(state);
            case PermitsGranted e -> stay(state);
            case Arrival e -> stay(state);
            case Unpaused e -> stay(state);
            case GoOnAsked e -> stay(state);
        };
    }

    private StepDecision onEnding(Ending state, StepEvent event) {
        return switch (event) {
            // Work that was done before it noticed is done, whatever was asked of it: that is the truth to record.
            case Succeeded e
            when !(state.cause() instanceof TookTooLong) ->
                to(StepEnds.succeeded(state, e)).with(cancelGrace(state));
            case Succeeded e -> settle(state, e.params(), e.at()).with(cancelGrace(state));
            case ReadyToCommit e ->
                (state.cause() instanceof Asked asked
                                ? effects().ready(state, e, Optional.of(asked))
                                : settle(state, e.params(), e.at()))
                        .with(cancelGrace(state));
            // A body that says that no attempt can help must not be run again because it said so late.
            case Failed e
            when e.kind() == FailureKind.FATAL && state.cause() instanceof TookTooLong ->
                ends().failed(state, e.params(), e.kind(), e.error(), e.at()).with(cancelGrace(state));
            case Failed e -> settle(state, e.params(), e.at()).with(cancelGrace(state));
            case Broke e -> settle(state, e.params(), e.at()).with(cancelGrace(state));
            case StepEvent.Parked e ->
                settle(state, e.params(), e.at())
                        .with(cancelGrace(state))
                        .with(jobs().stop(state, e.params(), e.jobId()));
            case TimerFired e ->
                switch (e.kind()) {
                    case GRACE ->
                        settle(state, state.params(), e.at())
                                .after(List.of(new Command.GiveUpWork(step, state.attempt())));
                    case TIMEOUT, RETRY, POLL -> stay(state);
                };
            case EndAsked e -> to(new Ending(state.current(), state.startedAt(), new Asked(e.status(), e.reason())));
            case OrderAsked e ->
                to(new Ending(state.current().acted(e.taken()), state.startedAt(), new Ordered(e.taken())));
            case Resumed e -> settle(state, state.params(), e.at());
            case Opened e -> settle(state, e.params(), e.at()).with(cancelGrace(state));
            case ConditionsKnown e -> stay(state);
            case ConditionsBroke e -> stay(state);
            case Answered e -> stay(state);
            case OfChildren e -> stay(state);
            case OfEffects e -> stay(state);
            case PermitsGranted e -> stay(state);
            case Arrival e -> stay(state);
            case Unpaused e -> stay(state);
            case GoOnAsked e -> stay(state);
        };
    }

    private StepDecision onConcluding(Concluding state, StepEvent event) {
        return switch (event) {
            case ConditionsKnown e -> to(StepEnds.concluded(state, e.params(), e.transitions(), e.at()));
            case ConditionsBroke e ->
                to(StepEnds.notConcluded(state, e.params(), StepStatus.INTERNALLY_FAILED, e.error(), e.at()));
            case EndAsked e -> notConcluded(state, state.current(), e.status(), e.reason(), e.at());
            case OrderAsked e
            when e.taken().action() == Action.STOP ->
                notConcluded(
                        state,
                        state.current().acted(e.taken()),
                        StepStatus.STOPPED,
                        e.taken().toString(),
                        e.at());
            // These come of a body that did not end when it was interrupted.
            case Succeeded e -> stay(state);
            case Failed e -> stay(state);
            case Broke e -> stay(state);
            case ReadyToCommit e -> stay(state);
            case StepEvent.Parked e -> onStale(state, e);
            case Opened e -> stay(state);
            case Answered e -> stay(state);
            case OfChildren e -> stay(state);
            case OfEffects e -> stay(state);
            case PermitsGranted e -> stay(state);
            case TimerFired e -> stay(state);
            case Arrival e -> stay(state);
            case Resumed e -> ends().conclude(state, e.at());
            case OrderAsked e -> stay(state);
            case Unpaused e -> stay(state);
            case GoOnAsked e -> stay(state);
        };
    }

    private StepDecision notConcluded(Concluding state, Try current, StepStatus status, String reason, Instant at) {
        return to(
                StepEnds.notConcluded(state.of(current), state.params(), status, StepError.of(reason), at),
                new Command.InterruptWork(step, state.attempt()));
    }

    private StepDecision interrupt(Running state, StepState.Interruption cause, Instant at) {
        return to(
                new Ending(state.current(), state.startedAt(), cause),
                new Command.InterruptWork(step, state.attempt()),
                timers().set(Timer.Kind.GRACE, state.attempt(), at.plus(host.stopGrace())));
    }

    /** Ends an attempt whose body was interrupted, as what it was interrupted for. */
    private StepDecision settle(Ending state, Map<String, EvaluatedParam> params, Instant at) {
        return switch (state.cause()) {
            case Asked asked -> to(StepEnds.ended(state, params, asked.status(), asked.text(), at));
            case TookTooLong cause -> ends().failed(state, params, FailureKind.TIMEOUT, StepError.of(cause.text()), at);
            case Ordered order -> ends().ordered(state, params, order.action(), at);
        };
    }

    private List<Command> cancelGrace(Ending state) {
        return List.of(timers().cancel(Timer.Kind.GRACE, state.attempt()));
    }

    private static Running acted(Running state, OrderAsked event) {
        return new Running(state.current().acted(event.taken()), state.startedAt());
    }

    private static CutOff acted(CutOff state, OrderAsked event) {
        return new CutOff(state.current().acted(event.taken()), state.startedAt());
    }

    private WaitingDecider waiting() {
        return new WaitingDecider(step, beginning(), ends(), timers());
    }

    private Beginning beginning() {
        return new Beginning(step, host, ends(), timers(), gate);
    }

    private StepEnds ends() {
        return new StepEnds(run, step, rules);
    }

    private StepTimers timers() {
        return new StepTimers(step, rules, runDeadline);
    }

    private JobDecider jobs() {
        return new JobDecider(step, ends(), timers(), effects());
    }

    private EffectsDecider effects() {
        return new EffectsDecider(step, rules, ends());
    }

    private DelegationDecider delegations() {
        return new DelegationDecider(step, rules, ends(), timers(), gate);
    }
}
