package io.maestro.internal.memory;

import io.maestro.definition.WorkflowId;
import io.maestro.run.DroppedVisits;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Purged;
import io.maestro.store.RunEnd;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How long runs stay that have ended: until so many others have, or until they are purged. What the steps of a run started stays as
 * long as the run, since it may be asked for its outputs, and a run that others of its instance go on from leaves with them.
 */
final class EndedRuns {

    private final RunTable table;
    private final SleepingRuns sleeping;
    private final Consumer<WorkflowRun> leaves;
    private final int kept;
    private final Ends ends = new Ends();
    private final ConcurrentLinkedQueue<RunId> ended = new ConcurrentLinkedQueue<>();
    private final AtomicInteger endedCount = new AtomicInteger();

    /**
     * Creates it with none.
     *
     * @param table the runs
     * @param sleeping those that sleep
     * @param leaves is told which ones leave
     * @param kept how many ended runs to keep
     */
    EndedRuns(RunTable table, SleepingRuns sleeping, Consumer<WorkflowRun> leaves, int kept) {
        this.table = table;
        this.sleeping = sleeping;
        this.leaves = leaves;
        this.kept = kept;
    }

    /** Takes notice of a run that begins: from now on the one before it is kept as long as this one. */
    void begun(WorkflowRun run) {
        if (run.restart().isPresent()) {
            table.before(run.runId()).map(RunRows::run).ifPresent(ends::remove);
        }
    }

    /** Takes notice of what a run was, which changes. */
    void changes(WorkflowRun before) {
        ends.remove(before);
    }

    /** Decides how long a run stays that may have ended; not while its line is locked. */
    void keep(WorkflowRun row) {
        if (!isGoneOnFrom(row.runId())) {
            ends.add(row);
        }
        if (row.status().isTerminal() && isKeptForItself(row)) {
            keep(row.runId());
        }
    }

    /** Tells whether a run does not leave together with the attempt that started it: because none did, or it has left. */
    private boolean isKeptForItself(WorkflowRun run) {
        return switch (run.initiator()) {
            case Initiator.ByHand byHand -> true;
            case Initiator.ByStep byStep -> !byStep.awaited() && table.isOrphan(byStep);
        };
    }

    private void keep(RunId runId) {
        ended.add(runId);
        if (endedCount.incrementAndGet() > kept) {
            var oldest = ended.poll();
            if (oldest != null) {
                endedCount.decrementAndGet();
                remove(oldest);
            }
        }
    }

    private boolean isGoneOnFrom(RunId runId) {
        return table.after(runId)
                .filter(later -> later.run().restart().isPresent())
                .isPresent();
    }

    private Optional<RunRows> before(RunRows run) {
        return run.run().restart().flatMap(restart -> table.before(run.run().runId()));
    }

    /** A run that a step started and did not wait for may go on. */
    private void remove(RunId runId) {
        var removed = table.get(runId);
        if (removed != null && removed.run().status().isTerminal() && !isGoneOnFrom(runId)) {
            sleeping.remove(removed);
            forgetRequest(removed);
            takeOut(removed, this::remove);
            before(removed).map(earlier -> earlier.run().runId()).ifPresent(this::remove);
        }
    }

    /** A step asks no more when what it started is gone; people and applications may ask again at any time. */
    private void forgetRequest(RunRows removed) {
        if (removed.run().initiator() instanceof Initiator.ByStep) {
            removed.request().ifPresent(table::forget);
        }
    }

    private void takeOut(RunRows run, Consumer<RunId> below) {
        table.remove(run.run().runId());
        ends.remove(run.run());
        leaves.accept(run.run());
        run.starting(attempt -> table.takeStarted(attempt).forEach(below));
    }

    /** Removes visits that are not kept, with what their attempts started. */
    void drop(DroppedVisits visits) {
        var run = table.get(visits.runId());
        if (run != null) {
            run.drop(visits.step(), visits.through()).stream()
                    .filter(attempt -> attempt.children().isPresent())
                    .flatMap(attempt -> table.takeStarted(attempt).stream())
                    .forEach(this::remove);
        }
    }

    Optional<RunEnd> first(WorkflowId workflow) {
        return ends.first(workflow);
    }

    Optional<RunEnd> after(WorkflowId workflow, long newest) {
        return ends.after(workflow, newest);
    }

    Purged purge(WorkflowId workflow, RunEnd through, int limit) {
        var page = ends.through(workflow, through, limit).stream()
                .flatMap(end -> Stream.ofNullable(table.get(end.runId())))
                .filter(this::isOver)
                .toList();
        page.forEach(this::purge);
        return new Purged(!page.isEmpty(), ends.first(workflow).map(RunEnd::at));
    }

    /** Tells whether a run has ended, and all below it that a step waited for. */
    private boolean isOver(RunRows run) {
        var over = new AtomicBoolean(run.run().status().isTerminal());
        run.starting(attempt -> table.startedBy(attempt)
                .filter(below -> below.run().initiator().isAwaited() && !isOver(below))
                .findFirst()
                .ifPresent(unfinished -> over.set(false)));
        return over.get();
    }

    private void purge(RunRows run) {
        run.request().ifPresent(table::forget);
        takeOut(run, this::purgeBelow);
        before(run).ifPresent(this::purge);
    }

    private void purgeBelow(RunId runId) {
        var run = table.get(runId);
        if (run != null && run.run().initiator().isAwaited()) {
            purge(run);
        } else if (run != null && run.run().status().isTerminal()) {
            keep(runId);
        }
    }
}
