package io.maestro.internal.eval.params;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What started a run, as expressions see it.
 *
 * @param kind what it is
 * @param runner the user who started it by hand, or empty
 * @param timezone the time zone of the time trigger, or empty
 */
public record Initiator(Kind kind, Optional<String> runner, Optional<String> timezone) {

    /** Checks that nothing is null. */
    public Initiator {
        requireNonNull(kind, "kind");
        requireNonNull(runner, "runner");
        requireNonNull(timezone, "timezone");
    }

    /** What can start a run. */
    public enum Kind {
        /** A user. */
        MANUAL,
        /** A time trigger. */
        TIME,
        /** A signal. */
        SIGNAL,
        /** A subworkflow step. */
        SUBWORKFLOW,
        /** A foreach step. */
        FOREACH,
        /** A while step. */
        WHILE,
        /** A template. */
        TEMPLATE,
        /** Nothing: a definition is only checked. */
        VALIDATION;

        /**
         * Tells whether this is a run that its own starts.
         *
         * @return true for a parent run
         */
        public boolean isUpstream() {
            return switch (this) {
                case MANUAL, TIME, SIGNAL, VALIDATION -> false;
                case SUBWORKFLOW, FOREACH, WHILE, TEMPLATE -> true;
            };
        }
    }

    /**
     * Returns a start by hand.
     *
     * @param runner the user
     * @return the initiator
     */
    public static Initiator manual(String runner) {
        return new Initiator(Kind.MANUAL, Optional.of(runner), Optional.empty());
    }
}
