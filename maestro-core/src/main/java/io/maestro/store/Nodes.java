package io.maestro.store;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.WorkflowId;
import io.maestro.run.DefinitionRef;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What a store does for the processes that share it: each is a node, from when it opens the store until it closes it, or until it
 * is taken for dead. A run that has not ended belongs to one node at most, the only one that may advance it; what a node commits
 * after it was taken for dead is refused with {@link LeaseLostException}. Thread-safe.
 */
public interface Nodes {

    /**
     * Returns this process.
     *
     * @return its number
     */
    long self();

    /**
     * Returns the nodes that are alive, as they were a short while ago.
     *
     * @return the nodes, in the ascending order of their numbers
     */
    List<Node> list();

    /**
     * Has the others know how busy this node is, and somebody called when there may be something to do: a message, a run that
     * belongs to nobody, a lease that is lost. A call may be missing, so it is good to look now and then as well.
     *
     * @param runs tells how many runs this node has in hand; returns soon
     * @param news what to call; returns soon
     */
    void attend(LongSupplier runs, Runnable news);

    /**
     * Makes sure that this node has its lease.
     *
     * @throws LeaseLostException if it has not
     */
    void ensure();

    /**
     * Comes back as a new node, to which no run belongs. To be called when nothing is left that the one before had under way.
     *
     * @throws StoreException if the store does not answer; it can be tried again
     */
    void rejoin();

    /**
     * A run that belongs to this node now.
     *
     * @param runId the run
     * @param version the version that it runs, or that has the loop whose body it runs
     * @param sleepsUntil when it is to be woken; empty if it does not sleep
     */
    record Claimed(RunId runId, DefinitionRef version, Optional<Instant> sleepsUntil) {
        /** Checks that nothing is null. */
        public Claimed {
            requireNonNull(runId, "runId");
            requireNonNull(version, "version");
            requireNonNull(sleepsUntil, "sleepsUntil");
        }
    }

    /**
     * Makes runs that have begun, have not ended and belong to nobody belong to this node: those that began so, and those of nodes that
     * are gone.
     *
     * @param workflows of which workflows; iterations of loops count as runs of the workflow in which the loop is
     * @param except of which versions none, without the bodies of loops
     * @param limit how many at most, positive
     * @return the runs
     */
    List<Claimed> claim(Set<WorkflowId> workflows, Set<DefinitionRef> except, int limit);

    /**
     * Returns a run that has begun and not ended if it belongs to this node, or else to nobody and from now on to this node.
     *
     * @param runId the run
     * @return its row; empty if it has ended or belongs to another node
     */
    Optional<WorkflowRun> own(RunId runId);

    /**
     * A run that belongs to this node.
     *
     * @param place where it stands among the others; positive
     * @param run the run
     */
    record Held(long place, Claimed run) {
        /** Checks that nothing is null. */
        public Held {
            requireNonNull(run, "run");
        }
    }

    /**
     * Returns runs that have begun, have not ended and belong to this node, so that it can be found out whether it knows of them all.
     *
     * @param after the place after which to go on; 0 to begin
     * @param awakeAt those that sleep beyond this time are left out
     * @param limit how many at most, positive
     * @return the runs, in the order of their places
     */
    List<Held> held(long after, Instant awakeAt, int limit);

    /**
     * Has a run of this node belong to nobody.
     *
     * @param runId the run
     */
    void release(RunId runId);

    /**
     * Returns messages to runs of this node.
     *
     * @param except those that are known already
     * @param limit how many at most, positive
     * @return the messages, the oldest first
     */
    List<Message.Received> received(Collection<Long> except, int limit);

    /**
     * Tells which requests for actions have not been taken in yet.
     *
     * @param requests the ids of requests
     * @return those of them of which there is a message
     */
    Set<String> waiting(Collection<String> requests);

    /**
     * Forgets messages, which have been taken in.
     *
     * @param messages their numbers
     */
    void settled(Collection<Long> messages);
}
