package io.maestro.internal.memory;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowRun;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one run. One thread at a time writes, since commits of a run never overlap; others read. Attempts are a linked
 * list that grows at its head, so a write is two assignments, and whoever sees a row sees all that were recorded before it.
 *
 * <p>A row that is not final is recorded again, a job's at each poll: the writer remembers where it is and puts the new one in its
 * place.
 *
 * <p>Rows of visits that are not kept are taken out of the list. A reader who stands on one of them goes on from there to older
 * ones, so he may still see rows that are gone, but misses none that is kept.
 */
final class RunRows {

    private final Map<Key, Link> changing = new HashMap<>(0);
    private final @Nullable Request request;
    private volatile WorkflowRun run;
    private volatile @Nullable Link newest;
    private volatile @Nullable Instant wakeAt;

    /** The rows of each step, the oldest first; known from when visits are dropped for the first time. */
    private @Nullable Map<StepId, ArrayDeque<Link>> bySteps;

    /** Most runs start no others, and need not be looked through for that when they leave. */
    private boolean startsRuns;

    private static final class Link {
        /** Read by others while it changes, which is as good: they see the row that is gone or the one before it. */
        private @Nullable Link older;

        /** Known from when visits are dropped for the first time. */
        private @Nullable Link newer;

        private volatile StepAttempt row;

        Link(StepAttempt row, @Nullable Link older) {
            this.row = row;
            this.older = older;
        }
    }

    private record Key(StepId step, int attempt) {}

    /**
     * What asked for a run.
     *
     * @param workflow the workflow
     * @param id the id of the request
     */
    record Request(WorkflowId workflow, String id) {}

    RunRows(WorkflowRun run, @Nullable Request request) {
        this.run = run;
        this.request = request;
    }

    /** Returns what asked for the run, or empty if nobody needs to find it by that. */
    Optional<Request> request() {
        return Optional.ofNullable(request);
    }

    WorkflowRun run() {
        return run;
    }

    void put(WorkflowRun row) {
        run = row;
    }

    /** Returns when the run is to be woken, or empty if it does not sleep. */
    Optional<Instant> wakeAt() {
        return Optional.ofNullable(wakeAt);
    }

    void put(WakeUp row) {
        wakeAt = row.at().orElse(null);
    }

    void add(StepAttempt row) {
        startsRuns |= row.children().isPresent();
        if (changing.isEmpty() && row.status().isTerminal()) {
            append(row);
            return;
        }
        var key = new Key(row.step(), row.attempt());
        var known = row.status().isTerminal() ? changing.remove(key) : changing.get(key);
        if (known != null) {
            known.row = row;
            return;
        }
        var link = append(row);
        if (!row.status().isTerminal()) {
            changing.put(key, link);
        }
    }

    private Link append(StepAttempt row) {
        var before = newest;
        var link = new Link(row, before);
        newest = link;
        if (bySteps != null) {
            if (before != null) {
                before.newer = link;
            }
            bySteps.computeIfAbsent(row.step(), step -> new ArrayDeque<>()).addLast(link);
        }
        return link;
    }

    /** Takes out the rows of the visits of a step up to one, and returns them. */
    List<StepAttempt> drop(StepId step, int through) {
        var links = bySteps().get(step);
        var dropped = new ArrayList<StepAttempt>(1);
        while (links != null && !links.isEmpty() && links.getFirst().row.visit() <= through) {
            var link = links.removeFirst();
            takeOut(link);
            dropped.add(link.row);
        }
        return dropped;
    }

    private Map<StepId, ArrayDeque<Link>> bySteps() {
        if (bySteps == null) {
            bySteps = new HashMap<>();
            @Nullable Link newer = null;
            for (var link = newest; link != null; link = link.older) {
                link.newer = newer;
                newer = link;
                bySteps.computeIfAbsent(link.row.step(), step -> new ArrayDeque<>())
                        .addFirst(link);
            }
        }
        return bySteps;
    }

    private void takeOut(Link link) {
        var older = link.older;
        var newer = link.newer;
        if (older != null) {
            older.newer = newer;
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
        // What is garbage and old would else keep from being collected what is garbage and young.
        link.newer = null;
    }

    /** Returns the newest row of each attempt, in the order in which the attempts were first recorded. */
    List<StepAttempt> attempts() {
        var oldestFirst = new ArrayDeque<StepAttempt>();
        for (var link = newest; link != null; link = link.older) {
            oldestFirst.addFirst(link.row);
        }
        var rows = new LinkedHashMap<Key, StepAttempt>();
        oldestFirst.forEach(row -> rows.put(new Key(row.step(), row.attempt()), row));
        return List.copyOf(rows.values());
    }

    /** Returns the newest attempt of a step. */
    Optional<StepAttempt> newestAttempt(StepId step) {
        for (var link = newest; link != null; link = link.older) {
            if (link.row.step().equals(step)) {
                return Optional.of(link.row);
            }
        }
        return Optional.empty();
    }

    /** Shows the rows of the attempts that started runs, once the run has ended. */
    void starting(Consumer<StepAttempt> reader) {
        for (var link = startsRuns ? newest : null; link != null; link = link.older) {
            if (link.row.children().isPresent()) {
                reader.accept(link.row);
            }
        }
    }

    /** Returns how many rows are kept. */
    int size() {
        int size = 0;
        for (var link = newest; link != null; link = link.older) {
            size++;
        }
        return size;
    }
}
