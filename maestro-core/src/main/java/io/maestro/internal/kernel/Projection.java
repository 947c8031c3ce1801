package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.run.FailureKind;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import java.util.Map;
import java.util.Optional;

/** Turns states into the rows that people see, and rows back into states. */
final class Projection {

    /** A body without a job is recorded while it runs only if it is being stopped. */
    private static final StepState.Cause CUT_OFF =
            new StepState.Asked(StepStatus.STOPPED, "was being stopped when the run was cut off");

    private Projection() {}

    /** Tells whether a state is recorded. One that follows from recorded ones is not. */
    static boolean isRecorded(StepState state) {
        return switch (state) {
            case StepState.NotReached s -> false;
            case StepState.Running s -> false;
            case StepState.Parked s -> true;
            case StepState.BackingOff s -> true;
            case StepState.Ending s -> s.cause() instanceof StepState.Asked;
            case StepState.Concluding s -> false;
            case StepState.Finished s -> true;
        };
    }

    /** Returns the status that people see. */
    static StepStatus status(StepState state) {
        return switch (state) {
            case StepState.NotReached s -> StepStatus.NOT_CREATED;
            case StepState.Running s -> StepStatus.RUNNING;
            case StepState.Parked s -> StepStatus.RUNNING;
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
            case StepState.Running s -> Optional.of(open(run, step, s));
            case StepState.Ending s -> Optional.of(open(run, step, s));
            case StepState.Concluding s -> Optional.of(open(run, step, s));
            case StepState.Parked s ->
                Optional.of(new StepAttempt(
                        run,
                        step,
                        s.attempt(),
                        StepStatus.RUNNING,
                        Optional.of(s.startedAt()),
                        Optional.empty(),
                        Optional.of(s.pollAt()),
                        Optional.of(s.jobId()),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        s.retries()));
            case StepState.BackingOff s ->
                Optional.of(new StepAttempt(
                        run,
                        step,
                        s.attempt(),
                        retried(s.kind()),
                        Optional.of(s.startedAt()),
                        Optional.of(s.failedAt()),
                        Optional.of(s.until()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(s.error()),
                        Map.of(),
                        s.retries()));
            case StepState.Finished s ->
                Optional.of(new StepAttempt(
                        run,
                        step,
                        s.attempt(),
                        s.status(),
                        s.startedAt(),
                        Optional.of(s.at()),
                        Optional.empty(),
                        Optional.empty(),
                        s.output(),
                        s.error(),
                        s.transitions(),
                        s.retries()));
        };
    }

    /** Returns the state that a recorded row stands for. */
    static StepState state(StepAttempt row) {
        if (row.status().isRetried()) {
            return new StepState.BackingOff(
                    row.attempt(),
                    kind(row.status()),
                    row.error().orElseThrow(),
                    row.startedAt().orElseThrow(),
                    row.endedAt().orElseThrow(),
                    row.wakeAt().orElseThrow(),
                    row.retries());
        }
        if (row.status().isTerminal()) {
            return new StepState.Finished(
                    row.attempt(),
                    row.status(),
                    row.startedAt(),
                    row.endedAt().orElseThrow(),
                    row.output(),
                    row.error(),
                    row.transitions(),
                    row.retries());
        }
        var startedAt = row.startedAt().orElseThrow();
        return row.jobId()
                .<StepState>map(job -> new StepState.Parked(
                        row.attempt(), startedAt, job, row.wakeAt().orElseThrow(), row.retries()))
                .orElseGet(() -> new StepState.Ending(row.attempt(), startedAt, row.retries(), CUT_OFF));
    }

    private static StepAttempt open(RunId run, StepId step, StepState.Open state) {
        return new StepAttempt(
                run,
                step,
                state.attempt(),
                status(state),
                Optional.of(state.startedAt()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                state.retries());
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
