package io.maestro.internal.engine;

import io.maestro.internal.kernel.RunLimits;
import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import io.maestro.store.Permits;
import io.maestro.store.Store;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * What an engine knows of the limits that the host has set. Where there are none, a run pays for it the reading of a field. What is set or
 * removed by this engine is known at once, what by others when it is looked for. Thread-safe.
 */
public final class LimitWatch {

    private final Store store;
    private final PermitDesk desk;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile Set<Limit> known = Set.of();

    LimitWatch(Store store, PermitDesk desk) {
        this.store = store;
        this.desk = desk;
    }

    /** Returns the limits of a run for which definitions declare some. */
    RunLimits with(RunLimits declared) {
        var host = known;
        return host.isEmpty() ? declared : new RunLimits(host, declared.workflow(), declared.instance());
    }

    /** Looks what is set. What was read first must not take the place of what was read later. */
    void refresh() {
        refreshing.lock();
        try {
            known = list().stream().map(HostLimit::limit).collect(Collectors.toUnmodifiableSet());
        } finally {
            refreshing.unlock();
        }
    }

    /**
     * Sets a limit.
     *
     * @param limit what is allowed
     */
    public void set(HostLimit limit) {
        permits().set(limit);
        refresh();
        desk.look(List.of(limit.limit()));
    }

    /**
     * Removes a limit.
     *
     * @param limit the tag or the step type
     * @return whether there was one
     */
    public boolean remove(Limit limit) {
        boolean removed = permits().remove(limit);
        refresh();
        desk.look(List.of(limit));
        return removed;
    }

    /**
     * Returns all limits.
     *
     * @return those that are set
     */
    public List<HostLimit> list() {
        return permits().list();
    }

    private Permits permits() {
        return store.permits();
    }
}
