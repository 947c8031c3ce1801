package io.maestro.internal.engine;

import io.maestro.definition.WorkflowId;
import io.maestro.internal.kernel.Decision;
import io.maestro.internal.kernel.RunEvent;
import io.maestro.run.RunAbandonedException;
import io.maestro.run.RunId;
import io.maestro.run.RunNotHereException;
import io.maestro.run.WorkflowRun;
import io.maestro.store.LeaseLostException;
import io.maestro.time.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the runs of an engine sleep: lets them leave memory, and brings them back when their time has come or somebody asks for
 * something. Thread-safe.
 *
 * <p>A run is in memory or sleeps, and goes from one to the other while its place in the map of live runs is held, so nobody can find
 * it in neither. What is said to a process that has just left is brought to the one that the run has next.
 */
final class Dormitory {

    private static final Logger LOG = LoggerFactory.getLogger(Dormitory.class);
    private static final int PAGE = 10_000;

    private final Engine engine;
    private final ConcurrentHashMap<RunId, RunProcess> live;
    private final Function<RunId, Optional<RunProcess>> restore;
    private final Sleepers sleepers;
    private final Ends ends = new Ends();
    private final ConcurrentHashMap<WorkflowId, CompletableFuture<Void>> searches = new ConcurrentHashMap<>();

    /**
     * Creates it without a run.
     *
     * @param engine whose it is
     * @param live the runs in memory
     * @param restore folds a run from the store, to take in that it is resumed before anything else; empty if it has ended or cannot
     *     run here
     */
    Dormitory(Engine engine, ConcurrentHashMap<RunId, RunProcess> live, Function<RunId, Optional<RunProcess>> restore) {
        this.engine = engine;
        this.live = live;
        this.restore = restore;
        this.sleepers = new Sleepers(engine, this::wake);
    }

    /** Returns how many runs sleep. */
    int size() {
        return sleepers.size();
    }

    /** Returns those who wait for the ends of runs that have slept. */
    Ends ends() {
        return ends;
    }

    /**
     * Begins to take notice of the runs that sleep, those that are to be woken first before the others. None of them is folded, and
     * nobody waits for it but who asks for one that is not known yet.
     */
    void find(WorkflowId workflow) {
        var search = new CompletableFuture<Void>();
        searches.put(workflow, search);
        engine.inBackground(() -> {
            search(workflow);
            searches.remove(workflow, search);
            search.complete(null);
        });
    }

    private void search(WorkflowId workflow) {
        try {
            var page = engine.store().sleeping(workflow, Optional.empty(), PAGE);
            while (!page.isEmpty() && !engine.isDraining()) {
                for (var row : page) {
                    found(
                            new RunId(
                                    workflow,
                                    row.runId().instance(),
                                    row.runId().run()),
                            row.at().orElseThrow());
                }
                page = engine.store().sleeping(workflow, Optional.of(page.getLast()), PAGE);
            }
        } catch (RuntimeException e) {
            LOG.error("the sleeping runs of workflow '{}' cannot be found; register it again", workflow, e);
        }
    }

    /** What is known here is newer than the page. */
    void found(RunId runId, Instant until) {
        live.computeIfAbsent(runId, id -> {
            if (!sleepers.contains(id)) {
                sleepers.add(id, until);
            }
            return null;
        });
    }

    /** Lets a run leave memory until a time. Of the ids of its workflow one is kept for all. */
    void fallsAsleep(RunProcess process, Instant until) {
        var runId = process.runId();
        var workflow = process.prepared().definition().id();
        var shared = runId.workflow().equals(workflow) ? new RunId(workflow, runId.instance(), runId.run()) : runId;
        live.compute(runId, (id, known) -> {
            sleepers.add(shared, until);
            return null;
        });
    }

    /** Has a run go on unless it is live; tells whether it was not. One that cannot must not keep the others from it. */
    boolean resumed(RunId runId) {
        return resumed(runId, id -> true, List.of()).isPresent();
    }

    private CompletableFuture<Void> wake(RunId runId) {
        return woken(runId, List.of())
                .map(process -> process.mail().settled())
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /**
     * The time of a run may come while it is falling asleep. Until that is done the map shows it as live to whoever looks without a lock, as
     * {@code computeIfAbsent} may do, so that is waited for.
     */
    private Optional<RunProcess> woken(RunId runId, List<RunMessage> first) {
        var woken = isHere(runId) ? resumed(runId, sleepers::contains, first) : Optional.<RunProcess>empty();
        woken.ifPresent(process -> LOG.debug("run {} wakes up", runId));
        return woken;
    }

    /** What it is woken for comes before anything else, since it may leave again when there is nothing to do for it. */
    private Optional<RunProcess> resumed(RunId runId, Predicate<RunId> condition, List<RunMessage> first) {
        try {
            var resumed = new ArrayList<RunProcess>(1);
            live.computeIfAbsent(runId, id -> {
                if (condition.test(id)) {
                    restore.apply(id).ifPresent(resumed::add);
                    sleepers.remove(id);
                }
                return resumed.isEmpty() ? null : resumed.getFirst();
            });
            for (var process : resumed) {
                first.forEach(process.mail()::take);
                process.mail().open();
                engine.closeIfLate(process);
            }
            return resumed.stream().findFirst();
        } catch (LeaseLostException e) {
            LOG.debug("run {} is not this node's any more", runId, e);
            return Optional.empty();
        } catch (RuntimeException e) {
            LOG.error("run {} cannot be resumed", runId, e);
            sleepers.remove(runId);
            return Optional.empty();
        }
    }

    /** Tells whether a run is in memory or sleeps. */
    boolean isHere(RunId runId) {
        var here = new AtomicBoolean();
        live.compute(runId, (id, process) -> {
            here.set(process != null || sleepers.contains(id));
            return process;
        });
        return here.get();
    }

    private boolean isFound(RunId runId) {
        var search = searches.get(runId.workflow());
        if (search != null && !isHere(runId)) {
            search.join();
        }
        return isHere(runId);
    }

    /**
     * Returns the end of a run.
     *
     * @return completes when the run's end is recorded, or exceptionally if the engine had to give the run up; empty if it is not here
     */
    Optional<CompletableFuture<WorkflowRun>> end(RunId runId) {
        if (!isFound(runId)) {
            return Optional.empty();
        }
        var end = ends.of(runId);
        failIfGone(runId);
        return Optional.of(end);
    }

    /** Has a future complete when a run has ended whose process has left. */
    void tell(RunId runId, CompletableFuture<WorkflowRun> future) {
        ends.tell(runId, future);
        failIfGone(runId);
    }

    /** A run may have gone before it was known that somebody waits. */
    private void failIfGone(RunId runId) {
        if (!isHere(runId)) {
            engine.store().run(runId).filter(row -> row.status().isTerminal()).ifPresent(ends::ended);
            ends.failed(runId, new RunNotHereException(runId));
        }
    }

    /**
     * Asks something of a run.
     *
     * @return completes with the answer, as that of {@link RunMail#ask} does; empty if the run is not here
     */
    Optional<CompletableFuture<Decision>> ask(RunId runId, RunEvent event) {
        if (!isFound(runId)) {
            return Optional.empty();
        }
        var answer = new CompletableFuture<Decision>();
        engine.time().began(TimeSource.Work.ENGINE);
        deliver(runId, new RunMessage.Asked(event, answer));
        return Optional.of(answer);
    }

    /** Brings a message to a run, by another thread, since the one that has it must not wait for the store. */
    void deliver(RunId runId, RunMessage message) {
        engine.inBackground(() -> {
            while (!engine.isClosed() && isHere(runId)) {
                var process = live.get(runId);
                if (process != null) {
                    process.mail().take(message);
                    return;
                }
                if (woken(runId, List.of(message)).isPresent()) {
                    return;
                }
            }
            if (message instanceof RunMessage.Asked asked) {
                refuse(runId, asked.answer());
            }
            engine.time().ended(TimeSource.Work.ENGINE);
        });
    }

    private void refuse(RunId runId, CompletableFuture<Decision> answer) {
        if (engine.isClosed()) {
            answer.completeExceptionally(Ends.closed(runId));
        } else if (engine.store()
                .run(runId)
                .filter(row -> !row.status().isTerminal())
                .isPresent()) {
            answer.completeExceptionally(new RunNotHereException(runId));
        } else {
            answer.complete(Decision.NOTHING);
        }
    }

    /** Forgets who sleeps, since others may wake them now. */
    void letGo() {
        sleepers.clear();
        ends.failAll(runId -> new RunAbandonedException(
                runId, new CancellationException("this node was taken for dead, and others may go on with the run")));
    }

    /** Wakes nobody any more when his time comes. */
    void lock() {
        sleepers.close();
    }
}
