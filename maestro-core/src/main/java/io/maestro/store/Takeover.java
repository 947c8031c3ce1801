package io.maestro.store;

import io.maestro.run.Fact;
import io.maestro.run.RunId;
import java.util.List;

/**
 * What a run has from its beginning on, though it did not do it: what a fork takes over. The rows depend on the number that the run gets, so a
 * store asks for them when it has that, maybe more than once, and each time gets the same.
 */
@FunctionalInterface
public interface Takeover {

    /** What most runs take over. */
    Takeover NOTHING = runId -> List.of();

    /**
     * Returns the rows that are added with a run, if it is new: attempts of the run, and runs below it that have ended and are there only for
     * it, each before its own attempts.
     *
     * @param runId the run
     * @return runs and attempts
     */
    List<Fact> rows(RunId runId);
}
