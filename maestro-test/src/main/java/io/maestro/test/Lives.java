package io.maestro.test;

import io.maestro.MaestroBuilder;
import io.maestro.WorkflowHandle;
import io.maestro.definition.WorkflowId;
import io.maestro.run.WorkflowRun;
import io.maestro.store.RunQuery;
import io.maestro.store.ScratchDatabase;
import io.maestro.store.Store;
import io.maestro.time.TimeSource;
import io.maestro.value.ValueCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The engines of a kit over its one database: when one dies, the next is built, and what was registered is registered with it. Meanwhile
 * no virtual time passes. Thread-safe.
 */
final class Lives {

    private static final long LIMIT_SECONDS = 30;

    /** How long a node that is not heard of is taken for alive, in virtual time. */
    static final Duration LEASE = Duration.ofSeconds(10);

    private final VirtualClock clock;
    private final ScratchDatabase database;
    private final Optional<ValueCodec> values;
    private final Faults faults;
    private final Supplier<MaestroBuilder> builders;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition back = lock.newCondition();
    private final Map<WorkflowId, Registration> registrations = new LinkedHashMap<>();
    private final List<Life> undead = new ArrayList<>();
    private final List<Life> others = new ArrayList<>();
    private final Set<Long> buried = ConcurrentHashMap.newKeySet();
    private int opened;
    private Life current;
    private boolean away;
    private @Nullable Throwable broken;

    @SuppressWarnings("this-escape")
    Lives(
            VirtualClock clock,
            ScratchDatabase database,
            Optional<ValueCodec> values,
            Faults faults,
            Supplier<MaestroBuilder> builders) {
        this.clock = clock;
        this.database = database;
        this.values = values;
        this.faults = faults;
        this.builders = builders;
        this.current = born(open());
    }

    private Store open() {
        opened++;
        return database.open("node " + opened);
    }

    /** Has another node come beside the engine that lives. */
    Life join(String name) {
        if (rows().nodes().isEmpty()) {
            throw new IllegalStateException(
                    "another node needs a store that nodes share, StoreKind.SHARED_MEMORY or POSTGRES,"
                            + " and the store of this kit has none");
        }
        var life = born(database.open(name));
        List<Registration> all;
        lock.lock();
        try {
            others.add(life);
            all = List.copyOf(registrations.values());
        } finally {
            lock.unlock();
        }
        all.forEach(life::register);
        return life;
    }

    /** Has a node be taken for dead when its lease has run out, of which it renews nothing from now on. */
    void expire(Life life, Death how) {
        clock.alarmAt(clock.instant().plus(LEASE), () -> died(life, how));
    }

    /** Takes notice that a node is taken for dead. */
    void buried(long node) {
        buried.add(node);
    }

    boolean isBuried(long node) {
        return buried.contains(node);
    }

    /** Has all nodes look. */
    void tellNodes() {
        List<Life> all;
        lock.lock();
        try {
            all = Stream.concat(others.stream(), Stream.of(current))
                    .filter(life -> !life.isDead())
                    .toList();
        } finally {
            lock.unlock();
        }
        all.forEach(Life::call);
    }

    private Life born(Store rows) {
        return new Life(this, faults, clock, new Life.Kept(rows, values), builders.get(), recorded(rows));
    }

    /** Returns the engine that lives; waits for it if one has just died. */
    Life current() {
        lock.lock();
        try {
            awaitBack();
            if (broken != null) {
                throw new IllegalStateException("no engine could come back after the last had died", broken);
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private void awaitBack() {
        long left = TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        try {
            while (away) {
                if (left <= 0) {
                    throw new AssertionError(
                            "no engine has come back within " + LIMIT_SECONDS + " seconds of real time");
                }
                left = back.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an engine to come back", e);
        }
    }

    /** Registers a workflow with an engine, and with those after it. */
    WorkflowHandle register(Life life, Registration registration) {
        var handle = life.register(registration);
        List<Life> all;
        lock.lock();
        try {
            registrations.put(handle.id(), registration);
            all = others.stream().filter(other -> !other.isDead()).toList();
        } finally {
            lock.unlock();
        }
        all.forEach(other -> other.register(registration));
        return handle;
    }

    /** Has the engine that lives die now. */
    void die(Death how) {
        died(current(), how);
    }

    /** Has an engine be dead, and another come after it. Returns at once; until that is there, {@link #current} waits. */
    void died(Life life, Death how) {
        lock.lock();
        try {
            boolean first = life.mark(how);
            if (others.remove(life)) {
                undead.add(life);
                faults.died();
                recover(() -> {
                    life.bury(database);
                    tellNodes();
                });
            } else if (first) {
                faults.died();
                if (life.equals(current) && !away) {
                    away = true;
                    recover(() -> succeed(life));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Does something while no virtual time passes. */
    private void recover(Runnable recovery) {
        clock.began(TimeSource.Work.ENGINE);
        clock.start(Thread.ofVirtual().name("maestro-test-recovery").unstarted(() -> {
            try {
                recovery.run();
            } finally {
                clock.ended(TimeSource.Work.ENGINE);
            }
        }));
    }

    private void succeed(Life dead) {
        try {
            var next = replaced(dead);
            while (!lives(next)) {
                next = replaced(next);
            }
        } catch (RuntimeException | Error e) {
            breakDown(e);
        }
    }

    /** One that dies while it begins is not yet the current one, so nobody but who builds it looks after that. */
    private boolean lives(Life life) {
        lock.lock();
        try {
            if (life.isDead()) {
                return false;
            }
            current = life;
            away = false;
            back.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void breakDown(Throwable cause) {
        lock.lock();
        try {
            broken = cause;
            away = false;
            back.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Life replaced(Life dead) {
        dead.bury(database);
        List<Registration> all;
        lock.lock();
        try {
            undead.add(dead);
            all = List.copyOf(registrations.values());
        } finally {
            lock.unlock();
        }
        var next = born(dead.rows().nodes().isPresent() ? open() : dead.rows());
        try {
            all.forEach(next::register);
        } catch (RuntimeException e) {
            if (!next.isDead()) {
                throw e;
            }
        }
        return next;
    }

    /** Returns the attempts that have an outcome. */
    private static Set<String> recorded(Store rows) {
        var recorded = new HashSet<String>();
        allRuns(rows).stream()
                .flatMap(run -> rows.attempts(run.runId()).stream())
                .filter(attempt -> attempt.status().isTerminal())
                .forEach(attempt -> recorded.add(Life.key(attempt)));
        return recorded;
    }

    /** Returns all runs that the store keeps, those of loops and subworkflows included, the newest first. */
    List<WorkflowRun> allRuns() {
        return allRuns(rows());
    }

    private static List<WorkflowRun> allRuns(Store rows) {
        var runs = new ArrayList<WorkflowRun>();
        var query = RunQuery.all().limit(RunQuery.MAX_LIMIT);
        var page = rows.runs(query);
        while (!page.isEmpty()) {
            runs.addAll(page);
            page = rows.runs(query.after(page.getLast().runId()));
        }
        return runs;
    }

    /** Returns the store as the engine that lives has it. */
    Store rows() {
        return current().rows();
    }

    /** Has all engines go on that stand still. */
    void resume() {
        lock.lock();
        try {
            undead.forEach(Life::resume);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Closes all engines and the store.
     *
     * @throws AssertionError if something goes on all the same
     */
    void close() {
        clock.turns().ifPresent(Turns::release);
        Life last;
        List<Life> before;
        lock.lock();
        try {
            awaitBack();
            last = current;
            before = Stream.concat(undead.stream(), others.stream()).toList();
        } finally {
            lock.unlock();
        }
        last.close();
        before.forEach(Life::close);
        last.rows().close();
        before.stream()
                .filter(life -> !life.rows().equals(last.rows()))
                .forEach(life -> life.rows().close());
        database.close();
        var all =
                Stream.concat(before.stream(), Stream.of(last)).map(Life::clock).toList();
        Leaks.verifyEnd(
                all.stream().flatMap(life -> life.goingOn().stream()).toList(),
                thread -> all.stream().anyMatch(life -> life.isBody(thread)));
    }
}
