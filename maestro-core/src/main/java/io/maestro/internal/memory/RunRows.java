package io.maestro.internal.memory;

import io.maestro.definition.StepId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one run. One thread at a time writes, since commits of a run never overlap; others read. Attempts are a linked
 * list that grows at its head, so a write is two assignments, and whoever sees a row sees all that were recorded before it.
 *
 * <p>A row that is not final is recorded again, a job's at each poll: the writer remembers where it is and puts the new one in its
 * place.
 */
final class RunRows {

    private final Map<Key, Link> changing = new HashMap<>(0);
    private volatile WorkflowRun run;
    private volatile @Nullable Link newest;

    private static final class Link {
        private final @Nullable Link older;
        private volatile StepAttempt row;

        Link(StepAttempt row, @Nullable Link older) {
            this.row = row;
            this.older = older;
        }
    }

    private record Key(StepId step, int attempt) {}

    RunRows(WorkflowRun run) {
        this.run = run;
    }

    WorkflowRun run() {
        return run;
    }

    void put(WorkflowRun row) {
        run = row;
    }

    void add(StepAttempt row) {
        if (changing.isEmpty() && row.status().isTerminal()) {
            newest = new Link(row, newest);
            return;
        }
        var key = new Key(row.step(), row.attempt());
        var known = row.status().isTerminal() ? changing.remove(key) : changing.get(key);
        if (known != null) {
            known.row = row;
            return;
        }
        var link = new Link(row, newest);
        newest = link;
        if (!row.status().isTerminal()) {
            changing.put(key, link);
        }
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

    /** Returns how many rows are kept. */
    int size() {
        int size = 0;
        for (var link = newest; link != null; link = link.older) {
            size++;
        }
        return size;
    }
}
