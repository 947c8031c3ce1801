package io.maestro.store;

import io.maestro.run.Fact;
import java.util.List;

/**
 * What is to be recorded in one transaction: all of it or nothing.
 *
 * @param newRuns runs that begin
 * @param facts rows that are added, or that take the place of the row with the same key; of two with the same key the later
 *     one counts
 */
public record Commit(List<NewRun> newRuns, List<Fact> facts) {

    /** Copies the lists. */
    public Commit {
        newRuns = List.copyOf(newRuns);
        facts = List.copyOf(facts);
    }
}
