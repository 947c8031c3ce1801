package io.maestro.event;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import java.time.Instant;
import java.util.Optional;

/** Something that happened to a run. */
public sealed interface MaestroEvent {

    /**
     * Returns the run.
     *
     * @return the run
     */
    RunId runId();

    /**
     * Returns when it happened, by the engine's clock.
     *
     * @return the time
     */
    Instant at();

    /**
     * What is recorded of a run changed: its status, or that it was asked to end. A run that waits for its turn is told as {@link
     * io.maestro.run.RunStatus#CREATED} before it begins.
     *
     * @param run the run as it is now, without those of its params that are sensitive
     * @param at when
     */
    record RunChanged(WorkflowRun run, Instant at) implements MaestroEvent {
        /** Checks that nothing is null. */
        public RunChanged {
            requireNonNull(run, "run");
            requireNonNull(at, "at");
        }

        @Override
        public RunId runId() {
            return run.runId();
        }

        /**
         * Returns the status.
         *
         * @return the status of the run
         */
        public RunStatus status() {
            return run.status();
        }
    }

    /**
     * The work of an attempt starts. That follows from what is recorded and is not recorded itself, so after a crash it may be
     * told again.
     *
     * @param runId the run
     * @param step the step
     * @param attempt the attempt, from 1
     * @param at when
     */
    record StepStarted(RunId runId, StepId step, int attempt, Instant at) implements MaestroEvent {
        /** Checks that nothing is null. */
        public StepStarted {
            requireNonNull(runId, "runId");
            requireNonNull(step, "step");
            requireNonNull(at, "at");
        }
    }

    /**
     * The work of an attempt may be done once at most and was cut off, so that nobody knows whether it was done. The step waits until
     * somebody says so; that is told again each time that the run is resumed.
     *
     * @param runId the run
     * @param step the step
     * @param attempt the attempt, from 1
     * @param startedAt when it started
     * @param at when it was found out
     */
    record StepInDoubt(RunId runId, StepId step, int attempt, Instant startedAt, Instant at) implements MaestroEvent {
        /** Checks that nothing is null. */
        public StepInDoubt {
            requireNonNull(runId, "runId");
            requireNonNull(step, "step");
            requireNonNull(startedAt, "startedAt");
            requireNonNull(at, "at");
        }
    }

    /**
     * What is recorded of an attempt changed: its status, or when it is looked at again.
     *
     * @param attempt the attempt as it is now, without those of its params that are sensitive
     * @param at when
     */
    record StepChanged(StepAttempt attempt, Instant at) implements MaestroEvent {
        /** Checks that nothing is null. */
        public StepChanged {
            requireNonNull(attempt, "attempt");
            requireNonNull(at, "at");
        }

        @Override
        public RunId runId() {
            return attempt.runId();
        }

        /**
         * Returns the step.
         *
         * @return the step
         */
        public StepId step() {
            return attempt.step();
        }

        /**
         * Returns the status.
         *
         * @return the status of the attempt
         */
        public StepStatus status() {
            return attempt.status();
        }

        /**
         * Returns when the step is tried again, if it is.
         *
         * @return the time of the next attempt, or empty
         */
        public Optional<Instant> retryAt() {
            return attempt.status().isRetried() ? attempt.wakeAt() : Optional.empty();
        }
    }
}
