package io.maestro.test.store;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Children;
import io.maestro.run.Fact;
import io.maestro.run.PermitClaim;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a store must be like, said in the simplest way. */
final class Model {

    private final TreeMap<RunId, WorkflowRun> runs = new TreeMap<>();
    private final Map<RunId, Map<AttemptKey, StepAttempt>> attempts = new HashMap<>();
    private final Map<Request, RunId> named = new HashMap<>();
    private final Set<RunId> restarted = new HashSet<>();
    private final Map<RunId, WakeUp> sleeping = new HashMap<>();
    private final Map<WorkflowId, Long> instances = new HashMap<>();

    private record AttemptKey(StepId step, int attempt) {}

    private record Request(WorkflowId workflow, String id) {}

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
            case NewRun.Restarted restarted -> restarted.runId();
        };
        request(newRun.key()).ifPresent(request -> named.put(request, runId));
        if (newRun.key() instanceof NewRun.Restarted) {
            restarted.add(runId);
        }
        var row = newRun.row(runId);
        runs.put(runId, row);
        return new Begun(row, true);
    }

    private Optional<WorkflowRun> known(NewRun.Key key) {
        var asked = request(key).map(named::get).map(runs::get);
        return switch (key) {
            case NewRun.NextInstance next -> asked;
            case NewRun.Numbered numbered -> run(numbered.runId());
            case NewRun.Restarted restarted -> asked.or(() -> run(restarted.runId()));
        };
    }

    private static Optional<Request> request(NewRun.Key key) {
        return switch (key) {
            case NewRun.NextInstance next -> next.requestId().map(id -> new Request(next.workflow(), id));
            case NewRun.Numbered numbered -> Optional.empty();
            case NewRun.Restarted(var runId, var id) -> Optional.of(new Request(runId.workflow(), id));
        };
    }

    private void record(Fact fact) {
        switch (fact) {
            case WorkflowRun run -> runs.put(run.runId(), run);
            case StepAttempt attempt ->
                attempts.computeIfAbsent(attempt.runId(), run -> new LinkedHashMap<>())
                        .put(new AttemptKey(attempt.step(), attempt.attempt()), attempt);
            case WakeUp wakeUp when wakeUp.at().isEmpty() -> sleeping.remove(wakeUp.runId());
            case PermitClaim claim -> {}
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

    private Stream<WorkflowRun> iterations(Children.Iterations of) {
        return of(of.workflow())
                .filter(row -> row.runId().run() >= of.since() && row.runId().run() <= of.through());
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

    ChildSummary children(Children.Iterations of) {
        var ended = new EnumMap<RunStatus, Long>(RunStatus.class);
        var kept = new EnumMap<RunStatus, Long>(RunStatus.class);
        var rollup = Rollup.none();
        var unfinished = new ArrayList<RunId>();
        var again = new ArrayList<Long>();
        var missing = new ArrayList<Long>();
        long last = 0;
        long end = iterations(of).mapToLong(run -> run.runId().instance()).max().orElse(0);
        for (long number = 1; number <= end; number++) {
            long iteration = number;
            var row = iterations(of)
                    .filter(run -> run.runId().instance() == iteration)
                    .reduce((older, newer) -> newer);
            if (row.isEmpty()) {
                missing.add(number);
                continue;
            }
            var run = row.get();
            boolean own = run.runId().run() >= of.run();
            if (!own && !of.kept().orElseThrow().keeps(number, run.status())) {
                again.add(number);
                continue;
            }
            last = number;
            if (own && !run.status().isTerminal()) {
                unfinished.add(run.runId());
            } else {
                (own ? ended : kept).merge(run.status(), 1L, Long::sum);
                rollup = rollup.plus(run.rollup());
            }
        }
        return new ChildSummary(last, ended, rollup, unfinished, kept, again, missing);
    }

    List<StepAttempt> attemptsOf(Children.Iterations of, StepId step) {
        var newest = new TreeMap<Long, StepAttempt>();
        iterations(of)
                .flatMap(row -> attempts(row.runId()).stream())
                .filter(attempt -> attempt.step().equals(step))
                .forEach(attempt -> newest.put(attempt.runId().instance(), attempt));
        return List.copyOf(newest.values());
    }

    Optional<WorkflowRun> newest(WorkflowId workflow, long instance) {
        return instance(workflow, instance).reduce((older, newer) -> newer);
    }

    private Stream<WorkflowRun> instance(WorkflowId workflow, long instance) {
        return of(workflow).filter(run -> run.runId().instance() == instance);
    }

    Optional<StepAttempt> newestBefore(RunId runId, StepId step) {
        return instance(runId.workflow(), runId.instance())
                .filter(run -> run.runId().run() < runId.run())
                .flatMap(run -> attempts(run.runId()).stream())
                .filter(attempt -> attempt.step().equals(step))
                .max(Comparator.<StepAttempt>comparingLong(
                                attempt -> attempt.runId().run())
                        .thenComparingInt(StepAttempt::attempt));
    }

    long lastRun(WorkflowId workflow) {
        return of(workflow).mapToLong(run -> run.runId().run()).max().orElse(0);
    }

    /** Returns the ends of runs that no step waited for and no other goes on from, the first one first. */
    List<RunEnd> ends(WorkflowId workflow) {
        return of(workflow)
                .filter(run -> !isGoneOnFrom(run.runId()))
                .filter(run -> run.status().isTerminal() && !run.initiator().isAwaited())
                .flatMap(run -> run.endedAt().map(at -> new RunEnd(at, run.runId())).stream())
                .sorted()
                .toList();
    }

    private boolean isGoneOnFrom(RunId runId) {
        return restarted.stream()
                .anyMatch(later -> later.workflow().equals(runId.workflow())
                        && later.instance() == runId.instance()
                        && later.run() > runId.run());
    }

    void purge(RunId run) {
        boolean goesOn = restarted.remove(run);
        runs.remove(run);
        attempts.remove(run);
        named.values().remove(run);
        if (goesOn) {
            purge(new RunId(run.workflow(), run.instance(), run.run() - 1));
        }
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
