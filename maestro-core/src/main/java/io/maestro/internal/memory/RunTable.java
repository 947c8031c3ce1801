package io.maestro.internal.memory;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.internal.memory.RunRows.Request;
import io.maestro.run.Children;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import io.maestro.store.RunQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The runs that are kept, and the ways to find them: by their ids, in order, by what asked for them and by what started them. */
final class RunTable {

    private final ConcurrentHashMap<RunId, RunRows> rows = new ConcurrentHashMap<>();
    private final ConcurrentNavigableMap<RunId, RunRows> ordered = new ConcurrentSkipListMap<>();
    private final ConcurrentHashMap<Request, RunId> requests = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Cause, ConcurrentLinkedQueue<RunId>> children = new ConcurrentHashMap<>();

    /** How many runs of each number a workflow has. */
    private final ConcurrentHashMap<WorkflowId, TreeMap<Long, Integer>> numbers = new ConcurrentHashMap<>();

    /** The attempt that started a run. */
    private record Cause(RunId parent, StepId step, int attempt) {
        static Cause of(Initiator.ByStep initiator) {
            return new Cause(initiator.parent(), initiator.step(), initiator.attempt());
        }

        static Cause of(StepAttempt attempt) {
            return new Cause(attempt.runId(), attempt.step(), attempt.attempt());
        }
    }

    void add(RunRows added) {
        var run = added.run();
        var runId = run.runId();
        added.request().ifPresent(asked -> requests.put(asked, runId));
        rows.put(runId, added);
        ordered.put(runId, added);
        numbers.compute(runId.workflow(), (id, known) -> {
            var counts = known == null ? new TreeMap<Long, Integer>() : known;
            counts.merge(runId.run(), 1, Integer::sum);
            return counts;
        });
        if (run.initiator() instanceof Initiator.ByStep byStep) {
            children.computeIfAbsent(Cause.of(byStep), cause -> new ConcurrentLinkedQueue<>())
                    .add(runId);
        }
    }

    /** Takes a run out; what asked for it is known still. */
    void remove(RunId runId) {
        if (rows.remove(runId) != null) {
            ordered.remove(runId);
            numbers.computeIfPresent(runId.workflow(), (id, counts) -> {
                counts.computeIfPresent(runId.run(), (number, count) -> count > 1 ? count - 1 : null);
                return counts.isEmpty() ? null : counts;
            });
        }
    }

    void forget(Request request) {
        requests.remove(request);
    }

    @Nullable
    RunRows get(RunId runId) {
        return rows.get(runId);
    }

    /** Returns which run began for a request, whether it is kept still or not. */
    Optional<RunId> requested(Request request) {
        return Optional.ofNullable(requests.get(request));
    }

    /** Returns the largest number of a run of any instance of a workflow. */
    long lastRun(WorkflowId workflow) {
        var last = new AtomicLong();
        numbers.computeIfPresent(workflow, (id, counts) -> {
            last.set(counts.lastKey());
            return counts;
        });
        return last.get();
    }

    /** Returns the runs that an attempt started and that are kept. */
    Stream<RunRows> startedBy(StepAttempt attempt) {
        return children.getOrDefault(Cause.of(attempt), new ConcurrentLinkedQueue<>()).stream()
                .flatMap(runId -> Stream.ofNullable(rows.get(runId)));
    }

    /** Forgets which runs an attempt started, and returns them. */
    Collection<RunId> takeStarted(StepAttempt attempt) {
        var started = children.remove(Cause.of(attempt));
        return started == null ? List.of() : started;
    }

    /** Tells whether the attempt that started a run has left. */
    boolean isOrphan(Initiator.ByStep initiator) {
        return !children.containsKey(Cause.of(initiator));
    }

    /** Returns the next run of the same instance. */
    Optional<RunRows> after(RunId runId) {
        return ofInstance(ordered.higherEntry(runId), runId);
    }

    /** Returns the run of the same instance before this one. */
    Optional<RunRows> before(RunId runId) {
        return ofInstance(ordered.lowerEntry(runId), runId);
    }

    /** Returns the newest run of an instance. */
    Optional<RunRows> newest(WorkflowId workflow, long instance) {
        var last = new RunId(workflow, instance, Long.MAX_VALUE);
        return ofInstance(ordered.floorEntry(last), last);
    }

    private static Optional<RunRows> ofInstance(Map.@Nullable Entry<RunId, RunRows> entry, RunId runId) {
        return Optional.ofNullable(entry)
                .filter(other -> other.getKey().workflow().equals(runId.workflow())
                        && other.getKey().instance() == runId.instance())
                .map(Map.Entry::getValue);
    }

    /** Returns the runs of a workflow, in ascending order. */
    Stream<WorkflowRun> runsOf(WorkflowId workflow) {
        return ordered.tailMap(new RunId(workflow, 1, 1), true).values().stream()
                .map(RunRows::run)
                .takeWhile(run -> run.runId().workflow().equals(workflow));
    }

    List<WorkflowRun> page(RunQuery query) {
        var newestFirst = ordered.descendingMap();
        var from =
                query.before().isPresent() ? newestFirst.tailMap(query.before().get(), false) : newestFirst;
        return from.values().stream()
                .map(RunRows::run)
                .filter(run -> query.workflow().isEmpty()
                        || query.workflow().get().equals(run.runId().workflow()))
                .filter(run -> query.statuses().isEmpty() || query.statuses().contains(run.status()))
                .limit(query.limit())
                .toList();
    }

    /** Returns runs that go on and do not sleep, in ascending order. */
    List<WorkflowRun> unfinished(WorkflowId workflow, Optional<RunId> after, int limit) {
        var from = after.orElse(new RunId(workflow, 1, 1));
        return ordered.tailMap(from, after.isEmpty()).values().stream()
                .takeWhile(candidate -> candidate.run().runId().workflow().equals(workflow))
                .filter(candidate -> !candidate.run().status().isTerminal()
                        && !candidate.run().isQueued()
                        && candidate.wakeAt().isEmpty())
                .map(RunRows::run)
                .limit(limit)
                .toList();
    }

    /** Returns the attempts of a step that are held at a breakpoint. */
    List<StepAttempt> paused(WorkflowId workflow, StepId step) {
        return ordered.values().stream()
                .filter(candidate -> !candidate.run().status().isTerminal()
                        && candidate.run().definition().workflow().equals(workflow))
                .flatMap(candidate -> candidate.newestAttempt(step).stream())
                .filter(attempt -> attempt.status() == StepStatus.PAUSED)
                .toList();
    }

    /** Returns the newest attempt of a step in the runs of an instance before one of them. */
    Optional<StepAttempt> newestBefore(RunId runId, StepId step) {
        return ordered
                .subMap(new RunId(runId.workflow(), runId.instance(), 1), true, runId, false)
                .descendingMap()
                .values()
                .stream()
                .flatMap(run -> run.newestAttempt(step).stream())
                .findFirst();
    }

    /** Returns the runs of each iteration that are in the range, the newest first. */
    List<List<RunRows>> newestRuns(Children.Iterations of) {
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
}
