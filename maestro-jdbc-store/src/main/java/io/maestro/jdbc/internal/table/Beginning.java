package io.maestro.jdbc.internal.table;

import io.maestro.definition.RunStrategy;
import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.sql.Dialect;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Begun;
import io.maestro.store.NewRun;
import io.maestro.store.VersionDeletedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The runs that begin with a commit: which of them are the same, which had begun before, and what numbers the others get. */
final class Beginning {

    private static final Dialect.Counter NONE = new Dialect.Counter(0, RunStrategy.unlimited(), 0);

    private final List<NewRun> newRuns;
    private final Runs runs;
    private final Map<NewRun.Key, WorkflowRun> known;
    private final List<Runs.@Nullable Row> rows = new ArrayList<>();
    private final Map<Object, Integer> firsts = new HashMap<>();
    private boolean unclear;

    private record Request(WorkflowId workflow, String id) {}

    /**
     * The runs with their numbers.
     *
     * @param begun what became of each
     * @param fresh the rows that are added
     */
    record Numbered(List<Begun> begun, List<Runs.Row> fresh) {}

    /** Takes all for new that are not the same as one before them. */
    Beginning(List<NewRun> newRuns, Runs runs) {
        this(newRuns, runs, Map.of());
    }

    private Beginning(List<NewRun> newRuns, Runs runs, Map<NewRun.Key, WorkflowRun> known) {
        this.newRuns = newRuns;
        this.runs = runs;
        this.known = known;
        for (int i = 0; i < newRuns.size(); i++) {
            var key = newRuns.get(i).key();
            var first = first(key);
            unclear |= first.isPresent() && !newRuns.get(first.get()).key().equals(key);
            boolean fresh = !known.containsKey(key) && first.isEmpty();
            if (fresh) {
                int number = i;
                names(key).forEach(name -> firsts.put(name, number));
            }
            rows.add(fresh ? row(newRuns.get(i)) : null);
        }
    }

    /** Returns what a run is told from others by: two that share any of it are the same. */
    private static List<Object> names(NewRun.Key key) {
        return switch (key) {
            case NewRun.NextInstance(var workflow, var request) ->
                request.map(id -> List.<Object>of(new Request(workflow, id))).orElse(List.of());
            case NewRun.Numbered(var runId) -> List.of(runId);
            case NewRun.Restarted(var runId, var request) -> List.of(new Request(runId.workflow(), request), runId);
        };
    }

    /** Returns which of the runs before one with a key is the same. */
    private Optional<Integer> first(NewRun.Key key) {
        return names(key).stream()
                .flatMap(name -> Optional.ofNullable(firsts.get(name)).stream())
                .findFirst();
    }

    private Runs.Row row(NewRun newRun) {
        return switch (newRun.key()) {
            // The number is not known yet.
            case NewRun.NextInstance next -> runs.beginning(newRun, new RunId(next.workflow(), 1, 1));
            case NewRun.Numbered numbered -> runs.beginning(newRun, numbered.runId());
            case NewRun.Restarted restarted -> runs.beginning(newRun, restarted.runId());
        };
    }

    boolean isEmpty() {
        return newRuns.isEmpty();
    }

    /** Tells whether two are the same that were asked for differently, of which one may have been there before. */
    boolean isUnclear() {
        return unclear;
    }

    /** Tells whether one is asked for by a request that may have been made before, and locks a counter. */
    boolean isRequested() {
        return newRuns.stream().map(NewRun::key).anyMatch(key -> switch (key) {
            case NewRun.NextInstance next -> next.requestId().isPresent();
            case NewRun.Restarted restarted -> true;
            case NewRun.Numbered numbered -> false;
        });
    }

    /** Returns the new runs that go on from others of their instances, which are kept as long as these from now on. */
    List<RunId> restarted() {
        return IntStream.range(0, newRuns.size())
                .filter(number -> rows.get(number) != null)
                .mapToObj(number -> newRuns.get(number).key())
                .flatMap(key ->
                        key instanceof NewRun.Restarted restarted ? Stream.of(restarted.runId()) : Stream.empty())
                .toList();
    }

    /** Returns how many numbers of which workflows are needed; 0 of those that are only to be locked. */
    SortedMap<WorkflowId, Integer> wanted() {
        var wanted = new TreeMap<WorkflowId, Integer>();
        for (int i = 0; i < newRuns.size(); i++) {
            var newRun = newRuns.get(i);
            if (rows.get(i) != null && newRun.key() instanceof NewRun.NextInstance next) {
                wanted.merge(next.workflow(), 1, Integer::sum);
            } else if (rows.get(i) != null && (isInTurn(newRun) || newRun.key() instanceof NewRun.Restarted)) {
                wanted.merge(newRun.workflow(), 0, Integer::sum);
            }
        }
        return wanted;
    }

    /** Returns the workflows whose numbers are needed, each with none. */
    SortedMap<WorkflowId, Integer> lockOnly() {
        var none = new TreeMap<WorkflowId, Integer>();
        wanted().keySet().forEach(workflow -> none.put(workflow, 0));
        return none;
    }

    /** Returns the same after a look at which had begun before. */
    Beginning lookedUp(Handle handle) {
        var found = new HashMap<NewRun.Key, WorkflowRun>();
        for (var newRun : newRuns) {
            find(handle, newRun.key()).ifPresent(run -> found.put(newRun.key(), run));
        }
        return new Beginning(newRuns, runs, found);
    }

    private Optional<WorkflowRun> find(Handle handle, NewRun.Key key) {
        return switch (key) {
            case NewRun.NextInstance next ->
                next.requestId().flatMap(request -> runs.requested(handle, next.workflow(), request));
            case NewRun.Numbered numbered -> runs.find(handle, numbered.runId());
            case NewRun.Restarted(var runId, var request) ->
                runs.requested(handle, runId.workflow(), request).or(() -> runs.find(handle, runId));
        };
    }

    /** Decides about the runs of a workflow that arrive. */
    interface Gate {
        /** Returns what becomes of each, if one that has failed may come with them; the counter of the workflow is locked. */
        Queue.Admitted admit(
                WorkflowId workflow, RunStrategy strategy, List<Queue.Arrival> arrivals, boolean withFailed);
    }

    /**
     * Gives the runs their numbers, and decides which of them begin.
     *
     * @param counters the counter of each workflow of which numbers were allocated
     * @param gate decides
     * @throws VersionDeletedException if one is of a version that was deleted
     */
    Numbered numbered(Map<WorkflowId, Dialect.Counter> counters, Gate gate) {
        requireVersions(counters);
        number(counters);
        var replaced = admit(counters, gate);
        var begun = new ArrayList<Begun>(newRuns.size());
        var fresh = new ArrayList<Runs.Row>(newRuns.size());
        for (int i = 0; i < newRuns.size(); i++) {
            var row = rows.get(i);
            if (row == null) {
                begun.add(new Begun(earlier(newRuns.get(i).key(), begun), false));
            } else {
                fresh.add(row);
                begun.add(new Begun(row.run(), true, replaced.getOrDefault(i, List.of())));
            }
        }
        return new Numbered(begun, fresh);
    }

    private void requireVersions(Map<WorkflowId, Dialect.Counter> counters) {
        for (int i = 0; i < newRuns.size(); i++) {
            var definition = newRuns.get(i).definition();
            var counter = counters.getOrDefault(newRuns.get(i).workflow(), NONE);
            if (rows.get(i) != null && definition.version() <= counter.deleted()) {
                throw new VersionDeletedException(definition);
            }
        }
    }

    private void number(Map<WorkflowId, Dialect.Counter> counters) {
        var next = new HashMap<WorkflowId, Long>();
        for (int i = newRuns.size() - 1; i >= 0; i--) {
            var row = rows.get(i);
            if (row != null && newRuns.get(i).key() instanceof NewRun.NextInstance instance) {
                var workflow = instance.workflow();
                long last = counters.getOrDefault(workflow, NONE).last();
                long number = next.merge(workflow, last, (before, same) -> before - 1);
                rows.set(i, row.numbered(new RunId(workflow, number, 1)));
            }
        }
    }

    /** Returns whose places were taken by which runs. */
    private Map<Integer, List<WorkflowRun>> admit(Map<WorkflowId, Dialect.Counter> counters, Gate gate) {
        var inTurn = new TreeMap<WorkflowId, List<Integer>>();
        for (int i = 0; i < newRuns.size(); i++) {
            if (rows.get(i) != null && isInTurn(newRuns.get(i))) {
                inTurn.computeIfAbsent(newRuns.get(i).workflow(), workflow -> new ArrayList<>())
                        .add(i);
            }
        }
        var replaced = new HashMap<Integer, List<WorkflowRun>>(0);
        inTurn.forEach((workflow, places) -> {
            var strategy = counters.getOrDefault(workflow, NONE).strategy();
            var arrivals = places.stream()
                    .flatMap(place -> Stream.ofNullable(rows.get(place))
                            .map(row -> new Queue.Arrival(
                                    newRuns.get(place), row.run().runId())))
                    .toList();
            var admitted = gate.admit(workflow, strategy, arrivals, hasFailed(workflow));
            for (int i = 0; i < places.size(); i++) {
                int place = places.get(i);
                var run = arrivals.get(i).row(admitted.fates().get(i), strategy);
                rows.set(
                        place,
                        Optional.ofNullable(rows.get(place)).orElseThrow().with(run));
            }
            replaced.put(places.getLast(), admitted.replaced());
        });
        return replaced;
    }

    private boolean hasFailed(WorkflowId workflow) {
        return rows.stream()
                .flatMap(Stream::ofNullable)
                .map(Runs.Row::run)
                .anyMatch(run -> run.isBlocking() && run.runId().workflow().equals(workflow));
    }

    private static boolean isInTurn(NewRun newRun) {
        return newRun.admission() instanceof NewRun.Admission.InTurn;
    }

    private WorkflowRun earlier(NewRun.Key key, List<Begun> begun) {
        var run = known.get(key);
        return run != null ? run : begun.get(first(key).orElseThrow()).run();
    }
}
