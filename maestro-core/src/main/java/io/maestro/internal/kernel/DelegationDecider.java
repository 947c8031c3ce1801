package io.maestro.internal.kernel;

import static io.maestro.internal.kernel.StepDecision.stay;
import static io.maestro.internal.kernel.StepDecision.to;

import io.maestro.definition.FailureMode;
import io.maestro.internal.kernel.StepState.Asked;
import io.maestro.internal.kernel.StepState.CameApart;
import io.maestro.internal.kernel.StepState.Cause;
import io.maestro.internal.kernel.StepState.ChildFailed;
import io.maestro.internal.kernel.StepState.Delegated;
import io.maestro.internal.kernel.StepState.Delegating;
import io.maestro.internal.kernel.StepState.Ordered;
import io.maestro.internal.kernel.StepState.Running;
import io.maestro.internal.kernel.StepState.Searching;
import io.maestro.internal.kernel.StepState.TookTooLong;
import io.maestro.run.Children;
import io.maestro.run.FailureKind;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepError;
import io.maestro.run.StepStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides for a step that has runs of their own do its work: the iterations of a loop, or a subworkflow (spec: runtime, sections
 * 7.5 to 7.7). Such a step ends when all its runs have, whatever was asked of it meanwhile.
 *
 * @param step the number of the step
 * @param rules what was declared for it
 * @param ends how an attempt can end
 * @param timers the timers of its attempts
 * @param gate what may keep runs from beginning
 */
record DelegationDecider(int step, StepRules rules, StepEnds ends, StepTimers timers, Gate gate) {

    /** What is to be done is known and about to be recorded; then it begins. */
    StepDecision open(Running state, StepEvent.Opened event) {
        if (event.children() instanceof Children.Iterations iterations
                && iterations.kept().isPresent()) {
            var looking = new Searching(
                    state.current(),
                    state.startedAt(),
                    event.params(),
                    iterations,
                    new ArrayList<>(),
                    Optional.empty());
            return to(looking, new Command.FindChildren(step, state.current(), event.params(), iterations));
        }
        var offspring = delegation().offspring(event.children(), event.params());
        var opened = new Delegating(
                state.current(), state.startedAt(), event.params(), event.children(), offspring, Optional.empty());
        return advance(opened, true, event.at());
    }

    StepDecision decide(Delegating state, StepEvent event) {
        return switch (event) {
            case StepEvent.Answered e -> answer(state, e);
            case StepEvent.ChildBegan e -> began(state, e);
            case StepEvent.ChildEnded e -> {
                state.offspring().ended(e.child());
                yield afterEnd(state, false, e.at());
            }
            case StepEvent.ChildLost e -> {
                state.offspring().ended(lost(state.runs(), e.number()));
                yield close(state, new CameApart(e.error()), e.at());
            }
            case StepEvent.Broke e -> close(state, new CameApart(e.error()), e.at());
            case StepEvent.EndAsked e -> close(state, new Asked(e.status(), e.reason()), e.at());
            case StepEvent.OrderAsked e -> close(state.acted(e.taken()), new Ordered(e.taken()), e.at());
            case StepEvent.TimerFired e ->
                switch (e.kind()) {
                    case TIMEOUT -> close(state, new TookTooLong(ends.tooLong()), e.at());
                    case RETRY, POLL, GRACE -> stay(state);
                };
            case StepEvent.Report e -> stay(state);
            case StepEvent.OfEffects e -> stay(state);
            case StepEvent.PermitsGranted e -> stay(state);
            case StepEvent.Unpaused e -> state.closing().isPresent() ? stay(state) : advance(state, false, e.at());
            case StepEvent.GoOnAsked e -> restart(state, e);
            case StepEvent.ChildrenFound e -> stay(state);
            case StepEvent.Arrival e -> stay(state);
            case StepEvent.Resumed e -> stay(state);
        };
    }

    StepDecision decide(Searching state, StepEvent event) {
        return switch (event) {
            case StepEvent.Resumed e ->
                stay(state, new Command.FindChildren(step, state.current(), state.params(), state.runs()))
                        .with(timers.setTimeout(state.attempt(), state.startedAt()));
            case StepEvent.ChildrenFound e -> found(state, e);
            case StepEvent.ChildEnded e -> {
                state.early().add(e.child());
                yield stay(state);
            }
            case StepEvent.Broke e -> to(StepEnds.broken(state, state.params(), e.error(), e.at()));
            case StepEvent.EndAsked e -> closing(state, new Asked(e.status(), e.reason()));
            case StepEvent.OrderAsked e -> closing(state.acted(e.taken()), new Ordered(e.taken()));
            case StepEvent.TimerFired e ->
                switch (e.kind()) {
                    case TIMEOUT -> closing(state, new TookTooLong(ends.tooLong()));
                    case RETRY, POLL, GRACE -> stay(state);
                };
            case StepEvent.ChildLost e -> stay(state);
            case StepEvent.ChildBegan e -> stay(state);
            case StepEvent.Report e -> stay(state);
            case StepEvent.OfEffects e -> stay(state);
            case StepEvent.PermitsGranted e -> stay(state);
            case StepEvent.Unpaused e -> stay(state);
            case StepEvent.GoOnAsked e -> stay(state);
            case StepEvent.Arrival e -> stay(state);
        };
    }

    private Delegation delegation() {
        return rules.delegation()
                .orElseThrow(() -> new IllegalStateException("step " + step + " does its work itself"));
    }

    private static Offspring.Child lost(Children runs, long number) {
        long run = runs instanceof Children.Iterations iterations
                ? iterations
                        .again()
                        .filter(again -> again.number() == number)
                        .map(Children.Again::run)
                        .orElse(iterations.run())
                : 1;
        return new Offspring.Child(number, run, RunStatus.FAILED, Rollup.none(), Map.of());
    }

    /** Only what may be restarted is asked to be. Who has asked is recorded before the iteration begins, so it is not forgotten. */
    private StepDecision restart(Delegating state, StepEvent.GoOnAsked event) {
        if (!(state.runs() instanceof Children.Iterations runs)
                || !(state.offspring() instanceof Window window)
                || event.iteration().isEmpty()) {
            return stay(state);
        }
        var newest = event.iteration().get();
        var ended = new RunId(runs.workflow(), newest.number(), newest.run());
        var restarted = runs.restarted(ended);
        window.restart(newest, restarted);
        return advance(
                new Delegating(
                        state.current().restartedIteration(event.taken()),
                        state.startedAt(),
                        state.params(),
                        restarted,
                        window,
                        Optional.empty()),
                true,
                event.at());
    }

    private StepDecision answer(Delegating state, StepEvent.Answered event) {
        if (!(state.offspring() instanceof Passes passes) || state.closing().isPresent()) {
            return stay(state);
        }
        if (event.holds() && delegation() instanceof Delegation.While(int max) && event.number() > max) {
            var error = StepError.of("the condition still holds after " + max + " iterations, which is the limit");
            return ends.failed(state, state.params(), FailureKind.FATAL, error, event.at())
                    .with(timers.cancelTimeout(state));
        }
        passes.answered(event.number(), event.values(), event.holds());
        return advance(state, false, event.at());
    }

    private StepDecision began(Delegating state, StepEvent.ChildBegan event) {
        if (state.offspring() instanceof Window window) {
            window.began(event.child().instance());
        }
        if (!(state.offspring() instanceof Single single)
                || !(state.runs() instanceof Children.Subworkflow subworkflow)) {
            return stay(state);
        }
        single.began();
        var known = new Delegating(
                state.current(),
                state.startedAt(),
                state.params(),
                subworkflow.started(event.child()),
                single,
                state.closing());
        return state.closing().isPresent()
                ? close(known, state.closing().get(), event.at())
                : advance(known, true, event.at());
    }

    private StepDecision afterEnd(Delegating state, boolean changed, Instant at) {
        if (state.closing().isPresent()) {
            return finishIfQuiet(state, at);
        }
        if (state.offspring().hasFailed()
                && rules.failureMode() == FailureMode.FAIL_IMMEDIATELY
                && !state.offspring().isQuiet()) {
            return close(state, new ChildFailed("an iteration failed"), at);
        }
        return advance(state, changed, at);
    }

    private StepDecision found(Searching state, StepEvent.ChildrenFound event) {
        var offspring = delegation().offspring(event.children(), state.params());
        var found = event.found();
        offspring.found(event.children(), isToEndAtOnce(found) ? found.withoutMissing() : found);
        state.early().forEach(offspring::ended);
        var closing = state.closing().or(() -> cause(state, event));
        var known = new Delegating(
                state.current(), state.startedAt(), state.params(), event.children(), offspring, closing);
        return closing.isPresent() ? close(known, closing.get(), event.at()) : afterEnd(known, true, event.at());
    }

    private boolean isToEndAtOnce(Offspring.Found found) {
        return found.ended().containsKey(RunStatus.FAILED) && rules.failureMode() == FailureMode.FAIL_IMMEDIATELY;
    }

    /** That time has run out is not recorded; runs that were stopped when it had, were stopped for that. */
    private Optional<Cause> cause(Searching state, StepEvent.ChildrenFound event) {
        return event.found().ended().containsKey(RunStatus.STOPPED) && timers.isTimeOver(state.startedAt(), event.at())
                ? Optional.of(new TookTooLong(ends.tooLong()))
                : Optional.empty();
    }

    /** Has begin what may, or ends the step when its runs are through. */
    private StepDecision advance(Delegating state, boolean changed, Instant at) {
        var commands = new ArrayList<Command>();
        for (var move :
                gate.isShut() ? List.<Offspring.Move>of() : state.offspring().advance()) {
            commands.add(
                    switch (move) {
                        case Offspring.Begin begin ->
                            new Command.BeginChild(
                                    step,
                                    state.current(),
                                    state.params(),
                                    state.runs(),
                                    begin.number(),
                                    begin.values());
                        case Offspring.Ask ask ->
                            new Command.AskCondition(
                                    step,
                                    state.current(),
                                    state.startedAt(),
                                    state.params(),
                                    ask.number(),
                                    ask.values());
                    });
        }
        var outcome = state.offspring().outcome();
        return outcome.isPresent()
                ? conclude(state, outcome.get(), at).with(timers.cancelTimeout(state))
                : new StepDecision(state, changed, commands);
    }

    private StepDecision conclude(Delegating state, RunStatus outcome, Instant at) {
        var error = StepError.of(told(state.runs()) + " ended as " + outcome);
        return switch (outcome) {
            case SUCCEEDED -> ends.completed(state, state.params(), Optional.empty(), at);
            case FAILED -> ends.failed(state, state.params(), FailureKind.FATAL, error, at);
            case TIMED_OUT -> to(StepEnds.failure(state, state.params(), StepStatus.TIMED_OUT, error, at));
            case STOPPED -> to(StepEnds.failure(state, state.params(), StepStatus.STOPPED, error, at));
            case CREATED, IN_PROGRESS, PAUSED -> throw new IllegalArgumentException(outcome + " is no end");
        };
    }

    private static String told(Children children) {
        return switch (children) {
            case Children.Iterations iterations -> "an iteration";
            case Children.Subworkflow subworkflow ->
                "run "
                        + subworkflow
                                .child()
                                .map(Object::toString)
                                .orElse("of workflow '" + subworkflow.workflow() + "'");
        };
    }

    private StepDecision closing(Searching state, Cause cause) {
        return to(new Searching(
                state.current(),
                state.startedAt(),
                state.params(),
                state.runs(),
                state.early(),
                Optional.of(state.closing().orElse(cause))));
    }

    /** Stops the runs. The first cause counts, but people count more than a time that has run out, and the run more than the step. */
    private StepDecision close(Delegating state, Cause cause, Instant at) {
        var kept =
                state.closing().filter(before -> !isOutweighed(before, cause)).orElse(cause);
        var closing = new Delegating(
                state.current(), state.startedAt(), state.params(), state.runs(), state.offspring(), Optional.of(kept));
        return state.offspring().isQuiet()
                ? finish(closing, kept, at)
                : to(closing).with(stop(closing)).with(timers.cancelTimeout(state));
    }

    private static boolean isOutweighed(Cause before, Cause cause) {
        return switch (before) {
            case TookTooLong late -> cause instanceof Asked || cause instanceof Ordered;
            case Asked asked -> cause instanceof Asked;
            case Ordered order -> cause instanceof Asked;
            case ChildFailed failed -> false;
            case CameApart apart -> false;
        };
    }

    private List<Command> stop(Delegating state) {
        var reason = state.closing().map(Cause::text).orElse("");
        return List.of(new Command.StopChildren(
                step, state.attempt(), state.offspring().running(state.runs()), reason));
    }

    private StepDecision finishIfQuiet(Delegating state, Instant at) {
        return state.offspring().isQuiet() ? finish(state, state.closing().orElseThrow(), at) : stay(state);
    }

    private StepDecision finish(Delegated state, Cause cause, Instant at) {
        var error = StepError.of(cause.text());
        return (switch (cause) {
                    case Asked asked -> to(StepEnds.ended(state, state.params(), asked.status(), asked.text(), at));
                    case Ordered order -> ends.ordered(state, state.params(), order.action(), at);
                    case TookTooLong late -> ends.failed(state, state.params(), FailureKind.TIMEOUT, error, at);
                    case ChildFailed failed -> ends.failed(state, state.params(), FailureKind.FATAL, error, at);
                    case CameApart apart -> ends.failed(state, state.params(), FailureKind.FATAL, apart.error(), at);
                })
                .with(timers.cancelTimeout(state));
    }
}
