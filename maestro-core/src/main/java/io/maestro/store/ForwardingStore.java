package io.maestro.store;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.param.EvaluatedParam;
import io.maestro.run.Breakpoint;
import io.maestro.run.Children;
import io.maestro.run.RunId;
import io.maestro.run.SetBreakpoint;
import io.maestro.run.StepAttempt;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowChange;
import io.maestro.run.WorkflowRun;
import io.maestro.value.ValueCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A store that does what another does: a superclass for stores that do something of it in their own way, such as to count commits
 * or to let them fail.
 */
public abstract class ForwardingStore implements Store {

    private final Store store;

    /**
     * Creates a store over another.
     *
     * @param store the other one
     */
    protected ForwardingStore(Store store) {
        this.store = requireNonNull(store, "store");
    }

    @Override
    public boolean commitsAtOnce() {
        return store.commitsAtOnce();
    }

    @Override
    public Optional<ValueCodec> values() {
        return store.values();
    }

    @Override
    public List<Begun> commit(Commit commit) {
        return store.commit(commit);
    }

    @Override
    public StepTransaction openTransaction() {
        return store.openTransaction();
    }

    @Override
    public void requireRecordable(Map<String, EvaluatedParam> params) {
        store.requireRecordable(params);
    }

    @Override
    public VersionedDefinition register(WorkflowDefinition definition, List<JobTemplate.Definition> templates) {
        return store.register(definition, templates);
    }

    @Override
    public Optional<VersionedDefinition> latest(WorkflowId workflow) {
        return store.latest(workflow);
    }

    @Override
    public Optional<VersionedDefinition> definition(WorkflowId workflow, long version) {
        return store.definition(workflow, version);
    }

    @Override
    public Optional<Long> active(WorkflowId workflow) {
        return store.active(workflow);
    }

    @Override
    public void change(WorkflowChange change) {
        store.change(change);
    }

    @Override
    public List<WorkflowChange> changes(WorkflowId workflow) {
        return store.changes(workflow);
    }

    @Override
    public List<WorkflowChange> remains() {
        return store.remains();
    }

    @Override
    public List<WorkflowId> workflows() {
        return store.workflows();
    }

    @Override
    public Optional<WorkflowRun> run(RunId runId) {
        return store.run(runId);
    }

    @Override
    public List<StepAttempt> attempts(RunId runId) {
        return store.attempts(runId);
    }

    @Override
    public List<WorkflowRun> runs(RunQuery query) {
        return store.runs(query);
    }

    @Override
    public ChildSummary children(Children.Iterations iterations) {
        return store.children(iterations);
    }

    @Override
    public void attemptsOf(Children.Iterations iterations, StepId step, Consumer<StepAttempt> reader) {
        store.attemptsOf(iterations, step, reader);
    }

    @Override
    public long lastRun(WorkflowId workflow) {
        return store.lastRun(workflow);
    }

    @Override
    public Optional<WorkflowRun> newest(WorkflowId workflow, long instance) {
        return store.newest(workflow, instance);
    }

    @Override
    public Optional<StepAttempt> newestBefore(RunId runId, StepId step) {
        return store.newestBefore(runId, step);
    }

    @Override
    public Optional<WorkflowRun> requested(WorkflowId workflow, String requestId) {
        return store.requested(workflow, requestId);
    }

    @Override
    public Queues queues() {
        return store.queues();
    }

    @Override
    public Permits permits() {
        return store.permits();
    }

    @Override
    public List<WorkflowRun> unfinished(WorkflowId workflow, Optional<RunId> after, int limit) {
        return store.unfinished(workflow, after, limit);
    }

    @Override
    public List<WakeUp> sleeping(WorkflowId workflow, Optional<WakeUp> after, int limit) {
        return store.sleeping(workflow, after, limit);
    }

    @Override
    public void setBreakpoint(SetBreakpoint breakpoint) {
        store.setBreakpoint(breakpoint);
    }

    @Override
    public boolean removeBreakpoint(Breakpoint breakpoint) {
        return store.removeBreakpoint(breakpoint);
    }

    @Override
    public List<SetBreakpoint> breakpoints() {
        return store.breakpoints();
    }

    @Override
    public List<StepAttempt> paused(WorkflowId workflow, StepId step) {
        return store.paused(workflow, step);
    }

    @Override
    public Optional<Nodes> nodes() {
        return store.nodes();
    }

    @Override
    public Optional<RunEnd> endAfter(WorkflowId workflow, long newest) {
        return store.endAfter(workflow, newest);
    }

    @Override
    public Purged purge(WorkflowId workflow, RunEnd through, int limit) {
        return store.purge(workflow, through, limit);
    }

    @Override
    public void close() {
        store.close();
    }
}
