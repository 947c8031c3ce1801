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
import io.maestro.run.DroppedVisits;
import io.maestro.run.Fact;
import io.maestro.run.Initiator;
import io.maestro.run.PermitClaim;
import io.maestro.run.PermitHolder;
import io.maestro.run.RunId;
import io.maestro.run.SetBreakpoint;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everything in memory, values as they are. Of runs that have ended it keeps the newest ones, so that a host that runs
 * for months does not fill its heap with history.
 */
public final class MemoryStore implements Store {

    private final Versions versions = new Versions();
    private final ConcurrentHashMap<WorkflowId, Line> lines = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<WorkflowId, Long> lastRuns = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Request, RunId> requests = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<RunId, RunRows> rows = new ConcurrentHashMap<>();
    private final ConcurrentNavigableMap<RunId, RunRows> ordered = new ConcurrentSkipListMap<>();
    private final ConcurrentHashMap<Cause, ConcurrentLinkedQueue<RunId>> children = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Breakpoint, SetBreakpoint> breakpoints = new ConcurrentHashMap<>();
    private final SleepingRuns sleeping = new SleepingRuns();
    private final MemoryPermits permits = new MemoryPermits(this::goesOnAlone);
    private final Ends ends = new Ends();
    private final ConcurrentLinkedQueue<RunId> ended = new ConcurrentLinkedQueue<>();
    private final AtomicInteger endedCount = new AtomicInteger();
    private final int endedKept;

    /** The attempt that started a run. */
    private record Cause(RunId parent, StepId step, int attempt) {
        static Cause of(Initiator.ByStep initiator) {
            return new Cause(initiator.parent(), initiator.step(), initiator.attempt());
        }

        static Cause of(StepAttempt attempt) {
            return new Cause(attempt.runId(), attempt.step(), attempt.attempt());
        }
    }

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
        this.endedKept = endedKept;
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
                .filter(deletion -> ends.first(deletion.workflow())
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
            if (!rows.containsKey(fact.runId())) {
                throw new StoreException("run " + fact.runId() + " does not exist");
            }
        }
        var begun = commit.newRuns().isEmpty() ? List.<Begun>of() : new Arrivals(this, commit.newRuns()).begin();
        for (var fact : commit.facts()) {
            record(fact);
        }
        for (var visits : commit.dropped()) {
            drop(visits);
        }
        return begun;
    }

    /** Returns the line of the runs of a workflow. */
    Line line(WorkflowId workflow) {
        return lines.computeIfAbsent(workflow, id -> new Line());
    }

    /** What the steps of a run started is kept as long as the run itself, since it may be asked for its outputs. */
    void add(WorkflowRun run, Optional<Request> request) {
        var runId = run.runId();
        var added = new RunRows(run, request.orElse(null));
        request.ifPresent(asked -> requests.put(asked, runId));
        rows.put(runId, added);
        ordered.put(runId, added);
        lastRuns.merge(runId.workflow(), runId.run(), Math::max);
        if (run.restart().isPresent()) {
            // From now on it is kept as long as this one.
            neighbour(ordered.lowerEntry(runId), runId).map(RunRows::run).ifPresent(ends::remove);
        }
        if (run.initiator() instanceof Initiator.ByStep byStep) {
            children.computeIfAbsent(Cause.of(byStep), cause -> new ConcurrentLinkedQueue<>())
                    .add(runId);
        }
    }

    private void record(Fact fact) {
        var run = rows.get(fact.runId());
        if (run == null) {
            return;
        }
        switch (fact) {
            case StepAttempt attempt -> run.add(attempt);
            case WorkflowRun row -> {
                ends.remove(run.run());
                put(run, row);
                keep(row);
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
        Objects.requireNonNull(rows.get(row.runId())).put(row);
        line.take(row);
    }

    /** Decides how long a run stays that may have ended; not while its line is locked. */
    void keep(WorkflowRun row) {
        if (!isGoneOnFrom(row.runId())) {
            ends.add(row);
        }
        if (row.status().isTerminal() && isKeptForItself(row)) {
            keepFor(row.runId());
        }
    }

    /** Tells whether a run does not leave together with the attempt that started it: because none did, or it has left. */
    private boolean isKeptForItself(WorkflowRun run) {
        return switch (run.initiator()) {
            case Initiator.ByHand byHand -> true;
            case Initiator.ByStep byStep -> !byStep.awaited() && !children.containsKey(Cause.of(byStep));
        };
    }

    private void drop(DroppedVisits visits) {
        var run = rows.get(visits.runId());
        if (run != null) {
            run.drop(visits.step(), visits.through()).forEach(this::removeStarted);
        }
    }

    /** A run that ended may stay until so many others have. One that others of its instance go on from leaves with them. */
    private void keepFor(RunId runId) {
        ended.add(runId);
        if (endedCount.incrementAndGet() > endedKept) {
            var oldest = ended.poll();
            if (oldest != null) {
                endedCount.decrementAndGet();
                remove(oldest);
            }
        }
    }

    /** A run that a step started and did not wait for may go on. */
    private void remove(RunId runId) {
        var removed = rows.get(runId);
        if (removed != null && removed.run().status().isTerminal() && !isGoneOnFrom(runId)) {
            sleeping.remove(removed);
            forgetRequest(removed);
            takeOut(removed, this::remove);
            before(removed).map(earlier -> earlier.run().runId()).ifPresent(this::remove);
        }
    }

    private boolean isGoneOnFrom(RunId runId) {
        return neighbour(ordered.higherEntry(runId), runId)
                .filter(later -> later.run().restart().isPresent())
                .isPresent();
    }

    private Optional<RunRows> before(RunRows run) {
        var runId = run.run().runId();
        return run.run().restart().flatMap(restart -> neighbour(ordered.lowerEntry(runId), runId));
    }

    private static Optional<RunRows> neighbour(Map.@Nullable Entry<RunId, RunRows> entry, RunId runId) {
        return Optional.ofNullable(entry)
                .filter(other -> other.getKey().workflow().equals(runId.workflow())
                        && other.getKey().instance() == runId.instance())
                .map(Map.Entry::getValue);
    }

    private void takeOut(RunRows run, Consumer<RunId> below) {
        rows.remove(run.run().runId());
        ordered.remove(run.run().runId());
        ends.remove(run.run());
        leaveLine(run.run());
        run.starting(attempt -> {
            takeStarted(attempt).forEach(below);
            attempt.children()
                    .filter(Children.Iterations.class::isInstance)
                    .ifPresent(iterations -> forgetIfUnused(iterations.workflow()));
        });
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

    /** A step asks no more when what it started is gone; people and applications may ask again at any time. */
    private void forgetRequest(RunRows removed) {
        if (removed.run().initiator() instanceof Initiator.ByStep) {
            removed.request().ifPresent(requests::remove);
        }
    }

    private void removeStarted(StepAttempt attempt) {
        if (attempt.children().isPresent()) {
            takeStarted(attempt).forEach(this::remove);
        }
    }

    private Collection<RunId> takeStarted(StepAttempt attempt) {
        var started = children.remove(Cause.of(attempt));
        return started == null ? List.of() : started;
    }

    @Override
    public Optional<RunEnd> endAfter(WorkflowId workflow, long newest) {
        return ends.after(workflow, newest);
    }

    @Override
    public Purged purge(WorkflowId workflow, RunEnd through, int limit) {
        var page = ends.through(workflow, through, limit).stream()
                .map(end -> rows.get(end.runId()))
                .filter(Objects::nonNull)
                .filter(this::isOver)
                .toList();
        page.forEach(this::purge);
        return new Purged(!page.isEmpty(), ends.first(workflow).map(RunEnd::at));
    }

    /** Tells whether a run has ended, and all below it that a step waited for. */
    private boolean isOver(RunRows run) {
        var over = new AtomicBoolean(run.run().status().isTerminal());
        run.starting(attempt -> children.getOrDefault(Cause.of(attempt), new ConcurrentLinkedQueue<>()).stream()
                .map(rows::get)
                .filter(Objects::nonNull)
                .filter(below -> below.run().initiator().isAwaited() && !isOver(below))
                .findFirst()
                .ifPresent(unfinished -> over.set(false)));
        return over.get();
    }

    private void purge(RunRows run) {
        run.request().ifPresent(requests::remove);
        takeOut(run, this::purgeBelow);
        before(run).ifPresent(this::purge);
    }

    private void purgeBelow(RunId runId) {
        var run = rows.get(runId);
        if (run != null && run.run().initiator().isAwaited()) {
            purge(run);
        } else if (run != null && run.run().status().isTerminal()) {
            keepFor(runId);
        }
    }

    /** The body of a loop has a workflow for each instance of that around it, so their numbers would add up. */
    private void forgetIfUnused(WorkflowId body) {
        lastRuns.computeIfPresent(body, (id, last) -> {
            var first = ordered.ceilingKey(new RunId(id, 1, 1));
            return first != null && first.workflow().equals(id) ? last : null;
        });
    }

    @Override
    public Optional<WorkflowRun> run(RunId runId) {
        return Optional.ofNullable(rows.get(runId)).map(RunRows::run);
    }

    @Override
    public List<StepAttempt> attempts(RunId runId) {
        var run = rows.get(runId);
        return run == null ? List.of() : run.attempts();
    }

    @Override
    public List<WorkflowRun> runs(RunQuery query) {
        var newestFirst = ordered.descendingMap();
        var page =
                query.before().isPresent() ? newestFirst.tailMap(query.before().get(), false) : newestFirst;
        return page.values().stream()
                .map(RunRows::run)
                .filter(run -> query.workflow().isEmpty()
                        || query.workflow().get().equals(run.runId().workflow()))
                .filter(run -> query.statuses().isEmpty() || query.statuses().contains(run.status()))
                .limit(query.limit())
                .toList();
    }

    @Override
    public ChildSummary children(Children.Iterations iterations) {
        var sum = new IterationSum(iterations);
        for (var iteration : newestRuns(iterations)) {
            sum.add(iteration.getFirst().run());
        }
        return sum.summary();
    }

    @Override
    public void attemptsOf(Children.Iterations iterations, StepId step, Consumer<StepAttempt> reader) {
        for (var iteration : newestRuns(iterations)) {
            iteration.stream()
                    .flatMap(run -> run.newestAttempt(step).stream())
                    .findFirst()
                    .ifPresent(reader);
        }
    }

    /** Returns the runs of each iteration that are in the range, the newest first. */
    private List<List<RunRows>> newestRuns(Children.Iterations of) {
        var workflow = of.workflow();
        var found = new ArrayList<List<RunRows>>();
        var next = ordered.ceilingKey(new RunId(workflow, 1, of.since()));
        while (next != null && next.workflow().equals(workflow)) {
            long instance = next.instance();
            var first = new RunId(workflow, instance, of.since());
            var runs = ordered.subMap(first, true, new RunId(workflow, instance, of.through()), true);
            if (!runs.isEmpty()) {
                found.add(List.copyOf(runs.descendingMap().values()));
            }
            // Between them lie those of other visits, which are passed over.
            next = ordered.ceilingKey(new RunId(workflow, instance + 1, of.since()));
        }
        return found;
    }

    @Override
    public long lastRun(WorkflowId workflow) {
        return lastRuns.getOrDefault(workflow, 0L);
    }

    /** Returns which run began for a request, whether it is kept still or not. */
    Optional<RunId> requestedRun(Request request) {
        return Optional.ofNullable(requests.get(request));
    }

    @Override
    public Optional<WorkflowRun> newest(WorkflowId workflow, long instance) {
        return Optional.ofNullable(ordered.floorEntry(new RunId(workflow, instance, Long.MAX_VALUE)))
                .map(entry -> entry.getValue().run())
                .filter(run ->
                        run.runId().workflow().equals(workflow) && run.runId().instance() == instance);
    }

    @Override
    public Optional<StepAttempt> newestBefore(RunId runId, StepId step) {
        return ordered
                .subMap(new RunId(runId.workflow(), runId.instance(), 1), true, runId, false)
                .descendingMap()
                .values()
                .stream()
                .flatMap(run -> run.newestAttempt(step).stream())
                .findFirst();
    }

    @Override
    public Optional<WorkflowRun> requested(WorkflowId workflow, String requestId) {
        return requestedRun(new Request(workflow, requestId)).flatMap(this::run);
    }

    @Override
    public List<WorkflowRun> unfinished(WorkflowId workflow, Optional<RunId> after, int limit) {
        var from = after.orElse(new RunId(workflow, 1, 1));
        var page = new ArrayList<WorkflowRun>();
        for (var candidate : ordered.tailMap(from, after.isEmpty()).values()) {
            var run = candidate.run();
            if (page.size() == limit || !run.runId().workflow().equals(workflow)) {
                break;
            }
            if (!run.status().isTerminal()
                    && !run.isQueued()
                    && candidate.wakeAt().isEmpty()) {
                page.add(run);
            }
        }
        return page;
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
        return ordered.values().stream()
                .filter(rows -> !rows.run().status().isTerminal()
                        && rows.run().definition().workflow().equals(workflow))
                .flatMap(rows -> rows.newestAttempt(step).stream())
                .filter(attempt -> attempt.status() == StepStatus.PAUSED)
                .toList();
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
        return ordered.tailMap(new RunId(workflow, 1, 1), true).values().stream()
                .map(RunRows::run)
                .takeWhile(run -> run.runId().workflow().equals(workflow));
    }

    @Override
    public void close() {}
}
