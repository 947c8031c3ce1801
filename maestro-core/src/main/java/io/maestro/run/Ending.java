package io.maestro.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Why a run is brought to an end before its steps are through. Recorded when it is asked for, so that a crash cannot undo it.
 *
 * @param outcome how the run is to end, unless a step's failure weighs more
 * @param reason who or what asked for it, in words
 * @param at when
 */
public record Ending(RunStatus outcome, String reason, Instant at) {

    /** Checks that the outcome is an end. */
    public Ending {
        requireNonNull(reason, "reason");
        requireNonNull(at, "at");
        if (!outcome.isTerminal()) {
            throw new IllegalArgumentException("a run cannot end as " + outcome);
        }
    }
}
