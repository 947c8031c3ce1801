package io.maestro.test.store;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Fact;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Begun;
import io.maestro.store.ChildSummary;
import io.maestro.store.Commit;
import io.maestro.store.NewRun;
import io.maestro.store.RunEnd;
import io.maestro.store.RunQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a store must be like, said in the simplest way. */
final class Model {

    private final TreeMap<RunId, WorkflowRun> runs = new TreeMap<>();
    private final Map<RunId, Map<AttemptKey, StepAttempt>> attempts = new HashMap<>();
    private final Map<NewRun.Key, RunId> named = new HashMap<>();
    private final Map<RunId, WakeUp> sleeping = new HashMap<>();
    private final Map<WorkflowId, Long> instances = new HashMap<>();

    private record AttemptKey(StepId step, int attempt) {}

    List<Begun> commit(Commit commit) {
        var begun = commit.newRuns().stream().map(this::begin).toList();
        commit.facts().forEach(this::record);
        return begun;
    }

    private Begun begin(NewRun newRun) {
        var known = known(newRun.key());
        if (known.isPresent()) {
            return new Begun(known.get(), false);
        }
        var runId = switch (newRun.key()) {
            case NewRun.NextInstance next ->
                new RunId(next.workflow(), instances.merge(next.workflow(), 1L, Long::sum), 1);
            case NewRun.Numbered numbered -> numbered.runId();
        };
        if (newRun.key() instanceof NewRun.NextInstance next && next.requestId().isPresent()) {
            named.put(next, runId);
        }
        var row = newRun.row(runId);
        runs.put(runId, row);
        return new Begun(row, true);
    }

    private Optional<WorkflowRun> known(NewRun.Key key) {
        return switch (key) {
            case NewRun.NextInstance next ->
                Optional.ofNullable(named.get(next)).map(runs::get);
            case NewRun.Numbered numbered -> run(numbered.runId());
        };
    }

    private void record(Fact fact) {
        switch (fact) {
            case WorkflowRun run -> runs.put(run.runId(), run);
            case StepAttempt attempt ->
                attempts.computeIfAbsent(attempt.runId(), run -> new LinkedHashMap<>())
                        .put(new AttemptKey(attempt.step(), attempt.attempt()), attempt);
            case WakeUp wakeUp when wakeUp.at().isEmpty() -> sleeping.remove(wakeUp.runId());
            case WakeUp wakeUp -> sleeping.put(wakeUp.runId(), wakeUp);
        }
    }

    List<RunId> runIds() {
        return List.copyOf(runs.keySet());
    }

    Optional<WorkflowRun> run(RunId runId) {
        return Optional.ofNullable(runs.get(runId));
    }

    List<StepAttempt> attempts(RunId runId) {
        return List.copyOf(attempts.getOrDefault(runId, Map.of()).values());
    }

    private Stream<WorkflowRun> of(WorkflowId workflow) {
        return runs.values().stream().filter(run -> run.runId().workflow().equals(workflow));
    }

    private Stream<WorkflowRun> iterations(WorkflowId workflow, long run) {
        return of(workflow).filter(row -> row.runId().run() == run);
    }

    List<WorkflowRun> runs(RunQuery query) {
        return runs.descendingMap().values().stream()
                .filter(run -> query.workflow().isEmpty()
                        || query.workflow().get().equals(run.runId().workflow()))
                .filter(run -> query.statuses().isEmpty() || query.statuses().contains(run.status()))
                .filter(run -> query.before().isEmpty()
                        || run.runId().compareTo(query.before().get()) < 0)
                .limit(query.limit())
                .toList();
    }

    ChildSummary children(WorkflowId workflow, long run) {
        var rows = iterations(workflow, run).toList();
        long last = rows.isEmpty() ? 0 : rows.getLast().runId().instance();
        var ended = new EnumMap<RunStatus, Long>(RunStatus.class);
        var rollup = Rollup.none();
        var unfinished = new ArrayList<RunId>();
        var missing = new ArrayList<Long>();
        for (long number = 1; number <= last; number++) {
            var row = runs.get(new RunId(workflow, number, run));
            if (row == null) {
                missing.add(number);
            } else if (row.status().isTerminal()) {
                ended.merge(row.status(), 1L, Long::sum);
                rollup = rollup.plus(row.rollup());
            } else {
                unfinished.add(row.runId());
            }
        }
        return new ChildSummary(last, ended, rollup, unfinished, missing);
    }

    List<StepAttempt> attemptsOf(WorkflowId workflow, long run, StepId step) {
        return iterations(workflow, run)
                .flatMap(row -> attempts(row.runId()).stream()
                        .filter(attempt -> attempt.step().equals(step))
                        .reduce((older, newer) -> newer)
                        .stream())
                .toList();
    }

    long lastRun(WorkflowId workflow) {
        return of(workflow).mapToLong(run -> run.runId().run()).max().orElse(0);
    }

    /** Returns the ends of runs that no step waited for, the first one first. */
    List<RunEnd> ends(WorkflowId workflow) {
        return of(workflow)
                .filter(run -> run.status().isTerminal() && !run.initiator().isAwaited())
                .flatMap(run -> run.endedAt().map(at -> new RunEnd(at, run.runId())).stream())
                .sorted()
                .toList();
    }

    void purge(RunId run) {
        runs.remove(run);
        attempts.remove(run);
        named.values().remove(run);
    }

    List<WorkflowRun> unfinished(WorkflowId workflow, Optional<RunId> after, int limit) {
        return of(workflow)
                .filter(run -> !run.status().isTerminal() && !run.isQueued() && !sleeping.containsKey(run.runId()))
                .filter(run -> after.isEmpty() || run.runId().compareTo(after.get()) > 0)
                .limit(limit)
                .toList();
    }

    List<WakeUp> sleeping(WorkflowId workflow, Optional<WakeUp> after, int limit) {
        var order = Comparator.<WakeUp, Instant>comparing(wakeUp -> wakeUp.at().orElseThrow())
                .thenComparing(WakeUp::runId);
        return sleeping.values().stream()
                .filter(wakeUp -> wakeUp.runId().workflow().equals(workflow))
                .filter(wakeUp -> after.isEmpty() || order.compare(wakeUp, after.get()) > 0)
                .sorted(order)
                .limit(limit)
                .toList();
    }
}
