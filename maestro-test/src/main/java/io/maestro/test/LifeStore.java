package io.maestro.test;

import io.maestro.definition.WorkflowId;
import io.maestro.run.RunId;
import io.maestro.run.Unblocking;
import io.maestro.run.WorkflowRun;
import io.maestro.step.TransactionalWork;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.ForwardingStore;
import io.maestro.store.NewRun;
import io.maestro.store.Nodes;
import io.maestro.store.Permits;
import io.maestro.store.Queues;
import io.maestro.store.StepTransaction;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import io.maestro.time.TimeSource;
import io.maestro.value.ValueCodec;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The store as one engine has it: what that records after its death is refused. Thread-safe. */
final class LifeStore extends ForwardingStore {

    private static final Commit NO_FACTS = new Commit(List.of(), List.of());

    private final Store rows;
    private final Life life;
    private final Faults faults;
    private final Optional<ValueCodec> values;
    private final Optional<LifeNodes> nodes;
    private final ReentrantReadWriteLock fence = new ReentrantReadWriteLock();

    LifeStore(Life.Kept kept, Life life, TimeSource clock, Faults faults) {
        super(kept.rows());
        this.rows = kept.rows();
        this.values = rows.values().or(kept::values);
        this.life = life;
        this.faults = faults;
        this.nodes = rows.nodes().map(real -> new LifeNodes(real, life, clock));
    }

    /** Waits for what is just being recorded; nothing is after that. The engine must be dead. */
    void fence() {
        fence.writeLock().lock();
        try {
            requireDead();
        } finally {
            fence.writeLock().unlock();
        }
    }

    /** A commit may have to wait, and not on a thread that has something else to do. */
    @Override
    public boolean commitsAtOnce() {
        return false;
    }

    @Override
    public List<Begun> commit(Commit commit) {
        life.slowDown(commit);
        var begun = write(commit, () -> rows.commit(commit));
        if (isNews(commit)) {
            life.tellNodes();
        }
        return begun;
    }

    /** Tells whether nodes are to know of it. One looks now and then by the time of the wall as well, which is too late for a test. */
    private static boolean isNews(Commit commit) {
        return !commit.messages().isEmpty()
                || commit.facts().stream()
                        .anyMatch(fact ->
                                fact instanceof WorkflowRun run && run.status().isTerminal());
    }

    /** Records something, unless a fault befalls it. */
    private <T> T write(Commit commit, Supplier<T> call) {
        life.standStill();
        requireAlive();
        var fate = faults.befalls(commit);
        if (fate.crash() == Faults.Moment.BEFORE) {
            throw dead();
        }
        if (fate.failure().isPresent() && !fate.failure().get().isRecorded()) {
            throw fate.failure().get().exception();
        }
        var result = fencedOff(call);
        if (fate.failure().isPresent()) {
            throw fate.failure().get().exception();
        }
        if (fate.crash() == Faults.Moment.AFTER) {
            throw dead();
        }
        return result;
    }

    private <T> T fencedOff(Supplier<T> call) {
        fence.readLock().lock();
        try {
            requireAlive();
            return call.get();
        } finally {
            fence.readLock().unlock();
        }
    }

    private void requireDead() {
        if (!life.isDead()) {
            throw new IllegalStateException("a living engine must not be fenced off");
        }
    }

    /** One that was taken for dead is refused by a store that has nodes, and by this one in the place of others. */
    private void requireAlive() {
        if (life.isDead() && (life.isGone() || nodes.isEmpty())) {
            throw new StoreException("this engine is dead, so nothing of it is recorded");
        }
    }

    private StoreException dead() {
        life.die(Death.CRASH);
        return new StoreException("this engine has just died, as the test wants it");
    }

    @Override
    public StepTransaction openTransaction() {
        return new Transaction(rows.openTransaction());
    }

    private final class Transaction implements StepTransaction {
        private final StepTransaction real;

        Transaction(StepTransaction real) {
            this.real = real;
        }

        @Override
        public <C, T extends @Nullable Object> T work(Class<C> type, TransactionalWork<C, T> work) throws Exception {
            return real.work(type, work);
        }

        @Override
        public void commit(Commit commit) {
            write(commit, () -> {
                real.commit(commit);
                return commit;
            });
        }

        @Override
        public boolean isCommitted(Commit commit) {
            return real.isCommitted(commit);
        }

        @Override
        public void rollBack() {
            real.rollBack();
        }
    }

    @Override
    public Permits permits() {
        return new LifePermits(rows.permits(), fence, life);
    }

    @Override
    public Queues queues() {
        return new Queue(rows.queues());
    }

    private final class Queue implements Queues {
        private final Queues real;

        Queue(Queues real) {
            this.real = real;
        }

        @Override
        public Released release(WorkflowId workflow, NewRun.Place place, Instant at, int limit) {
            return real.waiting(Set.of(workflow)).isEmpty()
                    ? fencedOff(() -> real.release(workflow, place, at, limit))
                    : write(NO_FACTS, () -> real.release(workflow, place, at, limit));
        }

        @Override
        public List<WorkflowRun> end(Range range, EarlyEnd end, int limit) {
            return write(NO_FACTS, () -> real.end(range, end, limit));
        }

        @Override
        public List<WorkflowRun> unblock(
                WorkflowId workflow, Optional<Long> instance, Unblocking unblocking, int limit) {
            return write(NO_FACTS, () -> real.unblock(workflow, instance, unblocking, limit));
        }

        @Override
        public Set<WorkflowId> waiting(Collection<WorkflowId> workflows) {
            return real.waiting(workflows);
        }

        @Override
        public Optional<Long> ahead(RunId run) {
            return real.ahead(run);
        }
    }

    /** Has the engine look, if it is one of several nodes. */
    void call() {
        nodes.ifPresent(LifeNodes::call);
    }

    @Override
    public Optional<ValueCodec> values() {
        return values;
    }

    @Override
    public Optional<Nodes> nodes() {
        return nodes.map(own -> own);
    }

    /** The store outlives this engine. */
    @Override
    public void close() {}
}
