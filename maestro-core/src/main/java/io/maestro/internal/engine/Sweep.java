package io.maestro.internal.engine;

import io.maestro.definition.WorkflowId;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Purged;
import io.maestro.store.Retention;
import io.maestro.store.RunEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the runs of one workflow that are kept no longer, again and again, and never twice at the same time. */
final class Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    /** To find out which runs are too many costs as much as are kept, so it is done once for a tenth of them. */
    private static final long PART = 10;

    private final Engine engine;
    private final Purging purging;
    private final WorkflowId workflow;
    private final Retention retention;
    private final ReentrantLock lock = new ReentrantLock();

    /** Belong to the lock. */
    private long endedSince;

    private Optional<Instant> deleted = Optional.empty();

    private boolean wanted;
    private @Nullable CompletableFuture<Void> current;
    private Timers.@Nullable Entry timer;

    Sweep(Engine engine, Purging purging, WorkflowId workflow, Retention retention) {
        this.engine = engine;
        this.purging = purging;
        this.workflow = workflow;
        this.retention = retention;
    }

    void ended(WorkflowRun run) {
        lock.lock();
        try {
            endedSince++;
            if (areTooMany(endedSince)) {
                begin();
            } else if (timer == null && current == null) {
                retention
                        .age()
                        .flatMap(age -> run.endedAt().map(at -> at.plus(age)))
                        .ifPresent(this::beginAt);
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean areTooMany(long ended) {
        return retention
                .count()
                .filter(count -> ended >= Math.max(1, count / PART))
                .isPresent();
    }

    /** Has all runs leave that had ended by a time, when their workflow was deleted. */
    void deleted(Instant at) {
        lock.lock();
        try {
            deleted = Optional.of(at);
            begin();
        } finally {
            lock.unlock();
        }
    }

    /** Begins now, or once more when what goes on is done. */
    void begin() {
        lock.lock();
        try {
            wanted = true;
            if (current == null && !purging.isClosed()) {
                var done = new CompletableFuture<Void>();
                current = done;
                engine.inBackground(() -> {
                    try {
                        sweepWhileWanted();
                    } finally {
                        done.complete(null);
                    }
                });
            }
        } finally {
            lock.unlock();
        }
    }

    private void beginAt(Instant at) {
        timer = engine.timers().set(at, this::begin);
    }

    private void sweepWhileWanted() {
        Optional<Instant> next = Optional.empty();
        while (goesOn(next)) {
            try {
                next = sweep().map(this::notTooSoon);
            } catch (RuntimeException e) {
                LOG.warn("ended runs of workflow '{}' cannot be deleted; it is tried again", workflow, e);
                next = Optional.of(engine.time().instant().plus(Purging.PAUSE));
            }
        }
    }

    private boolean goesOn(Optional<Instant> next) {
        lock.lock();
        try {
            boolean goesOn = wanted && !purging.isClosed();
            wanted = false;
            if (goesOn) {
                endedSince = 0;
                cancelTimer();
            } else {
                current = null;
                next.or(this::dueOfThoseSince).ifPresent(this::beginAt);
            }
            return goesOn;
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the runs will be too old at the latest that ended while a sweep went on and found nothing. */
    private Optional<Instant> dueOfThoseSince() {
        return endedSince == 0
                ? Optional.empty()
                : retention.age().map(age -> engine.time().instant().plus(age));
    }

    private void cancelTimer() {
        if (timer != null) {
            engine.timers().cancel(timer);
            timer = null;
        }
    }

    /** Returns when the next run will be too old. */
    private Optional<Instant> sweep() {
        deletion().ifPresent(at -> {
            purge(endedBy(at));
            isDone(at);
        });
        retention
                .count()
                .flatMap(count -> engine.store().endAfter(workflow, count))
                .ifPresent(this::purge);
        return retention.age().flatMap(age -> purgeOlder(age).earliest().map(at -> at.plus(age)));
    }

    private Purged purgeOlder(Duration age) {
        return purge(endedBy(engine.time().instant().minus(age)));
    }

    private RunEnd endedBy(Instant at) {
        return new RunEnd(at, new RunId(workflow, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    private Optional<Instant> deletion() {
        lock.lock();
        try {
            return deleted;
        } finally {
            lock.unlock();
        }
    }

    /** It may have been deleted once more meanwhile. */
    private void isDone(Instant deletion) {
        lock.lock();
        try {
            deleted = deleted.filter(at -> at.isAfter(deletion));
        } finally {
            lock.unlock();
        }
    }

    private Purged purge(RunEnd through) {
        Purged purged;
        do {
            purged = engine.store().purge(workflow, through, Purging.BATCH);
        } while (purged.more() && !purging.isClosed());
        return purged;
    }

    private Instant notTooSoon(Instant due) {
        var soonest = engine.time().instant().plus(Purging.PAUSE);
        return due.isBefore(soonest) ? soonest : due;
    }

    /** Begins no more, and completes when nothing goes on. */
    CompletableFuture<Void> close() {
        lock.lock();
        try {
            cancelTimer();
            return current == null ? CompletableFuture.completedFuture(null) : current;
        } finally {
            lock.unlock();
        }
    }
}
