package io.maestro.internal.engine;

import io.maestro.run.RunAbandonedException;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Those who wait for the ends of runs that have left memory, whether these have come back since or not. Thread-safe. */
final class Ends {

    private final ConcurrentHashMap<RunId, CompletableFuture<WorkflowRun>> awaited = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Returns what completes when a run has ended. */
    CompletableFuture<WorkflowRun> of(RunId runId) {
        var end = awaited.computeIfAbsent(runId, id -> new CompletableFuture<>());
        failIfClosed();
        return end;
    }

    /** Has a future complete when a run has ended. */
    void tell(RunId runId, CompletableFuture<WorkflowRun> future) {
        var unused = of(runId).whenComplete((run, failure) -> {
            if (failure == null) {
                future.complete(run);
            } else {
                future.completeExceptionally(failure);
            }
        });
    }

    /** Takes notice of the end of a run. */
    void ended(WorkflowRun run) {
        var end = awaited.remove(run.runId());
        if (end != null) {
            end.complete(run);
        }
    }

    /** Takes notice that a run does not go on here. */
    void failed(RunId runId, RuntimeException failure) {
        var end = awaited.remove(runId);
        if (end != null) {
            end.completeExceptionally(failure);
        }
    }

    /** Tells all that they wait in vain. */
    void close() {
        closed = true;
        failIfClosed();
    }

    /** Whoever comes when it is closed, or just before, must not wait for ever. */
    private void failIfClosed() {
        if (closed) {
            failAll(Ends::closed);
        }
    }

    /** Tells all that their runs do not go on here. */
    void failAll(Function<RunId, RuntimeException> failure) {
        for (var runId : awaited.keySet()) {
            failed(runId, failure.apply(runId));
        }
    }

    static RunAbandonedException closed(RunId runId) {
        return new RunAbandonedException(runId, new CancellationException("the engine was closed"));
    }
}
