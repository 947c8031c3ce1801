package io.maestro;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * How a Maestro is.
 *
 * @param outage that its store does not answer, or empty if it does as far as is known
 * @param liveRuns how many runs it holds in memory
 * @param sleepingRuns how many runs have left memory, because there is nothing to do for them before a time
 * @param abandonedBodies how many bodies of steps go on that did not react to interruption and were given up; what they return counts
 *     for nothing, but each holds a thread
 * @param repairs how many times since it was built a run was found to which nothing saw any more, and was taken up again; more than none is
 *     a mistake of ours or of a clock, unless the store refused something
 */
public record Health(Optional<Outage> outage, long liveRuns, long sleepingRuns, long abandonedBodies, long repairs) {

    /** Checks that nothing is null and no number negative. */
    public Health {
        requireNonNull(outage, "outage");
        if (liveRuns < 0 || sleepingRuns < 0 || abandonedBodies < 0 || repairs < 0) {
            throw new IllegalArgumentException("the numbers must not be negative but were " + liveRuns + " live runs, "
                    + sleepingRuns + " sleeping runs, " + abandonedBodies + " abandoned bodies and " + repairs
                    + " repairs");
        }
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
