package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.run.Action;
import io.maestro.run.ActionTaken;
import io.maestro.run.Children;
import io.maestro.run.FailureKind;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepError;
import io.maestro.run.StepStatus;
import io.maestro.value.JavaValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/** Turns states into the rows that people see, and rows back into states. */
final class Projection {

    private Projection() {}

    /** Tells whether a state is recorded. One that follows from recorded ones is not. */
    static boolean isRecorded(StepState state, StepRules rules) {
        return switch (state) {
            case StepState.NotReached s -> false;
            case StepState.Running s ->
                rules.startsAreRecorded()
                        || s.current().permits().isPresent()
                        || s.current().recoveries() > 0
                        || !s.current().actions().isEmpty();
            case StepState.CutOff s -> false;
            case StepState.Unbegun s -> true;
            case StepState.AwaitingPermits s -> true;
            case StepState.Paused s -> true;
            case StepState.InDoubt s -> false;
            case StepState.Committing s -> false;
            case StepState.Parked s -> true;
            case StepState.Delegating s -> true;
            case StepState.Searching s -> s.current().order().isPresent();
            case StepState.BackingOff s -> true;
            case StepState.Ending s -> !(s.cause() instanceof StepState.TookTooLong);
            case StepState.Concluding s -> s.current().order().isPresent();
            case StepState.Finished s -> true;
        };
    }

    /** Returns the status that people see. */
    static StepStatus status(StepState state) {
        return switch (state) {
            case StepState.NotReached s -> StepStatus.NOT_CREATED;
            case StepState.Running s -> StepStatus.RUNNING;
            case StepState.CutOff s -> StepStatus.RUNNING;
            case StepState.Unbegun s -> StepStatus.CREATED;
            case StepState.AwaitingPermits s -> StepStatus.WAITING_FOR_PERMITS;
            case StepState.Paused s -> StepStatus.PAUSED;
            case StepState.InDoubt s -> StepStatus.RUNNING;
            case StepState.Committing s -> StepStatus.FINISHING;
            case StepState.Parked s -> StepStatus.RUNNING;
            case StepState.Delegated s -> StepStatus.RUNNING;
            case StepState.BackingOff s -> retried(s.kind());
            case StepState.Ending s -> StepStatus.RUNNING;
            case StepState.Concluding s -> StepStatus.FINISHING;
            case StepState.Finished s -> s.status();
        };
    }

    /** Returns the row of the newest attempt, or empty if there is none. */
    static Optional<StepAttempt> row(RunId run, StepId step, StepState state) {
        return switch (state) {
            case StepState.NotReached s -> Optional.empty();
            case StepState.Parked s ->
                Optional.of(open(run, step, s, Optional.of(s.pollAt()), Optional.of(s.jobId()), Optional.empty()));
            case StepState.Delegated s ->
                Optional.of(open(run, step, s, Optional.empty(), Optional.empty(), Optional.of(s.runs())));
            case StepState.Open s -> Optional.of(open(run, step, s, Optional.empty(), Optional.empty(), s.children()));
            case StepState.Concluding s -> Optional.of(concluding(run, step, s));
            case StepState.Unbegun s -> Optional.of(unbegun(run, step, s));
            case StepState.AwaitingPermits s -> Optional.of(unbegun(run, step, s));
            case StepState.Paused s -> Optional.of(unbegun(run, step, s));
            case StepState.BackingOff s -> Optional.of(failed(run, step, s));
            case StepState.Finished s -> Optional.of(finished(run, step, s));
        };
    }

    /** Returns the state that a recorded row stands for. */
    static StepState state(StepAttempt row) {
        var settled = row.settlement().map(settlement -> new Settled(settlement, row.returned()));
        var current = new Try(
                row.attempt(),
                row.visit(),
                row.pass(),
                row.retries(),
                row.recoveries(),
                settled,
                row.actions(),
                row.permits());
        if (row.status().isRetried()) {
            return new StepState.BackingOff(
                    current,
                    row.startedAt().orElseThrow(),
                    row.params(),
                    kind(row.status()),
                    row.error().orElseThrow(),
                    row.endedAt().orElseThrow(),
                    row.wakeAt().orElseThrow());
        }
        if (row.status().isTerminal()) {
            return new StepState.Finished(
                    current,
                    row.status(),
                    row.startedAt(),
                    row.endedAt().orElseThrow(),
                    row.params(),
                    row.returned(),
                    row.error(),
                    row.transitions(),
                    row.children());
        }
        if (row.status() == StepStatus.PAUSED) {
            return new StepState.Paused(current);
        }
        if (row.status() == StepStatus.WAITING_FOR_PERMITS) {
            return new StepState.AwaitingPermits(current);
        }
        if (row.status() == StepStatus.CREATED) {
            return new StepState.Unbegun(current);
        }
        if (row.status() == StepStatus.FINISHING) {
            return new StepState.Concluding(
                    current,
                    outcome(current.order().orElseThrow()),
                    row.startedAt(),
                    row.params(),
                    row.children(),
                    row.error());
        }
        var startedAt = row.startedAt().orElseThrow();
        if (row.children().isPresent()) {
            return new StepState.Searching(
                    current,
                    startedAt,
                    row.params(),
                    row.children().get(),
                    new ArrayList<>(),
                    current.order().map(StepState.Ordered::new));
        }
        return row.jobId()
                .<StepState>map(job -> new StepState.Parked(
                        current, startedAt, row.params(), job, row.wakeAt().orElseThrow()))
                .orElseGet(() -> new StepState.CutOff(current, startedAt));
    }

    private static StepAttempt open(
            RunId run,
            StepId step,
            StepState.Open state,
            Optional<Instant> wakeAt,
            Optional<String> jobId,
            Optional<Children> children) {
        return row(
                run,
                step,
                state,
                Optional.of(state.startedAt()),
                Optional.empty(),
                wakeAt,
                jobId,
                state.current().settled().flatMap(Settled::output),
                Optional.empty(),
                Map.of(),
                children);
    }

    /** Only what somebody asked for is recorded before it has ended. */
    private static StepStatus outcome(ActionTaken order) {
        return order.action() == Action.SKIP ? StepStatus.SKIPPED : StepStatus.COMPLETED_WITH_ERROR;
    }

    private static StepAttempt concluding(RunId run, StepId step, StepState.Concluding state) {
        return row(
                run,
                step,
                state,
                state.startedAt(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                state.error(),
                Map.of(),
                state.children());
    }

    private static StepAttempt unbegun(RunId run, StepId step, StepState.Tried state) {
        return row(
                run,
                step,
                state,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    private static StepAttempt failed(RunId run, StepId step, StepState.BackingOff state) {
        return row(
                run,
                step,
                state,
                Optional.of(state.startedAt()),
                Optional.of(state.failedAt()),
                Optional.of(state.until()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(state.error()),
                Map.of(),
                Optional.empty());
    }

    private static StepAttempt finished(RunId run, StepId step, StepState.Finished state) {
        return row(
                run,
                step,
                state,
                state.startedAt(),
                Optional.of(state.at()),
                Optional.empty(),
                Optional.empty(),
                state.output(),
                state.error(),
                state.transitions(),
                state.children());
    }

    /** Returns a row: what every state knows, and what only some do. */
    private static StepAttempt row(
            RunId run,
            StepId step,
            StepState.Tried state,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            Optional<Instant> wakeAt,
            Optional<String> jobId,
            Optional<JavaValue> returned,
            Optional<StepError> error,
            Map<StepId, Boolean> transitions,
            Optional<Children> children) {
        var current = state.current();
        return new StepAttempt(
                run,
                step,
                current.attempt(),
                current.visit(),
                current.pass(),
                status(state),
                startedAt,
                endedAt,
                wakeAt,
                jobId,
                state.params(),
                returned,
                error,
                transitions,
                current.retries(),
                current.recoveries(),
                children,
                current.settled().map(Settled::settlement),
                current.actions(),
                current.permits());
    }

    private static StepStatus retried(FailureKind kind) {
        return switch (kind) {
            case USER -> StepStatus.USER_FAILED;
            case PLATFORM -> StepStatus.PLATFORM_FAILED;
            case TIMEOUT -> StepStatus.TIMEOUT_FAILED;
            case FATAL -> StepStatus.FATALLY_FAILED;
        };
    }

    private static FailureKind kind(StepStatus retried) {
        return switch (retried) {
            case USER_FAILED -> FailureKind.USER;
            case PLATFORM_FAILED -> FailureKind.PLATFORM;
            case TIMEOUT_FAILED -> FailureKind.TIMEOUT;
            default -> throw new IllegalArgumentException(retried + " is not tried again");
        };
    }
}
