package io.maestro.store;

import io.maestro.run.DroppedVisits;
import io.maestro.run.Fact;
import java.util.List;

/**
 * What is to be recorded in one transaction: all of it or nothing.
 *
 * @param newRuns runs that begin
 * @param facts rows that are added, or that take the place of the row with the same key; of two with the same key the later
 *     one counts
 * @param dropped what is not kept any more once the facts are recorded, if it is there: of each step the attempts of these
 *     visits, and all runs that such an attempt started and that have ended, with what these started in turn. A run that has
 *     not ended stays, and whether it is dropped when it has ended is left to the store
 * @param messages what runs are to know that other nodes advance; only for a store that has {@link Nodes}
 */
public record Commit(List<NewRun> newRuns, List<Fact> facts, List<DroppedVisits> dropped, List<Message> messages) {

    /** Copies the lists. */
    public Commit {
        newRuns = List.copyOf(newRuns);
        facts = List.copyOf(facts);
        dropped = List.copyOf(dropped);
        messages = List.copyOf(messages);
    }

    /**
     * Creates a commit that tells nobody.
     *
     * @param newRuns runs that begin
     * @param facts rows that are added, or that take the place of the row with the same key
     * @param dropped what is not kept any more
     */
    public Commit(List<NewRun> newRuns, List<Fact> facts, List<DroppedVisits> dropped) {
        this(newRuns, facts, dropped, List.of());
    }

    /**
     * Creates a commit that drops nothing and tells nobody.
     *
     * @param newRuns runs that begin
     * @param facts rows that are added, or that take the place of the row with the same key
     */
    public Commit(List<NewRun> newRuns, List<Fact> facts) {
        this(newRuns, facts, List.of(), List.of());
    }

    /**
     * Tells whether there is nothing to do.
     *
     * @return true if nothing begins, is recorded, is dropped or is told
     */
    public boolean isEmpty() {
        return newRuns.isEmpty() && facts.isEmpty() && dropped.isEmpty() && messages.isEmpty();
    }
}
