package io.maestro.conformance.engine;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Begun;
import io.maestro.store.ChildSummary;
import io.maestro.store.Commit;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import io.maestro.store.VersionedDefinition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Lets some commits through to another store, and then no more, as if the process had died. */
final class CrashingStore implements Store {

    private final Store rows;
    private final int last;
    private final AtomicInteger commits = new AtomicInteger();

    /**
     * Creates the store.
     *
     * @param rows what survives
     * @param last so many commits are let through; the caller does not learn that of the last one
     */
    CrashingStore(Store rows, int last) {
        this.rows = rows;
        this.last = last;
    }

    int commits() {
        return commits.get();
    }

    boolean isCrashed() {
        return commits.get() >= last;
    }

    @Override
    public List<Begun> commit(Commit commit) {
        int number = commits.incrementAndGet();
        if (number > last) {
            throw new StoreException("the process is dead");
        }
        var begun = rows.commit(commit);
        if (number == last) {
            throw new StoreException("the process is dead");
        }
        return begun;
    }

    @Override
    public boolean commitsAtOnce() {
        return rows.commitsAtOnce();
    }

    @Override
    public VersionedDefinition register(WorkflowDefinition definition) {
        return rows.register(definition);
    }

    @Override
    public Optional<VersionedDefinition> latest(WorkflowId workflow) {
        return rows.latest(workflow);
    }

    @Override
    public Optional<WorkflowDefinition> definition(WorkflowId workflow, long version) {
        return rows.definition(workflow, version);
    }

    @Override
    public List<WorkflowId> workflows() {
        return rows.workflows();
    }

    @Override
    public Optional<WorkflowRun> run(RunId runId) {
        return rows.run(runId);
    }

    @Override
    public List<StepAttempt> attempts(RunId runId) {
        return rows.attempts(runId);
    }

    @Override
    public List<WorkflowRun> runs(RunQuery query) {
        return rows.runs(query);
    }

    @Override
    public ChildSummary children(WorkflowId workflow, long run) {
        return rows.children(workflow, run);
    }

    @Override
    public void attemptsOf(WorkflowId workflow, long run, StepId step, Consumer<StepAttempt> reader) {
        rows.attemptsOf(workflow, run, step, reader);
    }

    @Override
    public long lastRun(WorkflowId workflow) {
        return rows.lastRun(workflow);
    }

    @Override
    public Optional<WorkflowRun> requested(WorkflowId workflow, String requestId) {
        return rows.requested(workflow, requestId);
    }

    @Override
    public List<WorkflowRun> unfinished(WorkflowId workflow, Optional<RunId> after, int limit) {
        return rows.unfinished(workflow, after, limit);
    }

    @Override
    public void close() {}
}
