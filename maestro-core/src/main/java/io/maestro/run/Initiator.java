package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.value.JavaValue;
import java.util.Optional;

/** What started a run (spec: runtime, section 1.4). */
public sealed interface Initiator {

    /**
     * A person, or the application.
     *
     * @param user who, or empty if nobody said
     */
    record ByHand(Optional<String> user) implements Initiator {
        /** Checks that nothing is null. */
        public ByHand {
            requireNonNull(user, "user");
        }
    }

    /**
     * A step of another run, the parent.
     *
     * @param kind the kind of step
     * @param parent the parent
     * @param step the step
     * @param attempt the attempt of the step, from 1
     * @param awaited whether the step waits for the end of this run
     * @param depth how many runs are above this one, from 1
     * @param root the topmost of these
     * @param item the element that an iteration of a foreach over a list in Java runs for, or empty
     */
    record ByStep(
            Kind kind,
            RunId parent,
            StepId step,
            int attempt,
            boolean awaited,
            int depth,
            RunId root,
            Optional<JavaValue> item)
            implements Initiator {
        /** Checks that nothing is null. */
        public ByStep {
            requireNonNull(kind, "kind");
            requireNonNull(parent, "parent");
            requireNonNull(step, "step");
            requireNonNull(root, "root");
            requireNonNull(item, "item");
        }
    }

    /** The kinds of steps that start runs. */
    enum Kind {
        /** A foreach step: the run is an iteration. */
        FOREACH,
        /** A while step: the run is an iteration. */
        WHILE,
        /** A subworkflow step. */
        SUBWORKFLOW;

        /**
         * Tells whether the run is an iteration of a loop, which has no workflow of its own.
         *
         * @return true for the loops
         */
        public boolean isLoop() {
            return this != SUBWORKFLOW;
        }
    }

    /**
     * Returns how many runs are above the one that is started.
     *
     * @return the number, from 0
     */
    default int depth() {
        return switch (this) {
            case ByHand byHand -> 0;
            case ByStep byStep -> byStep.depth();
        };
    }

    /**
     * Tells whether a step waits for the end of the run, which then belongs to the run of the step.
     *
     * @return false for a run that is there for itself
     */
    default boolean isAwaited() {
        return this instanceof ByStep byStep && byStep.awaited();
    }

    /**
     * Returns the initiator of a run that nobody said who started.
     *
     * @return the initiator
     */
    static Initiator unknown() {
        return new ByHand(Optional.empty());
    }
}
