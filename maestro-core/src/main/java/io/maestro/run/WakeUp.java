package io.maestro.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * When a run is to be woken: all that it waits for are times, and until the next of them there is nothing to do for it. One row a
 * run. It is a hint where to look first, since the attempts tell the same: a run that sleeps too long is late, but nothing of it is lost.
 *
 * @param runId the run
 * @param at when; empty if the run does not sleep
 */
public record WakeUp(RunId runId, Optional<Instant> at) implements Fact {

    /** Checks that nothing is null. */
    public WakeUp {
        requireNonNull(runId, "runId");
        requireNonNull(at, "at");
    }
}
