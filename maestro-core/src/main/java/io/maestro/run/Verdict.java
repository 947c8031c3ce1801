package io.maestro.run;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What somebody says of an attempt of which nobody knows whether its work was done. It is recorded together with who said it and
 * why.
 *
 * {@snippet :
 * run.settle("pay", 1, Verdict.done("ann", "the bank shows the transfer").output(receipt));
 * }
 *
 * @param kind what became of the attempt
 * @param output what the work returned, if it was done; or empty
 * @param by who says so
 * @param reason why
 */
public record Verdict(Kind kind, Optional<Object> output, String by, String reason) {

    /** What became of an attempt. */
    public enum Kind {
        /** The work was done: the step succeeds. */
        DONE,
        /** The work was not done, and is not to be: the step fails for good. */
        FAILED,
        /** The work was not done: another attempt does it. */
        RUN_AGAIN
    }

    /** Checks that only work that was done has an output. */
    public Verdict {
        requireNonNull(kind, "kind");
        requireNonNull(by, "by");
        requireNonNull(reason, "reason");
        if (output.isPresent() && kind != Kind.DONE) {
            throw new IllegalArgumentException("only work that is DONE has an output, but the verdict is " + kind);
        }
    }

    /**
     * Says that the work was done.
     *
     * @param by who says so
     * @param reason why
     * @return the verdict
     */
    public static Verdict done(String by, String reason) {
        return new Verdict(Kind.DONE, Optional.empty(), by, reason);
    }

    /**
     * Says that the work was not done and that the step is to fail.
     *
     * @param by who says so
     * @param reason why
     * @return the verdict
     */
    public static Verdict failed(String by, String reason) {
        return new Verdict(Kind.FAILED, Optional.empty(), by, reason);
    }

    /**
     * Says that the work was not done and that another attempt is to do it.
     *
     * @param by who says so
     * @param reason why
     * @return the verdict
     */
    public static Verdict runAgain(String by, String reason) {
        return new Verdict(Kind.RUN_AGAIN, Optional.empty(), by, reason);
    }

    /**
     * Says what the work returned, which other steps may read.
     *
     * @param value of the type that the step declares
     * @return the verdict
     */
    public Verdict output(Object value) {
        return new Verdict(kind, Optional.of(value), by, reason);
    }
}
