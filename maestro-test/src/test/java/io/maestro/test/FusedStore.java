package io.maestro.test;

import io.maestro.definition.WorkflowId;
import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import io.maestro.run.PermitHolder;
import io.maestro.run.PermitStanding;
import io.maestro.run.RunId;
import io.maestro.run.Unblocking;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.ForwardingStore;
import io.maestro.store.NewRun;
import io.maestro.store.Permits;
import io.maestro.store.Queues;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * One engine's way to rows that outlive it, which is cut before or after one of its writes, of runs, queues or permits, as if the process had
 * died.
 */
final class FusedStore extends ForwardingStore {

    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private volatile boolean afterwards;
    private volatile boolean dead;

    FusedStore(Store rows) {
        super(rows);
    }

    /** Has the process die at the write that comes after so many more, before it or after it. */
    void crashAt(int write, boolean afterIt) {
        afterwards = afterIt;
        left.set(write);
    }

    /** Has the process die now. */
    void die() {
        dead = true;
    }

    boolean isDead() {
        return dead;
    }

    private <T> T write(Supplier<T> write) {
        boolean last = left.getAndDecrement() == 0;
        if (last && !afterwards) {
            dead = true;
        }
        requireAlive();
        var result = write.get();
        if (last) {
            dead = true;
        }
        requireAlive();
        return result;
    }

    private void requireAlive() {
        if (dead) {
            throw new StoreException("the process is dead");
        }
    }

    @Override
    public List<Begun> commit(Commit commit) {
        return write(() -> super.commit(commit));
    }

    @Override
    public Permits permits() {
        var permits = super.permits();
        return new Permits() {
            @Override
            public Granted grant(Collection<Limit> limits, Instant at) {
                return write(() -> permits.grant(limits, at));
            }

            @Override
            public Set<Grant> held(Collection<Limit> limits) {
                return permits.held(limits);
            }

            @Override
            public Set<Limit> awaited() {
                return permits.awaited();
            }

            @Override
            public List<PermitStanding> standings(PermitHolder waiting) {
                return permits.standings(waiting);
            }

            @Override
            public void recall(RunId run) {
                requireAlive();
                permits.recall(run);
            }

            @Override
            public void recallAll() {
                requireAlive();
                permits.recallAll();
            }

            @Override
            public void set(HostLimit limit) {
                requireAlive();
                permits.set(limit);
            }

            @Override
            public boolean remove(Limit limit) {
                requireAlive();
                return permits.remove(limit);
            }

            @Override
            public List<HostLimit> list() {
                return permits.list();
            }
        };
    }

    @Override
    public Queues queues() {
        var queues = super.queues();
        return new Queues() {
            @Override
            public Released release(WorkflowId workflow, NewRun.Place place, Instant at, int limit) {
                return write(() -> queues.release(workflow, place, at, limit));
            }

            @Override
            public List<WorkflowRun> end(Range range, EarlyEnd end, int limit) {
                return write(() -> queues.end(range, end, limit));
            }

            @Override
            public List<WorkflowRun> unblock(
                    WorkflowId workflow, Optional<Long> instance, Unblocking unblocking, int limit) {
                return write(() -> queues.unblock(workflow, instance, unblocking, limit));
            }

            @Override
            public Set<WorkflowId> waiting(Collection<WorkflowId> workflows) {
                return queues.waiting(workflows);
            }

            @Override
            public Optional<Long> ahead(RunId run) {
                return queues.ahead(run);
            }
        };
    }
}
