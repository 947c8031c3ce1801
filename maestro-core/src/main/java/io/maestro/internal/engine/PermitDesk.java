package io.maestro.internal.engine;

import io.maestro.internal.kernel.RunEvent;
import io.maestro.internal.kernel.StepEvent;
import io.maestro.permit.Limit;
import io.maestro.run.RunId;
import io.maestro.store.LeaseLostException;
import io.maestro.store.Permits;
import io.maestro.store.UnknownOutcomeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives permits away, and tells the runs whose steps have got some. One thread does it at a time: what is to be looked at meanwhile is
 * looked at together, next. A look is made after whatever may have somebody get a permit: that he asks, that another gives one back, that
 * the host allows more.
 */
final class PermitDesk {

    private static final Logger LOG = LoggerFactory.getLogger(PermitDesk.class);

    private final Engine engine;
    private final ReentrantLock lock = new ReentrantLock();
    private Set<Limit> toLookAt = new TreeSet<>();
    private boolean busy;
    private Timers.@Nullable Entry alarm;
    private Instant alarmAt = Instant.MAX;
    private final Set<Limit> rated = new TreeSet<>();

    PermitDesk(Engine engine) {
        this.engine = engine;
    }

    /** Gives away what there is of some limits. */
    void look(Collection<Limit> limits) {
        lock.lock();
        try {
            toLookAt.addAll(limits);
            if (busy || toLookAt.isEmpty()) {
                return;
            }
            busy = true;
        } finally {
            lock.unlock();
        }
        engine.inBackground(this::work);
    }

    private void work() {
        for (var limits = next(); !limits.isEmpty(); limits = next()) {
            grant(limits);
        }
    }

    private Set<Limit> next() {
        lock.lock();
        try {
            var next = engine.isDraining() ? Set.<Limit>of() : toLookAt;
            toLookAt = new TreeSet<>();
            busy = !next.isEmpty();
            return next;
        } finally {
            lock.unlock();
        }
    }

    private void grant(Set<Limit> limits) {
        try {
            var granted = permits().grant(limits, engine.time().instant());
            granted.granted().forEach(this::tell);
            granted.again().ifPresent(time -> lookAgain(limits, time));
        } catch (UnknownOutcomeException e) {
            LOG.info("permits of {} may be given away of which nobody was told; they are looked for", limits);
            find(limits);
        } catch (LeaseLostException e) {
            LOG.debug("permits of {} are left to other nodes", limits, e);
        } catch (RuntimeException e) {
            failed(limits, e);
        }
    }

    /** Who has his permits already takes no notice. */
    private void find(Set<Limit> limits) {
        try {
            permits().held(limits).forEach(this::tell);
            look(limits);
        } catch (RuntimeException e) {
            failed(limits, e);
        }
    }

    private void failed(Set<Limit> limits, RuntimeException failure) {
        if (engine.isDraining()) {
            LOG.debug("the engine closes; permits of {} are not given away", limits, failure);
        } else {
            LOG.error("permits of {} cannot be given away now", limits, failure);
        }
    }

    /** A run that is not there is being resumed, and then asks again. */
    private void tell(Permits.Grant grant) {
        var holder = grant.holder();
        engine.process(holder.runId())
                .ifPresent(process -> process.prepared()
                        .graph()
                        .number(holder.step())
                        .ifPresent(step -> process.mail().post(granted(step, holder.attempt(), grant.turn()))));
    }

    /** Returns that an attempt of a step has the permits that it waits for. */
    RunEvent granted(int step, int attempt, int turn) {
        return new RunEvent.OfStep(
                step, new StepEvent.PermitsGranted(attempt, turn, engine.time().instant()));
    }

    private void lookAgain(Set<Limit> limits, Instant at) {
        lock.lock();
        try {
            rated.addAll(limits);
            if (at.isBefore(alarmAt)) {
                if (alarm != null) {
                    engine.timers().cancel(alarm);
                }
                alarmAt = at;
                alarm = engine.timers().set(at, this::ring);
            }
        } finally {
            lock.unlock();
        }
    }

    private void ring() {
        List<Limit> due;
        lock.lock();
        try {
            due = List.copyOf(rated);
            rated.clear();
            alarm = null;
            alarmAt = Instant.MAX;
        } finally {
            lock.unlock();
        }
        look(due);
    }

    /** Looks for those who wait for what others have given back, and did not tell because they are gone. */
    void lookForOthers() {
        look(permits().awaited());
    }

    /** Has the permits of a run return that is not advanced here any more. */
    void recall(RunId runId, Collection<Limit> limits) {
        if (limits.isEmpty()) {
            return;
        }
        engine.inBackground(() -> {
            try {
                permits().recall(runId);
                look(limits);
            } catch (RuntimeException e) {
                LOG.warn("the permits of run {} do not return before this node closes", runId, e);
            }
        });
    }

    private Permits permits() {
        return engine.store().permits();
    }
}
