package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.WorkflowId;
import io.maestro.value.JavaValue;
import java.util.List;
import java.util.Optional;

/** The runs that an attempt of a loop or subworkflow step starts. */
public sealed interface Children {

    /**
     * Returns the workflow of these runs.
     *
     * @return the workflow
     */
    WorkflowId workflow();

    /**
     * Returns how the leaf steps of these runs ended.
     *
     * @return the leaf steps of those that have ended, as far as that is recorded
     */
    Rollup rollup();

    /**
     * Returns one of these runs.
     *
     * @param number the number of the iteration; 1 for the run of a subworkflow
     * @return the run, or empty if it is not known which it is
     */
    Optional<RunId> run(long number);

    /**
     * Returns these runs as they are recorded when the step has ended.
     *
     * @param leaves how their leaf steps ended
     * @return the runs
     */
    Children ended(Rollup leaves);

    /**
     * The iterations of a loop. Their instances are numbered from 1 within a workflow that stands for the body.
     *
     * @param workflow the workflow that stands for the body
     * @param run the number that all these runs have, but those of iterations that were restarted while the loop went on
     * @param total how many there will be, or -1 if only the end of the loop tells
     * @param items what a foreach over a list in Java iterates over, while it goes on; empty for others
     * @param rollup the leaf steps of those that have ended, as far as that is recorded
     * @param kept which iterations of earlier attempts stand, if the step goes on from one; empty if all run
     * @param again the iteration that was restarted last while the loop went on; empty if none was
     */
    record Iterations(
            WorkflowId workflow,
            long run,
            long total,
            List<JavaValue> items,
            Rollup rollup,
            Optional<Kept> kept,
            Optional<Again> again)
            implements Children {
        /** Copies the list. */
        public Iterations {
            requireNonNull(workflow, "workflow");
            requireNonNull(rollup, "rollup");
            requireNonNull(kept, "kept");
            requireNonNull(again, "again");
            items = List.copyOf(items);
        }

        /**
         * Creates the iterations of a loop of which some stand.
         *
         * @param workflow the workflow that stands for the body
         * @param run the number that all these runs have
         * @param total how many there will be, or -1 if only the end of the loop tells
         * @param items what a foreach over a list in Java iterates over; empty for others
         * @param rollup the leaf steps of those that have ended
         * @param kept which iterations of earlier attempts stand; empty if all run
         */
        public Iterations(
                WorkflowId workflow, long run, long total, List<JavaValue> items, Rollup rollup, Optional<Kept> kept) {
            this(workflow, run, total, items, rollup, kept, Optional.empty());
        }

        /**
         * Creates the iterations of a loop of which all run.
         *
         * @param workflow the workflow that stands for the body
         * @param run the number that all these runs have
         * @param total how many there will be, or -1 if only the end of the loop tells
         * @param items what a foreach over a list in Java iterates over; empty for others
         * @param rollup the leaf steps of those that have ended
         */
        public Iterations(WorkflowId workflow, long run, long total, List<JavaValue> items, Rollup rollup) {
            this(workflow, run, total, items, rollup, Optional.empty());
        }

        @Override
        public Iterations ended(Rollup leaves) {
            return new Iterations(workflow, run, total, List.of(), leaves, kept, again);
        }

        /**
         * Returns these runs with other elements to iterate over.
         *
         * @param others the elements
         * @return the runs
         */
        public Iterations with(List<JavaValue> others) {
            return new Iterations(workflow, run, total, others, rollup, kept, again);
        }

        /**
         * Returns these runs when an iteration is restarted that has ended.
         *
         * @param ended its newest run
         * @return the runs
         */
        public Iterations restarted(RunId ended) {
            long next = Math.max(run, ended.run()) + 1;
            var one = new Again(ended.instance(), next, Math.max(through(), next));
            return new Iterations(workflow, run, total, items, rollup, kept, Optional.of(one));
        }

        /**
         * Returns the smallest number that a run of an iteration may have: the newest run of each, from this number to {@link #through},
         * is the one that counts.
         *
         * @return the number
         */
        public long since() {
            return kept.map(Kept::since).orElse(run);
        }

        /**
         * Returns the largest number that a run of an iteration may have.
         *
         * @return the number
         */
        public long through() {
            return again.map(Again::through).orElse(run);
        }

        @Override
        public Optional<RunId> run(long number) {
            return Optional.of(new RunId(workflow, number, run));
        }
    }

    /**
     * An iteration that was restarted while its loop went on.
     *
     * @param number the number of the iteration
     * @param run the number of the run in which it goes on
     * @param through the largest number of a run of those that were restarted so
     */
    record Again(long number, long run, long through) {}

    /** Which iterations stand of earlier attempts of a loop that goes on. Those that do not, run again. */
    sealed interface Kept {

        /**
         * Returns the smallest number of an earlier run that may stand.
         *
         * @return the number
         */
        long since();

        /**
         * Tells whether an iteration stands.
         *
         * @param number the number of the iteration
         * @param status how its newest earlier run ended
         * @return true if it does not run again
         */
        default boolean keeps(long number, RunStatus status) {
            return switch (this) {
                case Succeeded succeeded -> status == RunStatus.SUCCEEDED;
                case AllBut allBut -> number != allBut.number();
                case Before before -> number < before.number();
            };
        }

        /**
         * Those that succeeded.
         *
         * @param since the smallest number of an earlier run that may stand
         */
        record Succeeded(long since) implements Kept {}

        /**
         * All but one, however they ended.
         *
         * @param since the smallest number of an earlier run that may stand
         * @param number the number of the iteration that runs again
         */
        record AllBut(long since, long number) implements Kept {}

        /**
         * Those of a while before one, with which it goes on.
         *
         * @param since the smallest number of an earlier run that may stand
         * @param number the number of the iteration that runs again
         */
        record Before(long since, long number) implements Kept {}
    }

    /**
     * The run of a subworkflow.
     *
     * @param workflow the subworkflow
     * @param version the version of it
     * @param child the run, or empty as long as it is not recorded which it is
     * @param rollup the leaf steps of the run if it has ended, as far as that is recorded
     */
    record Subworkflow(WorkflowId workflow, long version, Optional<RunId> child, Rollup rollup) implements Children {
        /** Checks that nothing is null. */
        public Subworkflow {
            requireNonNull(workflow, "workflow");
            requireNonNull(child, "child");
            requireNonNull(rollup, "rollup");
        }

        @Override
        public Optional<RunId> run(long number) {
            return child;
        }

        /**
         * Returns the same with the run.
         *
         * @param run the run
         * @return the run of the subworkflow
         */
        public Subworkflow started(RunId run) {
            return new Subworkflow(workflow, version, Optional.of(run), rollup);
        }

        @Override
        public Subworkflow ended(Rollup leaves) {
            return new Subworkflow(workflow, version, child, leaves);
        }
    }
}
