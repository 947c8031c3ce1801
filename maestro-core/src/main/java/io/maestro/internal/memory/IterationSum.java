package io.maestro.internal.memory;

import io.maestro.run.Children;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.WorkflowRun;
import io.maestro.store.ChildSummary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Sums up the iterations of a loop, one after the other in their order. */
final class IterationSum {

    private final Children.Iterations of;
    private final Map<RunStatus, Long> ended = new EnumMap<>(RunStatus.class);
    private final Map<RunStatus, Long> kept = new EnumMap<>(RunStatus.class);
    private final List<RunId> unfinished = new ArrayList<>();
    private final List<Long> again = new ArrayList<>();
    private final List<Long> missing = new ArrayList<>();
    private Rollup rollup = Rollup.none();
    private long last;
    private long seen;

    IterationSum(Children.Iterations of) {
        this.of = of;
    }

    /** Takes the newest run of the next iteration that has one. */
    void add(WorkflowRun run) {
        long number = run.runId().instance();
        while (++seen < number) {
            missing.add(seen);
        }
        boolean own = run.runId().run() >= of.run();
        if (!own && of.kept().filter(some -> some.keeps(number, run.status())).isEmpty()) {
            again.add(number);
            return;
        }
        last = number;
        if (own && !run.status().isTerminal()) {
            unfinished.add(run.runId());
        } else {
            (own ? ended : kept).merge(run.status(), 1L, Long::sum);
            rollup = rollup.plus(run.rollup());
        }
    }

    ChildSummary summary() {
        return new ChildSummary(last, ended, rollup, unfinished, kept, again, missing);
    }
}
