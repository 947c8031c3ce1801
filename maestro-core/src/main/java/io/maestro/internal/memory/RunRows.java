package io.maestro.internal.memory;

import io.maestro.definition.StepId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one run. One thread at a time writes, since commits of a run never overlap; others read. Attempts are a linked
 * list that grows at its head, so a write is two assignments and a reader sees a consistent prefix of the history.
 */
final class RunRows {

    private volatile WorkflowRun run;
    private volatile @Nullable Link newest;

    private record Link(StepAttempt row, @Nullable Link older) {}

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
        newest = new Link(row, newest);
    }

    /** Returns the newest row of each attempt, in the order in which the attempts were first recorded. */
    List<StepAttempt> attempts() {
        var oldestFirst = new ArrayDeque<StepAttempt>();
        for (var link = newest; link != null; link = link.older()) {
            oldestFirst.addFirst(link.row());
        }
        var rows = new LinkedHashMap<Key, StepAttempt>();
        oldestFirst.forEach(row -> rows.put(new Key(row.step(), row.attempt()), row));
        return List.copyOf(rows.values());
    }
}
