package io.maestro.internal.engine;

import io.maestro.definition.RunStrategy;
import io.maestro.definition.WorkflowId;
import io.maestro.queue.QueueRules;
import io.maestro.run.ActionRequest;
import io.maestro.run.ActionTaken;
import io.maestro.run.Ending;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepExplanation;
import io.maestro.run.Unblocking;
import io.maestro.run.WorkflowRun;
import io.maestro.store.LeaseLostException;
import io.maestro.store.NewRun;
import io.maestro.store.Queues;
import io.maestro.store.RunQuery;
import io.maestro.store.UnknownOutcomeException;
import io.maestro.time.TimeSource;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the runs that wait for their turn: has them begin when it has come, and ends them before that. For each workflow one
 * thing is done after the other, on a thread of its own, so a run that has not been found waiting has begun, here or elsewhere.
 *
 * <p>What is to be done follows from what is recorded. A look is made after whatever may let a run begin: an end, a start, a new
 * version. One that a crash comes in the way of is made when the workflow is registered again, or by another node.
 */
public final class QueueDesk {

    private static final Logger LOG = LoggerFactory.getLogger(QueueDesk.class);

    /** How many runs are let go, or ended, in one transaction. */
    private static final int PAGE = 50;

    /** How many runs are named that others wait for. */
    private static final int SHOWN = 5;

    private final Engine engine;

    /** What is to be done for the workflows for which a thread is at work. */
    private final ConcurrentHashMap<WorkflowId, ArrayDeque<Turn>> turns = new ConcurrentHashMap<>();

    private record Turn(boolean isLook, Runnable action) {}

    /**
     * How many runs were brought to an end together.
     *
     * @param queued how many had waited for their turn; they have ended
     * @param running how many had begun; they are asked to end
     */
    public record Ended(long queued, long running) {}

    QueueDesk(Engine engine) {
        this.engine = engine;
    }

    /** Lets runs of a workflow begin that may. */
    void look(WorkflowId workflow) {
        if (!engine.isDraining()) {
            post(workflow, new Turn(true, () -> release(workflow)));
        }
    }

    /** Takes notice that the end of a run is recorded. */
    void ended(WorkflowRun run) {
        var workflow = run.runId().workflow();
        if (engine.catalog().isLimited(workflow)) {
            look(workflow);
        }
    }

    /** A look that has not begun yet sees what the next would see. */
    private void post(WorkflowId workflow, Turn turn) {
        engine.time().began(TimeSource.Work.ENGINE);
        turns.compute(workflow, (id, waiting) -> {
            if (waiting == null) {
                engine.inBackground(() -> work(workflow));
                var first = new ArrayDeque<Turn>(2);
                first.add(turn);
                return first;
            }
            if (turn.isLook() && waiting.stream().anyMatch(Turn::isLook)) {
                engine.time().ended(TimeSource.Work.ENGINE);
            } else {
                waiting.add(turn);
            }
            return waiting;
        });
    }

    private void work(WorkflowId workflow) {
        for (var turn = next(workflow); turn.isPresent(); turn = next(workflow)) {
            try {
                turn.get().action().run();
            } finally {
                engine.time().ended(TimeSource.Work.ENGINE);
            }
        }
    }

    private Optional<Turn> next(WorkflowId workflow) {
        var next = new ArrayDeque<Turn>(1);
        turns.computeIfPresent(workflow, (id, waiting) -> {
            if (waiting.isEmpty()) {
                return null;
            }
            next.add(waiting.remove());
            return waiting;
        });
        return Optional.ofNullable(next.poll());
    }

    private <T> CompletableFuture<T> asked(WorkflowId workflow, Supplier<T> action) {
        var answer = new CompletableFuture<T>();
        post(workflow, new Turn(false, () -> {
            try {
                answer.complete(action.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }));
        return answer;
    }

    private void release(WorkflowId workflow) {
        try {
            Queues.Released released;
            do {
                var place = engine.elsewhere().placeOfReleased();
                released = engine.store().queues().release(workflow, place, now(), PAGE);
                released.begun().forEach(row -> goOn(row, place));
                released.inTheWay().forEach(run -> engine.messenger().end(run, RunStatus.STOPPED, QueueRules.NOT_LAST));
            } while (released.more() && !engine.isDraining());
        } catch (UnknownOutcomeException e) {
            LOG.info("runs of workflow '{}' may have begun of which nobody was told; they are looked for", workflow);
            engine.recovery().resumeUnfinished(workflow);
            look(workflow);
        } catch (LeaseLostException e) {
            LOG.debug("the queue of workflow '{}' is left to other nodes", workflow, e);
        } catch (RuntimeException e) {
            if (engine.isDraining()) {
                LOG.debug("the engine closes; the queue of workflow '{}' is left as it is", workflow, e);
            } else {
                LOG.error("the runs of workflow '{}' that wait cannot begin now", workflow, e);
            }
        }
    }

    private void goOn(WorkflowRun row, NewRun.Place place) {
        LOG.debug("the turn of run {} has come", row.runId());
        engine.listeners().runChanged(row, row.startedAt().orElseThrow());
        if (place == NewRun.Place.HERE) {
            engine.starts().letGo(row);
        }
    }

    /** Tells those whom it concerns that runs have ended before they had begun. */
    void endedInQueue(List<WorkflowRun> rows) {
        for (var row : rows) {
            LOG.debug("run {} is {} before its turn had come", row.runId(), row.status());
            engine.listeners().runChanged(row, row.endedAt().orElseThrow());
            engine.dormitory().ends().ended(row);
            engine.messenger().tellParent(row, List::of);
            engine.purging().ended(row);
        }
    }

    /**
     * Ends a run, if it waits for its turn, as somebody asks for.
     *
     * @param runId the run
     * @param request what is asked for: to stop it or to kill it
     * @return completes with what was done, once that is recorded; with nothing if the run did not wait
     */
    public CompletableFuture<Optional<ActionTaken>> end(RunId runId, ActionRequest request) {
        return asked(runId.workflow(), () -> {
            var taken = new ActionTaken(request, now());
            return endPage(Queues.Range.of(runId), Queues.EarlyEnd.asked(taken)) > 0
                    ? Optional.of(taken)
                    : Optional.empty();
        });
    }

    /** Ends a run if it waits for its turn; completes with whether it did, once its end is recorded. */
    CompletableFuture<Boolean> end(RunId runId, Ending ending) {
        return asked(runId.workflow(), () -> endPage(Queues.Range.of(runId), Queues.EarlyEnd.because(ending)) > 0);
    }

    private int endPage(Queues.Range range, Queues.EarlyEnd end) {
        var rows = engine.store().queues().end(range, end, PAGE);
        endedInQueue(rows);
        return rows.size();
    }

    /**
     * Ends all runs of a workflow that have not ended: those that wait at once, and then asks the others to end.
     *
     * @param workflow the workflow
     * @param request what is asked for: to stop them or to kill them
     * @return completes when that is recorded of those that wait, and the others are asked
     */
    public CompletableFuture<Ended> endAll(WorkflowId workflow, ActionRequest request) {
        return asked(workflow, () -> {
            var range = new Queues.Range(workflow, Optional.empty());
            long queued = 0;
            int page;
            do {
                page = endPage(range, Queues.EarlyEnd.asked(new ActionTaken(request, now())));
                queued += page;
            } while (page == PAGE);
            return new Ended(queued, endRunning(workflow, request));
        });
    }

    private long endRunning(WorkflowId workflow, ActionRequest request) {
        var query = RunQuery.of(workflow.value())
                .in(RunStatus.IN_PROGRESS, RunStatus.PAUSED)
                .limit(RunQuery.MAX_LIMIT);
        long running = 0;
        var page = engine.store().runs(query);
        while (!page.isEmpty()) {
            page.forEach(row -> engine.messenger().act(row.runId(), request));
            running += page.size();
            page = engine.store().runs(query.after(page.getLast().runId()));
        }
        return running;
    }

    /**
     * Has failed runs not hold up others any more.
     *
     * @param workflow of which workflow
     * @param instance of which of its instances, or empty for all
     * @param by who says so
     * @param reason why
     * @return completes with how many there were, once that is recorded
     */
    public CompletableFuture<Long> unblock(WorkflowId workflow, Optional<Long> instance, String by, String reason) {
        return asked(workflow, () -> {
            var unblocking = new Unblocking(by, reason, now());
            long unblocked = 0;
            int page;
            do {
                page = engine.store()
                        .queues()
                        .unblock(workflow, instance, unblocking, PAGE)
                        .size();
                unblocked += page;
            } while (page == PAGE);
            release(workflow);
            return unblocked;
        });
    }

    /**
     * Returns the end of a run that waits for its turn, or whose turn has just come.
     *
     * @param row the run as it was a moment ago, when it was not found here
     * @return completes as that of {@link Engine#end} does; empty if it does not go on here
     */
    public Optional<CompletableFuture<WorkflowRun>> endOf(WorkflowRun row) {
        var runId = row.runId();
        if (!engine.catalog().isKnown(runId.workflow()) || (!row.isQueued() && !isBusy(runId.workflow()))) {
            return Optional.empty();
        }
        var end = engine.dormitory().ends().of(runId);
        engine.store()
                .run(runId)
                .filter(now -> now.status().isTerminal())
                .ifPresent(engine.dormitory().ends()::ended);
        return Optional.of(end);
    }

    /**
     * Tells why a run waits.
     *
     * @param runId the run
     * @return why, or empty if it does not wait for its turn any more
     */
    public Optional<StepExplanation.WaitsForTurn> why(RunId runId) {
        var workflow = runId.workflow();
        return engine.store().queues().ahead(runId).map(ahead -> {
            var going = engine.store()
                    .runs(RunQuery.of(workflow.value())
                            .in(RunStatus.IN_PROGRESS, RunStatus.PAUSED)
                            .limit(SHOWN));
            return new StepExplanation.WaitsForTurn(ahead, going.isEmpty() ? blocking(workflow) : going);
        });
    }

    private List<WorkflowRun> blocking(WorkflowId workflow) {
        if (!engine.catalog().strategy(workflow).equals(Optional.of(RunStrategy.Rule.STRICT_SEQUENTIAL))) {
            return List.of();
        }
        var failed = engine.store()
                .runs(RunQuery.of(workflow.value()).in(RunStatus.FAILED).limit(RunQuery.MAX_LIMIT));
        return failed.stream().filter(WorkflowRun::isBlocking).limit(SHOWN).toList();
    }

    /**
     * Tells whether something is being done about the queue of a workflow.
     *
     * @param workflow the workflow
     * @return true if a run that was found to have begun may not be found here yet
     */
    public boolean isBusy(WorkflowId workflow) {
        return turns.containsKey(workflow);
    }

    /** Looks whether runs wait that others have not let go, because they do not know of them or are gone. */
    void lookForOthers(Set<WorkflowId> workflows) {
        engine.store().queues().waiting(workflows).forEach(this::look);
    }

    private Instant now() {
        return engine.time().instant();
    }
}
