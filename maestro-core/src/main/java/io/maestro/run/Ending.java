package io.maestro.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * Why a run is brought to an end before its steps are through. Recorded when it is asked for, so that a crash cannot undo it.
 *
 * @param outcome how the run is to end, unless a step's failure weighs more
 * @param reason who or what asked for it, in words
 * @param at when
 * @param compensation what is undone first, or empty if nothing is
 */
public record Ending(RunStatus outcome, String reason, Instant at, Optional<Compensation> compensation) {

    /** Checks that the outcome is an end. */
    public Ending {
        requireNonNull(compensation, "compensation");
        requireNonNull(reason, "reason");
        requireNonNull(at, "at");
        if (!outcome.isTerminal()) {
            throw new IllegalArgumentException("a run cannot end as " + outcome);
        }
    }

    /**
     * Creates the reason of an end before which nothing is undone, as far as it is known.
     *
     * @param outcome how the run is to end, unless a step's failure weighs more
     * @param reason who or what asked for it, in words
     * @param at when
     */
    public Ending(RunStatus outcome, String reason, Instant at) {
        this(outcome, reason, at, Optional.empty());
    }

    /**
     * Returns this with what is undone first.
     *
     * @param undoing what is undone, and how far that has come
     * @return the same end
     */
    public Ending after(Compensation undoing) {
        return new Ending(outcome, reason, at, Optional.of(undoing));
    }
}
