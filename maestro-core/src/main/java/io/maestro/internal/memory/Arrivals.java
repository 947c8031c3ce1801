package io.maestro.internal.memory;

import io.maestro.definition.WorkflowId;
import io.maestro.internal.memory.RunRows.Request;
import io.maestro.queue.Fate;
import io.maestro.queue.QueueRules;
import io.maestro.run.Ending;
import io.maestro.run.PermitClaim;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.Unblocking;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Begun;
import io.maestro.store.NewRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The runs that a commit has begin: which of them had begun before, which numbers the others get, and what becomes of them. */
final class Arrivals {

    private final MemoryStore store;
    private final List<NewRun> newRuns;
    private final TreeMap<WorkflowId, Line> lines = new TreeMap<>();
    private final Map<Request, RunId> requested = new HashMap<>(0);
    private final @Nullable Begun[] begun;
    private final List<WorkflowRun> ended = new ArrayList<>(0);

    Arrivals(MemoryStore store, List<NewRun> newRuns) {
        this.store = store;
        this.newRuns = newRuns;
        this.begun = new @Nullable Begun[newRuns.size()];
    }

    /** Has them begin; returns what became of each. */
    List<Begun> begin() {
        for (var newRun : newRuns) {
            if (!(newRun.key() instanceof NewRun.Numbered) || isInTurn(newRun)) {
                lines.computeIfAbsent(newRun.workflow(), store::line);
            }
        }
        lines.values().forEach(Line::lock);
        try {
            newRuns.stream()
                    .filter(newRun -> lines.containsKey(newRun.workflow()))
                    .forEach(store::requireVersion);
            arrive();
        } finally {
            lines.values().forEach(Line::unlock);
        }
        ended.forEach(store::keep);
        return Arrays.stream(begun)
                .map(Optional::ofNullable)
                .map(Optional::orElseThrow)
                .toList();
    }

    private static boolean isInTurn(NewRun newRun) {
        return newRun.admission() instanceof NewRun.Admission.InTurn;
    }

    private void arrive() {
        var ids = newRuns.stream().map(this::idOf).toList();
        var firsts = new HashMap<RunId, Integer>();
        var inTurn = new TreeMap<WorkflowId, List<Integer>>();
        for (int i = 0; i < ids.size(); i++) {
            var newRun = newRuns.get(i);
            var known = known(newRun, ids.get(i));
            if (known.isPresent()) {
                begun[i] = new Begun(known.get(), false);
            } else if (firsts.putIfAbsent(ids.get(i), i) == null) {
                if (isInTurn(newRun)) {
                    inTurn.computeIfAbsent(newRun.workflow(), workflow -> new ArrayList<>())
                            .add(i);
                } else {
                    var row = newRun.row(ids.get(i));
                    add(i, row, List.of());
                    if (row.status().isTerminal()) {
                        ended.add(row);
                    }
                }
            }
        }
        inTurn.forEach((workflow, places) -> arrive(store.line(workflow), ids, places));
        for (int i = 0; i < ids.size(); i++) {
            var first = begun[firsts.getOrDefault(ids.get(i), i)];
            if (begun[i] == null && first != null) {
                begun[i] = new Begun(first.run(), false);
            }
        }
    }

    private RunId idOf(NewRun newRun) {
        return switch (newRun.key()) {
            case NewRun.Numbered numbered -> numbered.runId();
            case NewRun.Restarted(var runId, var id) -> idOf(new Request(runId.workflow(), id), runId);
            case NewRun.NextInstance next ->
                request(newRun)
                        .map(request -> requested.computeIfAbsent(
                                request, asked -> store.requestedRun(asked).orElseGet(() -> nextRun(next))))
                        .orElseGet(() -> nextRun(next));
        };
    }

    /** A request for a run that another has begun has begun nothing itself. */
    private RunId idOf(Request request, RunId restarted) {
        var known = Optional.ofNullable(requested.get(request)).or(() -> store.requestedRun(request));
        if (known.isEmpty() && store.run(restarted).isEmpty() && !requested.containsValue(restarted)) {
            requested.put(request, restarted);
        }
        return known.orElse(restarted);
    }

    private static Optional<Request> request(NewRun newRun) {
        return switch (newRun.key()) {
            case NewRun.NextInstance next -> next.requestId().map(id -> new Request(next.workflow(), id));
            case NewRun.Numbered numbered -> Optional.empty();
            case NewRun.Restarted(var runId, var id) -> Optional.of(new Request(runId.workflow(), id));
        };
    }

    private RunId nextRun(NewRun.NextInstance next) {
        return new RunId(next.workflow(), store.line(next.workflow()).nextInstance(), 1);
    }

    /** What a request began is known even when it is not kept any more. */
    private Optional<WorkflowRun> known(NewRun newRun, RunId runId) {
        return store.run(runId)
                .or(() -> request(newRun).flatMap(store::requestedRun).map(newRun::row));
    }

    private void arrive(Line line, List<RunId> ids, List<Integer> places) {
        for (int place : places) {
            unblockEarlier(line, ids.get(place), newRuns.get(place));
        }
        var replaced = QueueRules.replacesWaiting(line.strategy())
                ? replaced(line, newRuns.get(places.getLast()))
                : List.<WorkflowRun>of();
        var fates = QueueRules.arrivals(
                line.state(),
                places.stream().map(place -> newRuns.get(place).priority()).toList());
        for (int i = 0; i < places.size(); i++) {
            int place = places.get(i);
            var row = newRuns.get(place).row(ids.get(place), fates.get(i), line.strategy());
            add(place, row, i == places.size() - 1 ? replaced : List.of());
            if (fates.get(i) == Fate.IS_STOPPED) {
                ended.add(row);
            }
        }
    }

    private List<WorkflowRun> replaced(Line line, NewRun by) {
        var rows = line.waiting(Long.MAX_VALUE).stream()
                .flatMap(run -> store.run(run).stream())
                .map(run -> run.endedInQueue(new Ending(RunStatus.STOPPED, QueueRules.NOT_LAST, by.at())))
                .toList();
        rows.forEach(row -> store.put(line, row));
        ended.addAll(rows);
        return rows;
    }

    /** A later run of an instance stands for those before it. */
    private void unblockEarlier(Line line, RunId later, NewRun newRun) {
        for (long number = 1; number < later.run(); number++) {
            store.run(new RunId(later.workflow(), later.instance(), number))
                    .filter(WorkflowRun::isBlocking)
                    .map(run -> run.unblocked(Unblocking.byRun(later.run(), newRun.at())))
                    .ifPresent(run -> store.put(line, run));
        }
    }

    /** Adds the runs below a run that this takes over; returns the attempts of the run itself. */
    private List<StepAttempt> takenOver(NewRun newRun, RunId runId) {
        var rows = newRun.takeover().rows(runId);
        if (rows.isEmpty()) {
            return List.of();
        }
        var below = new ArrayList<WorkflowRun>();
        var attempts = new HashMap<RunId, List<StepAttempt>>();
        for (var fact : rows) {
            switch (fact) {
                case WorkflowRun run -> below.add(run);
                case StepAttempt attempt ->
                    attempts.computeIfAbsent(attempt.runId(), id -> new ArrayList<>())
                            .add(attempt);
                case WakeUp wakeUp -> {}
                case PermitClaim claim -> {}
            }
        }
        below.forEach(run -> store.add(run, Optional.empty(), attempts.getOrDefault(run.runId(), List.of())));
        ended.addAll(below);
        return attempts.getOrDefault(runId, List.of());
    }

    private void add(int place, WorkflowRun row, List<WorkflowRun> replaced) {
        store.add(row, request(newRuns.get(place)), takenOver(newRuns.get(place), row.runId()));
        var line = lines.get(row.runId().workflow());
        if (line != null) {
            line.take(row);
        }
        begun[place] = new Begun(row, true, replaced);
    }
}
