package io.maestro.conformance.engine;

import io.maestro.RunHandle;
import io.maestro.run.Children;
import io.maestro.run.WorkflowRun;
import io.maestro.store.RunQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Finds the runs that a step has started. */
final class ChildRuns {

    private ChildRuns() {}

    /** Returns those that have begun, in their order. */
    static List<RunHandle> of(VirtualHost host, Children children) {
        return switch (children) {
            case Children.Subworkflow subworkflow ->
                subworkflow.child().flatMap(host.maestro()::find).stream().toList();
            case Children.Iterations iterations ->
                iterations(host, iterations).stream()
                        .map(run -> host.maestro().find(run.runId()).orElseThrow())
                        .toList();
        };
    }

    private static List<WorkflowRun> iterations(VirtualHost host, Children.Iterations iterations) {
        var found = new ArrayList<WorkflowRun>();
        var query = RunQuery.of(iterations.workflow().value()).limit(RunQuery.MAX_LIMIT);
        var page = host.maestro().runs(query);
        while (!page.isEmpty()) {
            page.stream().filter(run -> counts(iterations, run)).forEach(found::add);
            page = host.maestro().runs(query.after(page.getLast().runId()));
        }
        return newest(found.reversed());
    }

    private static boolean counts(Children.Iterations iterations, WorkflowRun run) {
        long number = run.runId().run();
        boolean discarded = iterations.kept().orElse(null) instanceof Children.Kept.Before(var since, var from)
                && number < iterations.run()
                && run.runId().instance() >= from;
        return number >= iterations.since() && number <= iterations.through() && !discarded;
    }

    /** Of the runs of an iteration, the last counts. */
    private static List<WorkflowRun> newest(List<WorkflowRun> ascending) {
        var byNumber = new LinkedHashMap<Long, WorkflowRun>();
        ascending.forEach(run -> byNumber.put(run.runId().instance(), run));
        return List.copyOf(byNumber.values());
    }
}
