package io.maestro.internal.kernel;

import io.maestro.param.ParamValue;
import io.maestro.run.Children;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the runs stand that a step starts, by number: of the iteration, or 1 for a subworkflow. Changes in place, as the machine
 * does that it belongs to: a step with 100,000 iterations keeps counts and its window, not a map of them.
 */
public sealed interface Offspring permits Window, Passes, Single {

    /** Something that is to begin. */
    sealed interface Move {}

    /**
     * A run is to begin.
     *
     * @param number its number
     * @param values the loop params of a while; empty for others
     */
    record Begin(long number, Map<String, ParamValue> values) implements Move {}

    /** The condition of a while is to be asked before an iteration. */
    record Ask(long number, Map<String, ParamValue> values) implements Move {}

    /** Returns what is to begin now. From then on it runs. */
    List<Move> advance();

    /** Takes in that a run has ended. One that does not run, or is told of twice, changes nothing. */
    void ended(Child child);

    /**
     * Takes in how the runs stand after the parent was cut off from them.
     *
     * @param runs what they are
     * @param found how they stand
     */
    void found(Children runs, Found found);

    /**
     * Returns those that run.
     *
     * @param runs what they are
     */
    List<RunId> running(Children runs);

    /** Tells whether nothing runs that would tell of its end. */
    boolean isQuiet();

    /** Returns what came of them, or empty as long as something is to begin or runs. */
    Optional<RunStatus> outcome();

    /** Tells whether some have failed. */
    boolean hasFailed();

    /** Returns the leaf steps of those that have ended. */
    Rollup rollup();

    /**
     * A run that has ended.
     *
     * @param number its number
     * @param run the number that it has among the runs of its instance
     * @param status how it ended
     * @param rollup how its leaf steps ended
     * @param values for an iteration of a while, the loop params after it
     */
    record Child(long number, long run, RunStatus status, Rollup rollup, Map<String, ParamValue> values) {}

    /**
     * How the runs stand by their facts.
     *
     * @param last the largest number that has begun, 0 if none has
     * @param ended how many have ended, by their status
     * @param rollup the leaf steps of those
     * @param unfinished those that have begun and not ended
     * @param kept how many of earlier attempts stand, by their status
     * @param again the numbers of those of earlier attempts that do not, and have not begun again
     * @param missing the numbers before the last that have not begun
     * @param restarted the newest run of the iteration that somebody has restarted and that has not begun again; or empty
     * @param values for a while, the loop params after the last that has ended
     */
    record Found(
            long last,
            Map<RunStatus, Long> ended,
            Rollup rollup,
            List<RunId> unfinished,
            Map<RunStatus, Long> kept,
            List<Long> again,
            List<Long> missing,
            Optional<Child> restarted,
            Map<String, ParamValue> values) {

        /** Returns these facts when nothing more is to begin. */
        Found withoutMissing() {
            return new Found(last, ended, rollup, unfinished, kept, again, List.of(), restarted, values);
        }

        /**
         * Creates what is found where all run.
         *
         * @param last the largest number that has begun, 0 if none has
         * @param ended how many have ended, by their status
         * @param rollup the leaf steps of those
         * @param unfinished those that have begun and not ended
         * @param missing the numbers before the last that have not begun
         * @param values for a while, the loop params after the last that has ended
         */
        public Found(
                long last,
                Map<RunStatus, Long> ended,
                Rollup rollup,
                List<RunId> unfinished,
                List<Long> missing,
                Map<String, ParamValue> values) {
            this(last, ended, rollup, unfinished, Map.of(), List.of(), missing, Optional.empty(), values);
        }
    }
}
