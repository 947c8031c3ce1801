package io.maestro.internal.kernel;

import java.time.Instant;
import java.util.List;

/**
 * The timers of the attempts of a step.
 *
 * @param step the number of the step
 * @param rules what was declared for it
 * @param runDeadline when the run itself ends for taking too long
 */
record StepTimers(int step, StepRules rules, Instant runDeadline) {

    Command set(Timer.Kind kind, int attempt, Instant at) {
        return new Command.SetTimer(new Timer(step, kind, attempt), at);
    }

    Command cancel(Timer.Kind kind, int attempt) {
        return new Command.CancelTimer(new Timer(step, kind, attempt));
    }

    List<Command> setTimeout(int attempt, Instant startedAt) {
        return isNeeded(startedAt)
                ? List.of(set(Timer.Kind.TIMEOUT, attempt, startedAt.plus(rules.timeout())))
                : List.of();
    }

    List<Command> cancelTimeout(StepState.Open state) {
        return isNeeded(state.startedAt()) ? List.of(cancel(Timer.Kind.TIMEOUT, state.attempt())) : List.of();
    }

    /** Returns when the first of the timers of an attempt rings that waits. */
    Instant first(StepState.Parked state) {
        var tooLate = state.startedAt().plus(rules.timeout());
        return isNeeded(state.startedAt()) && tooLate.isBefore(state.pollAt()) ? tooLate : state.pollAt();
    }

    /** Tells whether an attempt has taken too long. */
    boolean isTimeOver(Instant startedAt, Instant now) {
        return isNeeded(startedAt) && !now.isBefore(startedAt.plus(rules.timeout()));
    }

    /** An attempt needs a timer of its own only if it would end before the run does; most do not, and so pay nothing. */
    private boolean isNeeded(Instant startedAt) {
        return startedAt.plus(rules.timeout()).isBefore(runDeadline);
    }
}
