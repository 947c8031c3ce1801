package io.maestro.internal.engine;

import io.maestro.internal.kernel.Attendance;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.WorkflowRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether each run that has not ended is advanced by somebody, and whether something sees to it that it goes on: a
 * timer, work, or other runs. That is always so, unless there is a mistake in the engine or its clock; what is not so is repaired and
 * counted. A run that nothing sees to is folded anew from what is recorded, as after a crash.
 *
 * <p>What looks like it may be on its way. So a run is only repaired if nothing was decided for it between two looks, and none of its
 * bodies is at work. Thread-safe.
 */
final class Caretaker {

    private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);

    /** Of the runs that a run waits for, so many are looked up. */
    private static final int CHILDREN = 10;

    private final Engine engine;
    private final Duration interval;
    private final LongAdder repaired = new LongAdder();
    private final Set<RunId> givenUp = ConcurrentHashMap.newKeySet();

    /** The runs that nothing saw to at the last look, and after which decision that was. */
    private final ConcurrentHashMap<RunId, Integer> suspects = new ConcurrentHashMap<>();

    /**
     * What sees to it that a run goes on.
     *
     * @param turn after which decision
     * @param by what
     */
    record Seen(int turn, Attendance by) {}

    /**
     * Creates it without having it look.
     *
     * @param engine the engine
     * @param interval how often it looks; zero if never
     */
    Caretaker(Engine engine, Duration interval) {
        this.engine = engine;
        this.interval = interval;
    }

    /** Has it look from now on. Its alarm is its own, since those of the engine's timers may be what is wrong. */
    void begin() {
        if (interval.isPositive()) {
            engine.time().alarmAt(now().plus(interval), () -> engine.inBackground(this::checkAndGoOn));
        }
    }

    /** Returns how many times something was repaired. */
    long repaired() {
        return repaired.sum();
    }

    /** Takes notice that the engine cannot advance a run; it is tried again, as what was in the way may be gone. */
    void gaveUp(RunId runId) {
        if (interval.isPositive()) {
            givenUp.add(runId);
        }
    }

    private void checkAndGoOn() {
        if (engine.isDraining()) {
            return;
        }
        try {
            check();
        } catch (RuntimeException e) {
            LOG.warn("it could not be found out whether all runs go on; it is looked again", e);
        }
        begin();
    }

    private void check() {
        int rung = engine.timers().ringOverdue(now().minus(interval));
        if (rung > 0) {
            LOG.warn("{} timers were overdue that the clock has not called for", rung);
            repaired.add(rung);
        }
        resumeLost();
        var live = engine.liveProcesses();
        suspects.keySet().retainAll(live.stream().map(RunProcess::runId).collect(Collectors.toSet()));
        live.forEach(this::look);
    }

    /** Of a store that processes share, runs of nobody are claimed by whoever can run them. */
    private void resumeLost() {
        givenUp.forEach(runId -> {
            givenUp.remove(runId);
            repaired.add(engine.recovery().resume(runId) ? 1 : 0);
        });
        if (engine.elsewhere().isShared()) {
            repaired.add(engine.elsewhere().resumeUnknown(now().minus(interval)));
        } else {
            engine.catalog()
                    .workflows()
                    .forEach(workflow -> repaired.add(engine.recovery().resumeUnfinished(workflow)));
        }
    }

    private void look(RunProcess process) {
        var unused =
                process.seen(now().minus(interval)).thenAccept(seen -> engine.inBackground(() -> judge(process, seen)));
    }

    private void judge(RunProcess process, Seen seen) {
        var runId = process.runId();
        if (process.isAtWork() || !isForgotten(seen.by())) {
            suspects.remove(runId);
            return;
        }
        var before = suspects.put(runId, seen.turn());
        if (before != null && before == seen.turn()) {
            suspects.remove(runId);
            LOG.warn("nothing sees to it that run {} goes on: {}; it is folded anew", runId, seen.by());
            repaired.increment();
            process.startOver(seen.turn(), now());
        }
    }

    private boolean isForgotten(Attendance by) {
        return !by.working().isEmpty() || !by.overdue().isEmpty() || haveEnded(by.children());
    }

    /** Whoever waits for a run is told of its end once, and not if it is not there. */
    private boolean haveEnded(Collection<RunId> children) {
        return children.stream()
                .limit(CHILDREN)
                .flatMap(child -> engine.store().run(child).stream())
                .map(WorkflowRun::status)
                .anyMatch(RunStatus::isTerminal);
    }

    private Instant now() {
        return engine.time().instant();
    }
}
