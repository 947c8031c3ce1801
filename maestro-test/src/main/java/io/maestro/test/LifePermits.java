package io.maestro.test;

import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import io.maestro.run.PermitHolder;
import io.maestro.run.PermitStanding;
import io.maestro.run.RunId;
import io.maestro.store.Permits;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.Supplier;

/** The permits of a store as one engine has them: when it is dead, it gives none away and takes none back. */
final class LifePermits implements Permits {

    private final Permits real;
    private final ReadWriteLock fence;
    private final Life life;

    LifePermits(Permits real, ReadWriteLock fence, Life life) {
        this.real = real;
        this.fence = fence;
        this.life = life;
    }

    private <T> T unlessDead(Supplier<T> change, T otherwise) {
        fence.readLock().lock();
        try {
            return life.isDead() ? otherwise : change.get();
        } finally {
            fence.readLock().unlock();
        }
    }

    private void unlessDead(Runnable change) {
        var unused = unlessDead(
                () -> {
                    change.run();
                    return true;
                },
                false);
    }

    @Override
    public Granted grant(Collection<Limit> limits, Instant at) {
        return unlessDead(() -> real.grant(limits, at), new Granted(List.of(), Optional.empty()));
    }

    @Override
    public Set<Grant> held(Collection<Limit> limits) {
        return real.held(limits);
    }

    @Override
    public Set<Limit> awaited() {
        return real.awaited();
    }

    @Override
    public List<PermitStanding> standings(PermitHolder waiting) {
        return real.standings(waiting);
    }

    @Override
    public void recall(RunId run) {
        unlessDead(() -> real.recall(run));
    }

    @Override
    public void recallAll() {
        unlessDead(real::recallAll);
    }

    @Override
    public void set(HostLimit limit) {
        unlessDead(() -> real.set(limit));
    }

    @Override
    public boolean remove(Limit limit) {
        return unlessDead(() -> real.remove(limit), false);
    }

    @Override
    public List<HostLimit> list() {
        return real.list();
    }
}
