package io.maestro.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * That a failed run does not hold up the runs of its workflow any more that wait for their turn (spec: runtime, section 3).
 *
 * @param by who or what said so
 * @param reason why, in words
 * @param at when
 */
public record Unblocking(String by, String reason, Instant at) {

    /** Checks that nothing is null. */
    public Unblocking {
        requireNonNull(by, "by");
        requireNonNull(reason, "reason");
        requireNonNull(at, "at");
    }

    /**
     * Returns that a later run of the same instance stands for one that failed.
     *
     * @param run the number of the later run
     * @param at when it was accepted
     * @return the unblocking
     */
    public static Unblocking byRun(long run, Instant at) {
        return new Unblocking("maestro", "run " + run + " of the instance stands for it", at);
    }

    /**
     * Returns that a run only undid what others of its instance had done. Whether these hold up anybody is as before.
     *
     * @param at when it ended
     * @return the unblocking
     */
    public static Unblocking ofUndoing(Instant at) {
        return new Unblocking("maestro", "it only undid what its instance had done", at);
    }
}
