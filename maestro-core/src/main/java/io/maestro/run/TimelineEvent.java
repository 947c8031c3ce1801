package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Something that has happened in a run, as its facts tell (spec: runtime, section 10.2). */
public sealed interface TimelineEvent {

    /**
     * Returns when.
     *
     * @return the time by the engine's clock
     */
    Instant at();

    /**
     * The run came to stand in a way.
     *
     * @param at when
     * @param status how it stands since
     */
    record OfRun(Instant at, RunStatus status) implements TimelineEvent {
        /** Checks that nothing is null. */
        public OfRun {
            requireNonNull(at, "at");
            requireNonNull(status, "status");
        }
    }

    /**
     * The run was begun to go on from those of its instance before it. That a step or iteration is restarted in a run that goes on is
     * {@link Acted}.
     *
     * @param at when
     * @param by who asked for it, or empty if nobody said so or the step above it has begun it
     * @param reason why, or empty
     * @param policy from where it goes on
     * @param step the step that is to run again, for {@link RestartPolicy#FROM_SPECIFIC}; else empty
     */
    record Restarted(
            Instant at, Optional<String> by, Optional<String> reason, RestartPolicy policy, Optional<StepId> step)
            implements TimelineEvent {
        /** Checks that nothing is null. */
        public Restarted {
            requireNonNull(at, "at");
            requireNonNull(by, "by");
            requireNonNull(reason, "reason");
            requireNonNull(policy, "policy");
            requireNonNull(step, "step");
        }
    }

    /**
     * Something had the run end before its steps were through: a rule, or the step above it. What people ask for is {@link Acted}.
     *
     * @param ending what was asked for, by whom or what, and when
     */
    record EndAsked(Ending ending) implements TimelineEvent {
        /** Checks that nothing is null. */
        public EndAsked {
            requireNonNull(ending, "ending");
        }

        @Override
        public Instant at() {
            return ending.at();
        }
    }

    /**
     * The run, which did not succeed, began to undo what it had done.
     *
     * @param compensation what it undoes, and how far it has come
     */
    record Undoes(Compensation compensation) implements TimelineEvent {
        /** Checks that nothing is null. */
        public Undoes {
            requireNonNull(compensation, "compensation");
        }

        @Override
        public Instant at() {
            return compensation.since();
        }
    }

    /**
     * The run began to handle what had failed in it.
     *
     * @param handling what handles it
     */
    record Handles(FailureHandling handling) implements TimelineEvent {
        /** Checks that nothing is null. */
        public Handles {
            requireNonNull(handling, "handling");
        }

        @Override
        public Instant at() {
            return handling.since();
        }
    }

    /**
     * Somebody said that the run, which had failed, does not hold up others any more, or a later run of its instance did.
     *
     * @param unblocking by whom, why and when
     */
    record Unblocked(Unblocking unblocking) implements TimelineEvent {
        /** Checks that nothing is null. */
        public Unblocked {
            requireNonNull(unblocking, "unblocking");
        }

        @Override
        public Instant at() {
            return unblocking.at();
        }
    }

    /**
     * Somebody asked something of the run or of a step, and it was done.
     *
     * @param step the step, or empty if it was asked of the run
     * @param attempt the number of the attempt of the step; 0 for the run
     * @param action what was done, by whom, why and when
     */
    record Acted(Optional<StepId> step, int attempt, ActionTaken action) implements TimelineEvent {
        /** Checks that nothing is null. */
        public Acted {
            requireNonNull(step, "step");
            requireNonNull(action, "action");
        }

        @Override
        public Instant at() {
            return action.at();
        }
    }

    /**
     * An attempt of a step came to stand in a way.
     *
     * @param at when
     * @param step the step
     * @param visit the number of the visit
     * @param attempt the number of the attempt
     * @param status how it stands since: {@link StepStatus#RUNNING}, or as it ended
     * @param error why it did not succeed, or empty
     */
    record OfStep(Instant at, StepId step, int visit, int attempt, StepStatus status, Optional<StepError> error)
            implements TimelineEvent {
        /** Checks that nothing is null. */
        public OfStep {
            requireNonNull(at, "at");
            requireNonNull(step, "step");
            requireNonNull(status, "status");
            requireNonNull(error, "error");
        }
    }

    /**
     * Somebody said what became of an attempt of which nobody knew whether its work was done.
     *
     * @param step the step
     * @param attempt the number of the attempt
     * @param settlement what was said, by whom, why and when
     */
    record Settled(StepId step, int attempt, Settlement settlement) implements TimelineEvent {
        /** Checks that nothing is null. */
        public Settled {
            requireNonNull(step, "step");
            requireNonNull(settlement, "settlement");
        }

        @Override
        public Instant at() {
            return settlement.at();
        }
    }

    /**
     * Tells what has happened in a run.
     *
     * @param run its row
     * @param attempts its attempts' rows, in the order in which they were first recorded
     * @return the events, the earliest first; of those at the same time, what a run begins with first and what it ends with last
     */
    static List<TimelineEvent> of(WorkflowRun run, List<StepAttempt> attempts) {
        var events = new ArrayList<TimelineEvent>();
        events.add(new OfRun(run.createdAt(), RunStatus.CREATED));
        run.restart().ifPresent(restart -> events.add(restarted(run, restart)));
        run.startedAt().ifPresent(at -> events.add(new OfRun(at, RunStatus.IN_PROGRESS)));
        run.actions().forEach(taken -> events.add(new Acted(Optional.empty(), 0, taken)));
        if (run.actions().stream().noneMatch(taken -> taken.action().endsSteps())) {
            run.ending().ifPresent(ending -> events.add(new EndAsked(ending)));
        }
        run.handling().ifPresent(handling -> events.add(new Handles(handling)));
        run.compensation().ifPresent(undoing -> events.add(new Undoes(undoing)));
        var told = new HashSet<ActionTaken>();
        for (var attempt : attempts) {
            attempt.startedAt().ifPresent(at -> events.add(ofStep(attempt, at, StepStatus.RUNNING, Optional.empty())));
            // What a restart gave holds for the retries, which are recorded with it.
            attempt.actions().stream()
                    .filter(told::add)
                    .forEach(taken -> events.add(new Acted(Optional.of(attempt.step()), attempt.attempt(), taken)));
            attempt.settlement().ifPresent(said -> events.add(new Settled(attempt.step(), attempt.attempt(), said)));
            attempt.endedAt().ifPresent(at -> events.add(ofStep(attempt, at, attempt.status(), attempt.error())));
        }
        run.endedAt().ifPresent(at -> events.add(new OfRun(at, run.status())));
        run.unblocking().ifPresent(said -> events.add(new Unblocked(said)));
        events.sort(Comparator.comparing(TimelineEvent::at));
        return List.copyOf(events);
    }

    private static Restarted restarted(WorkflowRun run, Restart restart) {
        var by = run.initiator() instanceof Initiator.ByHand(var user) ? user : Optional.<String>empty();
        return new Restarted(run.createdAt(), by, restart.order().reason(), restart.policy(), restart.step());
    }

    private static OfStep ofStep(StepAttempt attempt, Instant at, StepStatus status, Optional<StepError> error) {
        return new OfStep(at, attempt.step(), attempt.visit(), attempt.attempt(), status, error);
    }
}
