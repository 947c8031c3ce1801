package io.maestro.test;

import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.ForwardingStore;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * One engine's way to rows that outlive it, on which commits can be refused, held back, or cut off for good as if the process
 * had died.
 */
final class FaultyStore extends ForwardingStore {

    private static final int NEVER = Integer.MAX_VALUE;

    private final List<Commit> commits = new CopyOnWriteArrayList<>();
    private final List<Hold> holds = new CopyOnWriteArrayList<>();
    private final AtomicInteger tried = new AtomicInteger();
    private volatile Predicate<Commit> refused = commit -> false;
    private volatile int crashBefore = NEVER;
    private volatile int crashAfter = NEVER;
    private volatile boolean crashed;

    FaultyStore(Store rows) {
        super(rows);
    }

    /** Commits that are held back. */
    static final class Hold {
        private final Predicate<Commit> which;
        private final Gate gate = new Gate();

        private Hold(Predicate<Commit> which) {
            this.which = which;
        }

        void awaitArrival() {
            gate.awaitArrival();
        }

        void release() {
            gate.open();
        }
    }

    /** Holds commits back until they are released. */
    Hold hold(Predicate<Commit> which) {
        var hold = new Hold(which);
        holds.add(hold);
        return hold;
    }

    /** Refuses commits, which then do not happen. */
    void refuse(Predicate<Commit> which) {
        refused = which;
    }

    /** Cuts the engine off before the n-th commit reaches the rows. */
    void crashBefore(int commit) {
        crashBefore = commit;
    }

    /** Cuts the engine off after the n-th commit has reached the rows, and before the engine knows. */
    void crashAfter(int commit) {
        crashAfter = commit;
    }

    boolean isCrashed() {
        return crashed;
    }

    /** Returns what was recorded, the oldest first. */
    List<Commit> commits() {
        return commits;
    }

    static boolean has(Commit commit, String step, StepStatus status) {
        return attempts(commit).anyMatch(attempt -> attempt.step().value().equals(step) && attempt.status() == status);
    }

    static java.util.stream.Stream<StepAttempt> attempts(Commit commit) {
        return commit.facts().stream().filter(StepAttempt.class::isInstance).map(StepAttempt.class::cast);
    }

    @Override
    public boolean commitsAtOnce() {
        return false;
    }

    @Override
    public List<Begun> commit(Commit commit) {
        holds.stream().filter(hold -> hold.which.test(commit)).forEach(hold -> hold.gate.passStubbornly());
        int number = tried.incrementAndGet();
        if (number >= crashBefore) {
            crashed = true;
        }
        if (crashed) {
            throw new StoreException("the process is dead");
        }
        if (refused.test(commit)) {
            throw new StoreException("refused");
        }
        var begun = super.commit(commit);
        commits.add(commit);
        if (number >= crashAfter) {
            crashed = true;
            throw new StoreException("the process is dead");
        }
        return begun;
    }
}
