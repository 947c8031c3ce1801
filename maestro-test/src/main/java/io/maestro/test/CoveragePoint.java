package io.maestro.test;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Something that a workflow can come to in a run: what {@link PipelineCoverage} counts.
 *
 * @param kind what it is
 * @param step the step that it is of, after the loops around it: {@code load/read}
 * @param to the step that a transition leads to, named in the same way; empty for what is of the step alone
 */
public record CoveragePoint(Kind kind, String step, Optional<String> to) {

    /** Checks that nothing is null. */
    public CoveragePoint {
        requireNonNull(kind, "kind");
        requireNonNull(step, "step");
        requireNonNull(to, "to");
    }

    static CoveragePoint of(Kind kind, String step) {
        return new CoveragePoint(kind, step, Optional.empty());
    }

    static CoveragePoint of(Kind kind, String step, String to) {
        return new CoveragePoint(kind, step, Optional.of(to));
    }

    /** What there is to come to. */
    public enum Kind {
        /** The work of a step began. */
        RAN("ran"),
        /** A transition was taken. */
        TAKEN("taken"),
        /** The condition of a transition was false. */
        NOT_TAKEN("not taken"),
        /** A run came to a transition that leads back, and never took it. */
        NO_PASS("no pass"),
        /** A run went back once by a transition. */
        ONE_PASS("one pass"),
        /** A run went back more than once by a transition. */
        SEVERAL_PASSES("several passes"),
        /** A loop ended well without an iteration. */
        NO_ITERATION("no iteration"),
        /** A loop had one iteration. */
        ONE_ITERATION("one iteration"),
        /** A loop had more than one iteration. */
        SEVERAL_ITERATIONS("several iterations"),
        /** An attempt of a step failed, and another followed. */
        TRIED_AGAIN("tried again"),
        /** A step failed after as many retries as it may have. */
        RETRIES_USED_UP("retries used up"),
        /** An attempt of a step took too long. */
        TIMED_OUT("timed out"),
        /** A step failed for good, even if its failure mode says to ignore that. */
        FAILED("failed");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** Returns what is counted, in words. */
        String words() {
            return words;
        }
    }

    /** Returns what it is of, in words. */
    String place() {
        return to.map(target -> "the transition from '" + step + "' to '" + target + "'")
                .orElse("step '" + step + "'");
    }

    /** Returns that nothing came to it, in words. */
    String missing() {
        return switch (kind) {
            case RAN -> place() + " never ran";
            case TAKEN -> place() + " was never taken";
            case NOT_TAKEN -> "the condition of " + place() + " was never false";
            case NO_PASS -> "no run went without " + place();
            case ONE_PASS -> "no run went once by " + place();
            case SEVERAL_PASSES -> "no run went more than once by " + place();
            case NO_ITERATION -> place() + " never had no iteration";
            case ONE_ITERATION -> place() + " never had one iteration only";
            case SEVERAL_ITERATIONS -> place() + " never had more than one iteration";
            case TRIED_AGAIN -> place() + " was never tried again";
            case RETRIES_USED_UP -> "the retries of " + place() + " were never used up";
            case TIMED_OUT -> place() + " never timed out";
            case FAILED -> place() + " never failed, and its failure mode says what comes of that";
        };
    }
}
