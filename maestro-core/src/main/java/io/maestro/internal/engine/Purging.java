package io.maestro.internal.engine;

import io.maestro.definition.WorkflowId;
import io.maestro.run.WorkflowChange;
import io.maestro.run.WorkflowRun;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes ended runs that are kept no longer. Each workflow has a sweep of its own, which begins when its workflow is registered,
 * when a run has become too old, when more have ended than may be, and when the workflow is deleted; nothing is looked at while nothing can be due.
 */
final class Purging {

    /** However many runs there are to delete, what the host does must not wait for it. */
    static final int BATCH = 100;

    /** A sweep that has just been made is not made again for each run that becomes too old. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Purging.class);

    private final Engine engine;
    private final Retentions retentions;
    private final ConcurrentHashMap<WorkflowId, Sweep> sweeps = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Purging(Engine engine, Retentions retentions) {
        this.engine = engine;
        this.retentions = retentions;
    }

    /** Takes notice that a workflow is known here, of which runs may have ended before. */
    void registered(WorkflowId workflow) {
        if (!retentions.of(workflow).keepsEverything()) {
            sweep(workflow).begin();
        }
    }

    /** Takes notice that the end of a run is recorded. */
    void ended(WorkflowRun run) {
        var workflow = run.runId().workflow();
        if (!run.initiator().isAwaited() && !retentions.of(workflow).keepsEverything()) {
            sweep(workflow).ended(run);
        }
    }

    /** Goes on with what was left of deleted workflows when a process ended. */
    void resume() {
        try {
            engine.store().remains().forEach(this::deleted);
        } catch (RuntimeException e) {
            LOG.warn(
                    "the runs of deleted workflows cannot be found; they are looked for when an engine is opened next",
                    e);
        }
    }

    /** Has the runs leave of a workflow that was deleted. */
    void deleted(WorkflowChange deletion) {
        sweep(deletion.workflow()).deleted(deletion.at());
    }

    private Sweep sweep(WorkflowId workflow) {
        return sweeps.computeIfAbsent(workflow, id -> new Sweep(engine, this, id, retentions.of(id)));
    }

    boolean isClosed() {
        return closed;
    }

    /** Begins no further sweep, and has those that go on end. They have when this completes. */
    CompletableFuture<Void> close() {
        closed = true;
        List<CompletableFuture<Void>> ends =
                sweeps.values().stream().map(Sweep::close).toList();
        return CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new));
    }
}
