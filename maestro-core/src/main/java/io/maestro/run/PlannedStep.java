package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;

/**
 * What a restart would do with a step.
 *
 * @param id the step
 * @param fate what would become of it
 * @param before how it stands before
 * @param isChanged whether the version in which the instance would go on defines it otherwise than the one before
 * @param why why so, in words
 */
public record PlannedStep(StepId id, Fate fate, StepView before, boolean isChanged, String why) {

    /** What becomes of a step. */
    public enum Fate {
        /** It is as it was: its outputs and params are there for the others. */
        KEPT("kept"),
        /** It did not complete, and stays so: something else was asked for. */
        LEFT("left as it was"),
        /** It runs again, or for the first time, when the run comes to it. */
        RUNS("runs"),
        /** It is passed over when the run comes to it. */
        SKIPPED("skipped"),
        /** The version before does not have it, and it runs when the run comes to it. */
        NEW("new"),
        /** Only the version before has it. */
        DROPPED("dropped");

        private final String word;

        Fate(String word) {
            this.word = word;
        }

        /**
         * Returns it for people.
         *
         * @return a word or some
         */
        public String word() {
            return word;
        }
    }

    /** Checks that nothing is null. */
    public PlannedStep {
        requireNonNull(id, "id");
        requireNonNull(fate, "fate");
        requireNonNull(before, "before");
        requireNonNull(why, "why");
    }

    /** Returns one line for people. */
    @Override
    public String toString() {
        return id + ": " + fate.word() + ", because " + why + (isChanged ? "; it is defined otherwise now" : "");
    }
}
