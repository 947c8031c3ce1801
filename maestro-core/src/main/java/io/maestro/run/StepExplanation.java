package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a step is where it is.
 *
 * @param step the step
 * @param status how it stands
 * @param reason why
 */
public record StepExplanation(StepId step, StepStatus status, Reason reason) {

    /** Checks that nothing is null. */
    public StepExplanation {
        requireNonNull(step, "step");
        requireNonNull(status, "status");
        requireNonNull(reason, "reason");
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
        return "step '" + step + "' is " + status + ": " + reason.text();
    }

    /** Why a step is where it is; has a text for people and the data it is made of. */
    public sealed interface Reason {

        /**
         * Returns the reason in words.
         *
         * @return a clause without a full stop
         */
        String text();
    }

    /**
     * The step was not reached because others have not completed.
     *
     * @param predecessors those that have not
     */
    public record WaitsForSteps(List<StepId> predecessors) implements Reason {
        /** Copies the list. */
        public WaitsForSteps {
            predecessors = List.copyOf(predecessors);
        }

        @Override
        public String text() {
            return "waits for " + quoted(predecessors);
        }
    }

    /**
     * The run waits for its turn, and the step is one with which it begins.
     *
     * @param ahead how many runs wait before it
     * @param inTheWay runs of the workflow that go on, a few if there are many; or, if none does, those that have failed and hold up
     *     others until they are unblocked
     */
    public record WaitsForTurn(long ahead, List<WorkflowRun> inTheWay) implements Reason {
        /** Copies the list. */
        public WaitsForTurn {
            inTheWay = List.copyOf(inTheWay);
        }

        @Override
        public String text() {
            var queue = "waits for the turn of its run, "
                    + switch ((int) Math.min(ahead, 2)) {
                        case 0 -> "which is the next";
                        case 1 -> "behind one other";
                        default -> "behind " + ahead + " others";
                    };
            return inTheWay.isEmpty()
                    ? queue
                    : queue + "; in the way: "
                            + inTheWay.stream()
                                    .map(run -> "run " + run.runId() + ", which is " + run.status()
                                            + (run.isBlocking() ? " and neither unblocked nor restarted" : ""))
                                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * The step will not be reached, because others ended without completing or were not reached themselves.
     *
     * @param predecessors those that did
     */
    public record NeverReached(List<StepId> predecessors) implements Reason {
        /** Copies the list. */
        public NeverReached {
            predecessors = List.copyOf(predecessors);
        }

        @Override
        public String text() {
            return "was not reached, because " + quoted(predecessors) + " did not complete";
        }
    }

    /**
     * The run does not have the step, which completed in an earlier run of the instance.
     *
     * @param run the number of that run
     * @param status how the step ended there
     */
    public record Kept(long run, StepStatus status) implements Reason {
        /** Checks that nothing is null. */
        public Kept {
            requireNonNull(status, "status");
        }

        @Override
        public String text() {
            return "is kept from run " + run + ", in which it was " + status;
        }
    }

    /**
     * Another step than this was restarted, so it begins only when somebody restarts it, too.
     *
     * @param status how it stood before
     */
    public record LeftAsItWas(StepStatus status) implements Reason {
        /** Checks that nothing is null. */
        public LeftAsItWas {
            requireNonNull(status, "status");
        }

        @Override
        public String text() {
            return "is left as it was, " + status + ", because another step was restarted";
        }
    }

    /**
     * No condition that leads to the step was true.
     *
     * @param predecessors the steps whose conditions were false
     */
    public record NoConditionTrue(List<StepId> predecessors) implements Reason {
        /** Copies the list. */
        public NoConditionTrue {
            predecessors = List.copyOf(predecessors);
        }

        @Override
        public String text() {
            return "the condition was false on every way from " + quoted(predecessors);
        }
    }

    /**
     * The step is there only to undo another, if the run does not succeed.
     *
     * @param undone the other step
     */
    public record Undoes(StepId undone) implements Reason {
        /** Checks that nothing is null. */
        public Undoes {
            requireNonNull(undone, "undone");
        }

        @Override
        public String text() {
            return "runs only to undo '" + undone + "', if the run does not succeed";
        }
    }

    /**
     * The step is there only to handle the failure of others, or of the run.
     *
     * @param failed the others; none if it is that of the run
     */
    public record Handles(List<StepId> failed) implements Reason {
        /** Copies the list. */
        public Handles {
            failed = List.copyOf(failed);
        }

        @Override
        public String text() {
            return failed.isEmpty()
                    ? "runs only before a run ends that fails or takes too long"
                    : "runs only if " + (failed.size() == 1 ? "" : "one of ") + quoted(failed) + " fails";
        }
    }

    /**
     * The step's work goes on.
     *
     * @param attempt the attempt
     * @param since when it started
     */
    public record Works(int attempt, Instant since) implements Reason {
        @Override
        public String text() {
            return "attempt " + attempt + " runs since " + since;
        }
    }

    /**
     * The step is over and the run goes on after it, as soon as its conditions are evaluated.
     *
     * @param attempt the attempt
     * @param outcome as what it ends
     */
    public record Concludes(int attempt, StepStatus outcome) implements Reason {
        @Override
        public String text() {
            return "attempt " + attempt + " ends as " + outcome + " once its conditions are evaluated";
        }
    }

    /**
     * The step waits for an external job or for a time.
     *
     * @param attempt the attempt
     * @param jobId the external job, or empty
     * @param until when the engine looks again
     */
    public record Waits(int attempt, Optional<String> jobId, Instant until) implements Reason {
        @Override
        public String text() {
            return "attempt " + attempt + " waits"
                    + jobId.map(id -> " for job '" + id + "'").orElse("") + " and is looked at again at " + until;
        }
    }

    /**
     * The step waits for runs that work for it.
     *
     * @param attempt the attempt
     * @param runs those that run, empty while they are being looked up
     */
    public record WaitsForRuns(int attempt, List<RunId> runs) implements Reason {
        private static final int SHOWN = 5;

        /** Copies the list. */
        public WaitsForRuns {
            runs = List.copyOf(runs);
        }

        @Override
        public String text() {
            var shown = runs.stream().limit(SHOWN).map(RunId::toString).collect(Collectors.joining(", "));
            var more = runs.size() > SHOWN ? " and " + (runs.size() - SHOWN) + " more" : "";
            return "attempt " + attempt + " waits for " + (runs.isEmpty() ? "its runs" : "run " + shown + more);
        }
    }

    /**
     * The step failed and is tried again.
     *
     * @param failedAttempt the attempt that failed
     * @param until when the next one starts
     * @param error why it failed
     */
    public record BacksOff(int failedAttempt, Instant until, String error) implements Reason {
        @Override
        public String text() {
            return "attempt " + failedAttempt + " failed (" + error + ") and the next starts at " + until;
        }
    }

    /**
     * The engine closed before the work of the step began, and an engine will begin it.
     *
     * @param attempt the attempt
     */
    public record WaitsForEngine(int attempt) implements Reason {
        @Override
        public String text() {
            return "attempt " + attempt + " was not begun, because the engine closed, and is when one is there again";
        }
    }

    /**
     * The work of the step may be done once at most and was cut off, so that nobody knows whether it was done. The step waits until
     * somebody says so.
     *
     * @param attempt the attempt
     * @param since when it started
     */
    public record InDoubt(int attempt, Instant since) implements Reason {
        @Override
        public String text() {
            return "attempt " + attempt + ", which started at " + since
                    + ", was cut off, and nobody knows whether its work was"
                    + " done; it is not run again and waits to be settled";
        }
    }

    /**
     * A breakpoint holds the step until somebody has it go on.
     *
     * @param attempt the attempt
     * @param pause who set the breakpoint and why, and since when it holds the step
     */
    public record Paused(int attempt, ActionTaken pause) implements Reason {
        /** Checks that nothing is null. */
        public Paused {
            requireNonNull(pause, "pause");
        }

        @Override
        public String text() {
            return "attempt " + attempt + " is paused since " + pause.at() + ", as " + pause;
        }
    }

    /**
     * The step could begin, but there is no permit for it.
     *
     * @param attempt the attempt
     * @param since when it asked for permits
     * @param limits how the limits stand of which it needs permits
     */
    public record WaitsForPermits(int attempt, Instant since, List<PermitStanding> limits) implements Reason {
        /** Copies the list. */
        public WaitsForPermits {
            requireNonNull(since, "since");
            limits = List.copyOf(limits);
        }

        @Override
        public String text() {
            return "attempt " + attempt + " waits since " + since + " for a permit of "
                    + limits.stream().map(PermitStanding::toString).collect(Collectors.joining(", and of "));
        }
    }

    /**
     * The step could begin, but its run is paused.
     *
     * @param pause who paused the run, why and when
     */
    public record HeldByRun(ActionTaken pause) implements Reason {
        /** Checks that nothing is null. */
        public HeldByRun {
            requireNonNull(pause, "pause");
        }

        @Override
        public String text() {
            return "waits for the run, which is paused since " + pause.at() + ", as " + pause;
        }
    }

    /**
     * Nobody here can advance the run, because its version of the workflow is not registered, or misses something here.
     *
     * @param definition what the run runs
     */
    public record MissingCode(DefinitionRef definition) implements Reason {
        /** Checks that nothing is null. */
        public MissingCode {
            requireNonNull(definition, "definition");
        }

        @Override
        public String text() {
            return "version " + definition.version() + " of workflow '" + definition.workflow()
                    + "' cannot run here; register the workflow to resume it";
        }
    }

    /**
     * The step was asked to end and has not yet.
     *
     * @param attempt the attempt
     * @param cause why it is ended
     */
    public record Ends(int attempt, String cause) implements Reason {
        @Override
        public String text() {
            return "attempt " + attempt + " is being interrupted: " + cause;
        }
    }

    /**
     * The step has ended.
     *
     * @param at when
     * @param error why it did not succeed, or empty
     */
    public record Ended(Instant at, Optional<String> error) implements Reason {
        @Override
        public String text() {
            return "ended at " + at + error.map(message -> ": " + message).orElse("");
        }
    }

    private static String quoted(List<StepId> steps) {
        return steps.stream().map(step -> "'" + step + "'").collect(Collectors.joining(", "));
    }
}
