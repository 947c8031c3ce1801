package io.maestro.internal.memory;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.internal.memory.RunRows.Request;
import io.maestro.queue.QueueRules;
import io.maestro.run.Breakpoint;
import io.maestro.run.Children;
import io.maestro.run.Fact;
import io.maestro.run.PermitClaim;
import io.maestro.run.PermitHolder;
import io.maestro.run.RunId;
import io.maestro.run.SetBreakpoint;
import io.maestro.run.StepAttempt;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowChange;
import io.maestro.run.WorkflowInUseException;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Begun;
import io.maestro.store.ChildSummary;
import io.maestro.store.Commit;
import io.maestro.store.NewRun;
import io.maestro.store.Permits;
import io.maestro.store.Purged;
import io.maestro.store.Queues;
import io.maestro.store.RunEnd;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import io.maestro.store.VersionDeletedException;
import io.maestro.store.VersionedDefinition;
import io.maestro.value.ValueCodec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Keeps everything in memory, values as they are. Of runs that have ended it keeps the newest ones, so that a host that runs
 * for months does not fill its heap with history.
 */
public final class MemoryStore implements Store {

    private final Versions versions = new Versions();
    private final ConcurrentHashMap<WorkflowId, Line> lines = new ConcurrentHashMap<>();
    private final RunTable table = new RunTable();
    private final ConcurrentHashMap<Breakpoint, SetBreakpoint> breakpoints = new ConcurrentHashMap<>();
    private final SleepingRuns sleeping = new SleepingRuns();
    private final MemoryPermits permits = new MemoryPermits(this::goesOnAlone);
    private final EndedRuns ended;

    /**
     * Creates an empty store.
     *
     * @param endedKept how many ended runs to keep, not negative
     */
    public MemoryStore(int endedKept) {
        if (endedKept < 0) {
            throw new IllegalArgumentException(
                    "the number of ended runs to keep must not be negative but was " + endedKept);
        }
        this.ended = new EndedRuns(table, sleeping, this::leaveLine, endedKept);
    }

    @Override
    public boolean commitsAtOnce() {
        return true;
    }

    @Override
    public Optional<ValueCodec> values() {
        return Optional.empty();
    }

    @Override
    public VersionedDefinition register(WorkflowDefinition definition, List<JobTemplate.Definition> templates) {
        var line = line(definition.id());
        line.lock();
        try {
            var before = versions.latest(definition.id())
                    .map(version -> version.definition().properties().strategyInForce())
                    .orElseGet(RunStrategy::unlimited);
            var after = definition.properties().strategyInForce();
            if (!before.equals(after)) {
                QueueRules.requireChange(
                        definition.id(),
                        before,
                        after,
                        runsOf(definition.id())
                                .filter(run -> !run.status().isTerminal())
                                .limit(2)
                                .count(),
                        runsOf(definition.id())
                                .filter(WorkflowRun::isBlocking)
                                .limit(1)
                                .count());
            }
            var registered = versions.register(definition, templates);
            if (!line.strategy().equals(after)) {
                line.follow(after, runsOf(definition.id()));
            }
            return registered;
        } finally {
            line.unlock();
        }
    }

    @Override
    public Optional<VersionedDefinition> latest(WorkflowId workflow) {
        return versions.latest(workflow);
    }

    @Override
    public Optional<VersionedDefinition> definition(WorkflowId workflow, long version) {
        return versions.find(workflow, version);
    }

    @Override
    public Optional<Long> active(WorkflowId workflow) {
        return versions.active(workflow);
    }

    @Override
    public void change(WorkflowChange change) {
        var line = line(change.workflow());
        line.lock();
        try {
            if (change.what() instanceof WorkflowChange.Deleted) {
                requireUnused(change.workflow());
                breakpoints
                        .keySet()
                        .removeIf(breakpoint -> breakpoint.workflow().equals(change.workflow()));
            }
            versions.change(change);
        } finally {
            line.unlock();
        }
    }

    private void requireUnused(WorkflowId workflow) {
        runsOf(workflow).filter(run -> !run.status().isTerminal()).findFirst().ifPresent(run -> {
            throw new WorkflowInUseException(workflow, run.runId());
        });
    }

    @Override
    public List<WorkflowChange> changes(WorkflowId workflow) {
        return versions.changes(workflow);
    }

    @Override
    public List<WorkflowChange> remains() {
        return versions.deletions().stream()
                .filter(deletion -> ended.first(deletion.workflow())
                        .filter(end -> !end.at().isAfter(deletion.at()))
                        .isPresent())
                .toList();
    }

    /** Refuses a run of a version that was deleted with its workflow; the line of that is locked. */
    void requireVersion(NewRun newRun) {
        var definition = newRun.definition();
        if (versions.isDeleted(newRun.workflow(), definition.version())) {
            throw new VersionDeletedException(definition);
        }
    }

    @Override
    public List<WorkflowId> workflows() {
        return versions.workflows();
    }

    @Override
    public List<Begun> commit(Commit commit) {
        for (var fact : commit.facts()) {
            if (table.get(fact.runId()) == null) {
                throw new StoreException("run " + fact.runId() + " does not exist");
            }
        }
        var begun = commit.newRuns().isEmpty() ? List.<Begun>of() : new Arrivals(this, commit.newRuns()).begin();
        for (var fact : commit.facts()) {
            record(fact);
        }
        commit.dropped().forEach(ended::drop);
        return begun;
    }

    /** Returns the line of the runs of a workflow. */
    Line line(WorkflowId workflow) {
        return lines.computeIfAbsent(workflow, id -> new Line());
    }

    void add(WorkflowRun run, Optional<Request> request) {
        table.add(new RunRows(run, request.orElse(null)));
        ended.begun(run);
    }

    private void record(Fact fact) {
        var run = table.get(fact.runId());
        if (run == null) {
            return;
        }
        switch (fact) {
            case StepAttempt attempt -> run.add(attempt);
            case WorkflowRun row -> {
                ended.changes(run.run());
                put(run, row);
                ended.keep(row);
            }
            case WakeUp row -> sleeping.put(run, row);
            case PermitClaim row -> permits.take(row);
        }
    }

    private boolean goesOnAlone(PermitHolder holder) {
        return attempts(holder.runId()).stream()
                .anyMatch(row -> row.step().equals(holder.step())
                        && row.attempt() == holder.attempt()
                        && (row.jobId().isPresent() || row.children().isPresent()));
    }

    /** Iterations of loops stand in no line. */
    private void put(RunRows run, WorkflowRun row) {
        var line = lines.get(row.runId().workflow());
        if (line == null) {
            run.put(row);
            return;
        }
        line.lock();
        try {
            run.put(row);
            line.take(row);
        } finally {
            line.unlock();
        }
    }

    /** Changes a run whose line is locked. */
    void put(Line line, WorkflowRun row) {
        Objects.requireNonNull(table.get(row.runId())).put(row);
        line.take(row);
    }

    /** Decides how long a run stays that may have ended; not while its line is locked. */
    void keep(WorkflowRun row) {
        ended.keep(row);
    }

    private void leaveLine(WorkflowRun run) {
        var line = lines.get(run.runId().workflow());
        if (line != null) {
            line.lock();
            try {
                line.forget(run);
            } finally {
                line.unlock();
            }
        }
    }

    @Override
    public Optional<RunEnd> endAfter(WorkflowId workflow, long newest) {
        return ended.after(workflow, newest);
    }

    @Override
    public Purged purge(WorkflowId workflow, RunEnd through, int limit) {
        return ended.purge(workflow, through, limit);
    }

    @Override
    public Optional<WorkflowRun> run(RunId runId) {
        return Optional.ofNullable(table.get(runId)).map(RunRows::run);
    }

    @Override
    public List<StepAttempt> attempts(RunId runId) {
        var run = table.get(runId);
        return run == null ? List.of() : run.attempts();
    }

    @Override
    public List<WorkflowRun> runs(RunQuery query) {
        return table.page(query);
    }

    @Override
    public ChildSummary children(Children.Iterations iterations) {
        var sum = new IterationSum(iterations);
        for (var iteration : table.newestRuns(iterations)) {
            sum.add(iteration.getFirst().run());
        }
        return sum.summary();
    }

    @Override
    public void attemptsOf(Children.Iterations iterations, StepId step, Consumer<StepAttempt> reader) {
        for (var iteration : table.newestRuns(iterations)) {
            iteration.stream()
                    .flatMap(run -> run.newestAttempt(step).stream())
                    .findFirst()
                    .ifPresent(reader);
        }
    }

    @Override
    public long lastRun(WorkflowId workflow) {
        return table.lastRun(workflow);
    }

    /** Returns which run began for a request, whether it is kept still or not. */
    Optional<RunId> requestedRun(Request request) {
        return table.requested(request);
    }

    @Override
    public Optional<WorkflowRun> newest(WorkflowId workflow, long instance) {
        return table.newest(workflow, instance).map(RunRows::run);
    }

    @Override
    public Optional<StepAttempt> newestBefore(RunId runId, StepId step) {
        return table.newestBefore(runId, step);
    }

    @Override
    public Optional<WorkflowRun> requested(WorkflowId workflow, String requestId) {
        return requestedRun(new Request(workflow, requestId)).flatMap(this::run);
    }

    @Override
    public List<WorkflowRun> unfinished(WorkflowId workflow, Optional<RunId> after, int limit) {
        return table.unfinished(workflow, after, limit);
    }

    @Override
    public List<WakeUp> sleeping(WorkflowId workflow, Optional<WakeUp> after, int limit) {
        return sleeping.page(workflow, after, limit);
    }

    @Override
    public void setBreakpoint(SetBreakpoint breakpoint) {
        breakpoints.put(breakpoint.breakpoint(), breakpoint);
    }

    @Override
    public boolean removeBreakpoint(Breakpoint breakpoint) {
        return breakpoints.remove(breakpoint) != null;
    }

    @Override
    public List<SetBreakpoint> breakpoints() {
        return List.copyOf(breakpoints.values());
    }

    @Override
    public List<StepAttempt> paused(WorkflowId workflow, StepId step) {
        return table.paused(workflow, step);
    }

    @Override
    public Queues queues() {
        return new MemoryQueues(this);
    }

    @Override
    public Permits permits() {
        return permits;
    }

    /** Returns the runs of a workflow, in ascending order. */
    Stream<WorkflowRun> runsOf(WorkflowId workflow) {
        return table.runsOf(workflow);
    }

    @Override
    public void close() {}
}
