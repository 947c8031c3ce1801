package io.maestro.test;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;

/** Something that happens once, right before or right after which a process may die: see {@link Faults}. */
public sealed interface CrashPoint {

    /**
     * That something is recorded.
     *
     * @param number the how manieth commit of the kit it is, those of all its engines counted, from 1
     */
    record Commit(int number) implements CrashPoint {
        /** Checks the number. */
        public Commit {
            requirePositive("the number of a commit", number);
        }
    }

    /**
     * That the outcome of a step is recorded: before it the work is done and nobody knows, after it the engine does not know that
     * it is recorded.
     *
     * @param step the step, in whichever workflow
     * @param occurrence which of its outcomes, in the order in which they are recorded, from 1
     */
    record Outcome(StepId step, int occurrence) implements CrashPoint {
        /** Checks the number. */
        public Outcome {
            requireNonNull(step, "step");
            requirePositive("the number of an outcome", occurrence);
        }
    }

    /**
     * That the work of a step is done: before it nothing of it has happened, after it the engine does not know what came of it.
     *
     * @param step the step, in whichever workflow
     * @param occurrence which of the times that its work is begun, from 1
     */
    record Body(StepId step, int occurrence) implements CrashPoint {
        /** Checks the number. */
        public Body {
            requireNonNull(step, "step");
            requirePositive("the number of a body", occurrence);
        }
    }

    /**
     * Returns the commit of a number.
     *
     * @param number the how manieth commit of the kit it is, from 1
     * @return the point
     */
    static CrashPoint commit(int number) {
        return new Commit(number);
    }

    /**
     * Returns the recording of the first outcome of a step.
     *
     * @param step the id of the step
     * @return the point
     */
    static CrashPoint outcomeOf(String step) {
        return outcomeOf(step, 1);
    }

    /**
     * Returns the recording of an outcome of a step.
     *
     * @param step the id of the step
     * @param occurrence which, from 1
     * @return the point
     */
    static CrashPoint outcomeOf(String step, int occurrence) {
        return new Outcome(new StepId(step), occurrence);
    }

    /**
     * Returns the work of a step, when it is begun for the first time.
     *
     * @param step the id of the step
     * @return the point
     */
    static CrashPoint bodyOf(String step) {
        return bodyOf(step, 1);
    }

    /**
     * Returns the work of a step.
     *
     * @param step the id of the step
     * @param occurrence which of the times that it is begun, from 1
     * @return the point
     */
    static CrashPoint bodyOf(String step, int occurrence) {
        return new Body(new StepId(step), occurrence);
    }

    private static void requirePositive(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(what + " is 1 at least but was " + number);
        }
    }
}
