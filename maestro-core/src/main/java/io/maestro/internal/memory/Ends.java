package io.maestro.internal.memory;

import io.maestro.definition.WorkflowId;
import io.maestro.run.WorkflowRun;
import io.maestro.store.RunEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** When the runs of each workflow ended that no step waited for. */
final class Ends {

    private final ConcurrentHashMap<WorkflowId, ConcurrentSkipListSet<RunEnd>> ends = new ConcurrentHashMap<>();

    private static Optional<RunEnd> endOf(WorkflowRun run) {
        return run.initiator().isAwaited() || !run.status().isTerminal()
                ? Optional.empty()
                : run.endedAt().map(at -> new RunEnd(at, run.runId()));
    }

    void add(WorkflowRun run) {
        endOf(run)
                .ifPresent(end -> ends.computeIfAbsent(run.runId().workflow(), id -> new ConcurrentSkipListSet<>())
                        .add(end));
    }

    void remove(WorkflowRun run) {
        endOf(run).ifPresent(end -> of(run.runId().workflow()).remove(end));
    }

    private ConcurrentSkipListSet<RunEnd> of(WorkflowId workflow) {
        return ends.getOrDefault(workflow, new ConcurrentSkipListSet<>());
    }

    /** Returns the newest end that comes after so many newer ones. */
    Optional<RunEnd> after(WorkflowId workflow, long newest) {
        return of(workflow).descendingSet().stream().skip(newest).findFirst();
    }

    /** Returns the first ends up to one. */
    List<RunEnd> through(WorkflowId workflow, RunEnd last, int limit) {
        var page = new ArrayList<RunEnd>();
        for (var end : of(workflow).headSet(last, true)) {
            if (page.size() == limit) {
                break;
            }
            page.add(end);
        }
        return page;
    }

    /** Returns the first end. */
    Optional<RunEnd> first(WorkflowId workflow) {
        var of = of(workflow);
        return of.isEmpty() ? Optional.empty() : of.stream().findFirst();
    }
}
