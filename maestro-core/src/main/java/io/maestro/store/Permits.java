package io.maestro.store;

import static java.util.Objects.requireNonNull;

import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import io.maestro.run.PermitHolder;
import io.maestro.run.PermitStanding;
import io.maestro.run.RunId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a store does for steps that need permits, beside taking in with a {@link Commit} that they wait for some and give them back, see
 * {@link io.maestro.run.PermitClaim}. Who gets some is decided by {@link io.maestro.permit.PermitRules}, one decision about a limit after
 * the other, on all nodes. Thread-safe.
 *
 * <p>A permit belongs to an attempt of a run that a node advances. What the attempts of a node have that is gone returns by itself, unless
 * their work goes on without it: as an external job, or as runs of their own. Who waited then waits no more until the run goes on and asks
 * again.
 */
public interface Permits {

    /**
     * That an attempt has the permits that it waited for.
     *
     * @param holder the attempt
     * @param turn which time it asked
     */
    record Grant(PermitHolder holder, int turn) {
        /** Checks that the attempt is there. */
        public Grant {
            requireNonNull(holder, "holder");
        }
    }

    /**
     * What came of giving permits away.
     *
     * @param granted who got what it waits for: attempts of runs of this node. Others are told with {@link Message.PermitsGranted}
     * @param again when to try again although nobody gives anything back; or empty
     */
    record Granted(List<Grant> granted, Optional<Instant> again) {

        /** Copies the list. */
        public Granted {
            granted = List.copyOf(granted);
        }
    }

    /**
     * Gives away what there is. Costs little if nobody waits.
     *
     * @param limits the limits of which there may be some
     * @param at when
     * @return what came of it
     */
    Granted grant(Collection<Limit> limits, Instant at);

    /**
     * Returns who has permits, of the runs of this node.
     *
     * @param limits of which limits
     * @return the attempts, each once
     */
    Set<Grant> held(Collection<Limit> limits);

    /**
     * Returns for what attempts of this node wait.
     *
     * @return the limits
     */
    Set<Limit> awaited();

    /**
     * Tells how the limits stand that an attempt waits for.
     *
     * @param waiting the attempt
     * @return the limits; none if it does not wait
     */
    List<PermitStanding> standings(PermitHolder waiting);

    /**
     * Has the permits return that the attempts of a run of this node have, unless their work goes on without the node, as if it were
     * gone: it does not advance the run any more.
     *
     * @param run the run
     */
    void recall(RunId run);

    /**
     * Has the permits return of all runs, as {@link #recall} does. To be called by who begins with a store that has no {@link Nodes}: what
     * was there before is gone.
     */
    void recallAll();

    /**
     * Allows something; what was allowed before of the same is replaced. Who has more than that keeps it.
     *
     * @param limit what is allowed
     */
    void set(HostLimit limit);

    /**
     * Allows everything, as before anything was set.
     *
     * @param limit what is not limited any more
     * @return false if it was not limited
     */
    boolean remove(Limit limit);

    /**
     * Returns what the host allows.
     *
     * @return all that is set, in the order of the limits
     */
    List<HostLimit> list();
}
