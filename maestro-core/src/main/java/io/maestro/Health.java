package io.maestro;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * How a Maestro is.
 *
 * @param outage that its store does not answer, or empty if it does as far as is known
 */
public record Health(Optional<Outage> outage) {

    /** Checks that nothing is null. */
    public Health {
        requireNonNull(outage, "outage");
    }

    /**
     * Tells whether runs go on.
     *
     * @return false while the store does not answer
     */
    public boolean isGood() {
        return outage.isEmpty();
    }

    /**
     * A store that does not answer. Bodies that run go on, what they return waits to be recorded, and nothing that depends on it
     * begins; all of it goes on when the store answers again.
     *
     * @param since since when, by the engine's clock
     * @param reason what it last failed with
     */
    public record Outage(Instant since, String reason) {
        /** Checks that nothing is null. */
        public Outage {
            requireNonNull(since, "since");
            requireNonNull(reason, "reason");
        }
    }
}
