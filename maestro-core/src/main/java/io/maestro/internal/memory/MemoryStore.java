package io.maestro.internal.memory;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Fact;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Commit;
import io.maestro.store.NewRun;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import io.maestro.store.VersionedDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps everything in memory, values as they are. Of runs that have ended it keeps the newest ones, so that a host that runs
 * for months does not fill its heap with history.
 */
public final class MemoryStore implements Store {

    private final ConcurrentNavigableMap<WorkflowId, List<WorkflowDefinition>> definitions =
            new ConcurrentSkipListMap<>();
    private final ConcurrentHashMap<WorkflowId, AtomicLong> latestInstances = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<RunId, RunRows> rows = new ConcurrentHashMap<>();
    private final ConcurrentNavigableMap<RunId, RunRows> ordered = new ConcurrentSkipListMap<>();
    private final ConcurrentLinkedQueue<RunId> ended = new ConcurrentLinkedQueue<>();
    private final AtomicInteger endedCount = new AtomicInteger();
    private final int endedKept;

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
    public VersionedDefinition register(WorkflowDefinition definition) {
        var versions = definitions.compute(definition.id(), (id, known) -> {
            if (known == null) {
                return List.of(definition);
            }
            if (known.getLast().equals(definition)) {
                return known;
            }
            var more = new ArrayList<>(known);
            more.add(definition);
            return List.copyOf(more);
        });
        return newest(versions);
    }

    @Override
    public Optional<VersionedDefinition> latest(WorkflowId workflow) {
        return Optional.ofNullable(definitions.get(workflow)).map(MemoryStore::newest);
    }

    private static VersionedDefinition newest(List<WorkflowDefinition> versions) {
        return new VersionedDefinition(versions.size(), versions.getLast());
    }

    @Override
    public Optional<WorkflowDefinition> definition(WorkflowId workflow, long version) {
        return Optional.ofNullable(definitions.get(workflow))
                .filter(versions -> version >= 1 && version <= versions.size())
                .map(versions -> versions.get((int) version - 1));
    }

    @Override
    public List<WorkflowId> workflows() {
        return List.copyOf(definitions.keySet());
    }

    @Override
    public List<WorkflowRun> commit(Commit commit) {
        for (var fact : commit.facts()) {
            if (!rows.containsKey(fact.runId())) {
                throw new StoreException("run " + fact.runId() + " does not exist");
            }
        }
        var begun = new ArrayList<WorkflowRun>(commit.newRuns().size());
        for (var newRun : commit.newRuns()) {
            begun.add(begin(newRun));
        }
        for (var fact : commit.facts()) {
            record(fact);
        }
        return begun;
    }

    private WorkflowRun begin(NewRun newRun) {
        long instance = latestInstances
                .computeIfAbsent(newRun.workflow(), id -> new AtomicLong())
                .incrementAndGet();
        var run = newRun.numbered(instance);
        var added = new RunRows(run);
        rows.put(run.runId(), added);
        ordered.put(run.runId(), added);
        return run;
    }

    private void record(Fact fact) {
        var run = rows.get(fact.runId());
        if (run == null) {
            return;
        }
        switch (fact) {
            case StepAttempt attempt -> run.add(attempt);
            case WorkflowRun row -> {
                run.put(row);
                if (row.status().isTerminal()) {
                    ended.add(row.runId());
                    purge();
                }
            }
        }
    }

    private void purge() {
        if (endedCount.incrementAndGet() > endedKept) {
            var oldest = ended.poll();
            if (oldest != null) {
                endedCount.decrementAndGet();
                rows.remove(oldest);
                ordered.remove(oldest);
            }
        }
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
    public List<WorkflowRun> unfinished(WorkflowId workflow, Optional<RunId> after, int limit) {
        var from = after.orElse(new RunId(workflow, 1, 1));
        var page = new ArrayList<WorkflowRun>();
        for (var candidate : ordered.tailMap(from, after.isEmpty()).values()) {
            var run = candidate.run();
            if (page.size() == limit || !run.runId().workflow().equals(workflow)) {
                break;
            }
            if (!run.status().isTerminal()) {
                page.add(run);
            }
        }
        return page;
    }

    @Override
    public void close() {}
}
