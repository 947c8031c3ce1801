package io.maestro.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * Why a run is brought to an end before its steps are through, or has something to do before it ends. Recorded when that is known, so that
 * a crash cannot undo it.
 *
 * @param outcome how the run is to end, unless a step's failure weighs more
 * @param reason who or what asked for it, in words
 * @param at when
 * @param compensation what is undone first, or empty if nothing is
 * @param handling what handles the failures first, or empty if nothing does
 * @param refused that it could not start at all, or empty if it could
 */
public record Ending(
        RunStatus outcome,
        String reason,
        Instant at,
        Optional<Compensation> compensation,
        Optional<FailureHandling> handling,
        Optional<RefusedStart> refused) {

    /** Checks that the outcome is an end. */
    public Ending {
        requireNonNull(compensation, "compensation");
        requireNonNull(handling, "handling");
        requireNonNull(refused, "refused");
        requireNonNull(reason, "reason");
        requireNonNull(at, "at");
        if (!outcome.isTerminal()) {
            throw new IllegalArgumentException("a run cannot end as " + outcome);
        }
    }

    /**
     * Creates the reason of an end before which nothing is undone or handled, as far as it is known.
     *
     * @param outcome how the run is to end, unless a step's failure weighs more
     * @param reason who or what asked for it, in words
     * @param at when
     */
    public Ending(RunStatus outcome, String reason, Instant at) {
        this(outcome, reason, at, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Returns this with what is undone first.
     *
     * @param undoing what is undone, and how far that has come
     * @return the same end
     */
    public Ending after(Compensation undoing) {
        return new Ending(outcome, reason, at, Optional.of(undoing), handling, refused);
    }

    /**
     * Returns this with what handles the failures first.
     *
     * @param failures what handles them
     * @return the same end
     */
    public Ending handling(FailureHandling failures) {
        return new Ending(outcome, reason, at, compensation, Optional.of(failures), refused);
    }

    /**
     * Tells whether there is something to do before the end.
     *
     * @return true if something is undone or handled first
     */
    public boolean windsUp() {
        return compensation.isPresent() || handling.isPresent();
    }

    /**
     * Returns the end of a run that could not start.
     *
     * @param given what the start was given
     * @param reason what was wrong with its params, in words
     * @param at when
     * @return the end, as FAILED
     */
    public static Ending ofRefused(RefusedStart given, String reason, Instant at) {
        return new Ending(RunStatus.FAILED, reason, at, Optional.empty(), Optional.empty(), Optional.of(given));
    }
}
