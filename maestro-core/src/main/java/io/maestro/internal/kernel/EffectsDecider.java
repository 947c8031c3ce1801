package io.maestro.internal.kernel;

import static io.maestro.internal.kernel.StepDecision.stay;
import static io.maestro.internal.kernel.StepDecision.to;

import io.maestro.internal.kernel.StepState.Asked;
import io.maestro.internal.kernel.StepState.BackingOff;
import io.maestro.internal.kernel.StepState.Committing;
import io.maestro.internal.kernel.StepState.CutOff;
import io.maestro.internal.kernel.StepState.InDoubt;
import io.maestro.internal.kernel.StepState.Open;
import io.maestro.internal.kernel.StepState.Running;
import io.maestro.run.FailureKind;
import io.maestro.run.StepError;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what follows from what is known, or not, of what the work of an attempt did to the world outside.
 *
 * @param step the number of the step
 * @param rules what was declared for it
 * @param ends how an attempt can end
 */
record EffectsDecider(int step, StepRules rules, StepEnds ends) {

    private static final StepError UNKNOWN =
            StepError.of("it was cut off, and whether its work was done, which may be done once at most, is not known");

    /** Work that may be done once at most was cut off: whoever was asked has said what became of it, or is asked now. */
    StepDecision cutOff(CutOff state, Instant at) {
        if (state.current().settled().isPresent()) {
            return conclude(state.current(), state.startedAt());
        }
        return switch (rules.effects().inDoubt()) {
            case WAIT ->
                to(
                        new InDoubt(state.current(), state.startedAt()),
                        new Command.TellInDoubt(step, state.current(), state.startedAt()));
            case FAIL -> ends.failed(state, state.params(), FailureKind.FATAL, UNKNOWN, at);
            case RETRY -> ends.failed(state, state.params(), FailureKind.PLATFORM, UNKNOWN, at);
        };
    }

    StepDecision decide(InDoubt state, StepEvent event) {
        return switch (event) {
            case StepEvent.Judged e -> judged(state, e);
            case StepEvent.EndAsked e ->
                to(StepEnds.ended(state, state.params(), e.status(), e.reason() + "; " + UNKNOWN.message(), e.at()));
            case StepEvent.OrderAsked e ->
                ends.ordered(
                        new InDoubt(state.current().acted(e.taken()), state.startedAt()),
                        state.params(),
                        e.taken(),
                        e.at());
            case StepEvent.Committed e -> stay(state);
            case StepEvent.CommitLost e -> stay(state);
            case StepEvent.CommitRefused e -> stay(state);
            case StepEvent.NotBegun e -> stay(state);
            case StepEvent.GoOnAsked e -> stay(state);
            case StepEvent.PermitsGranted e -> stay(state);
            case StepEvent.Unpaused e -> stay(state);
            case StepEvent.Report e -> stay(state);
            case StepEvent.OfChildren e -> stay(state);
            case StepEvent.TimerFired e -> stay(state);
            case StepEvent.Arrival e -> stay(state);
            case StepEvent.Resumed e -> stay(state);
        };
    }

    private StepDecision judged(InDoubt state, StepEvent.Judged event) {
        var current = state.current().settled(event.settled());
        return switch (event.settled().settlement().verdict()) {
            case DONE, FAILED -> conclude(current, state.startedAt());
            case RUN_AGAIN ->
                to(
                        new BackingOff(
                                current,
                                state.startedAt(),
                                state.params(),
                                FailureKind.PLATFORM,
                                StepError.of(event.settled().text()),
                                event.at(),
                                event.at()),
                        new Command.SetTimer(new Timer(step, Timer.Kind.RETRY, current.attempt()), event.at()));
        };
    }

    /** What was said is recorded first; then the params and conditions of the attempt are evaluated as if its body had said it. */
    private StepDecision conclude(Try settled, Instant startedAt) {
        return to(new Running(settled, startedAt), new Command.StartWork(step, settled, startedAt));
    }

    /** Nothing that rests on the outcome may begin before it is known whether it was committed. */
    StepDecision ready(Open state, StepEvent.ReadyToCommit event, Optional<Asked> asked) {
        return to(new Committing(StepEnds.succeeded(state, event.outcome()), state.startedAt(), asked));
    }

    /**
     * Decides about an attempt whose transaction is being committed.
     *
     * @return what follows, or empty if nothing of its work has happened and it is to be done again
     */
    Optional<StepDecision> decide(Committing state, StepEvent event) {
        return switch (event) {
            case StepEvent.Committed e -> Optional.of(to(state.outcome()));
            case StepEvent.CommitLost e ->
                state.asked()
                        .map(asked -> to(StepEnds.ended(state, state.params(), asked.status(), asked.text(), e.at())));
            case StepEvent.CommitRefused e ->
                Optional.of(state.asked()
                        .map(asked -> to(StepEnds.ended(state, state.params(), asked.status(), asked.text(), e.at())))
                        .orElseGet(() -> ends.failed(state, state.params(), FailureKind.USER, e.error(), e.at())));
            case StepEvent.EndAsked e ->
                Optional.of(to(new Committing(
                        state.outcome(), state.startedAt(), Optional.of(new Asked(e.status(), e.reason())))));
            case StepEvent.OrderAsked e -> Optional.of(stay(state));
            case StepEvent.GoOnAsked e -> Optional.of(stay(state));
            case StepEvent.PermitsGranted e -> Optional.of(stay(state));
            case StepEvent.Unpaused e -> Optional.of(stay(state));
            case StepEvent.Judged e -> Optional.of(stay(state));
            case StepEvent.NotBegun e -> Optional.of(stay(state));
            case StepEvent.Report e -> Optional.of(stay(state));
            case StepEvent.OfChildren e -> Optional.of(stay(state));
            case StepEvent.TimerFired e -> Optional.of(stay(state));
            case StepEvent.Arrival e -> Optional.of(stay(state));
            case StepEvent.Resumed e -> Optional.of(stay(state));
        };
    }
}
