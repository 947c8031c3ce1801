package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.internal.engine.ForkedRows.Below;
import io.maestro.internal.engine.ForkedRows.Part;
import io.maestro.run.Children;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Reads what a fork takes over: attempts of the instance of its source, and the runs that ended below them. */
final class ForkReader {

    /** All of it is recorded with the start of the fork, in one transaction. */
    static final int MAX_ROWS = 10_000;

    private final Store store;
    private final Set<RunId> seen = new HashSet<>();
    private int rows;

    ForkReader(Store store) {
        this.store = store;
    }

    /** Tells whether there was more than a fork can take over; then some is left out. */
    boolean isTooMuch() {
        return rows > MAX_ROWS;
    }

    /**
     * Reads the attempts of steps, and what is below them.
     *
     * @param source a run of the instance
     * @param steps the steps, each with the number of the run in which it ended
     */
    ForkedRows read(RunId source, Map<StepId, Long> steps) {
        var byRun = new TreeMap<Long, Set<StepId>>();
        steps.forEach((step, run) ->
                byRun.computeIfAbsent(run, number -> new HashSet<>()).add(step));
        var attempts = new ArrayList<StepAttempt>();
        byRun.forEach((run, ofRun) -> store.attempts(new RunId(source.workflow(), source.instance(), run)).stream()
                .filter(attempt -> ofRun.contains(attempt.step()))
                .forEach(attempts::add));
        return new ForkedRows(part(attempts));
    }

    private Part part(List<StepAttempt> attempts) {
        rows += attempts.size();
        var below = new ArrayList<Below>();
        for (var attempt : attempts) {
            var runs = attempt.children().map(this::runs).orElse(List.of());
            for (var run : runs) {
                if (seen.add(run.runId()) && !isTooMuch()) {
                    rows++;
                    below.add(new Below(attempt, run, part(store.attempts(run.runId()))));
                }
            }
        }
        return new Part(attempts, below);
    }

    /** A run that a step did not wait for may go on; that one is not taken over. */
    private List<WorkflowRun> runs(Children children) {
        return switch (children) {
            case Children.Iterations iterations -> iterations(iterations);
            case Children.Subworkflow subworkflow ->
                subworkflow.child().map(this::ofInstance).orElse(List.of());
        };
    }

    private List<WorkflowRun> ofInstance(RunId newest) {
        return LongStream.rangeClosed(1, newest.run())
                .mapToObj(run -> new RunId(newest.workflow(), newest.instance(), run))
                .flatMap(run -> store.run(run).stream())
                .filter(ForkReader::isEndedBelow)
                .toList();
    }

    private static boolean isEndedBelow(WorkflowRun run) {
        return run.status().isTerminal() && run.initiator() instanceof Initiator.ByStep;
    }

    private List<WorkflowRun> iterations(Children.Iterations iterations) {
        var found = new ArrayList<WorkflowRun>();
        var query = RunQuery.of(iterations.workflow().value()).limit(RunQuery.MAX_LIMIT);
        var page = store.runs(query);
        while (!page.isEmpty() && found.size() <= MAX_ROWS) {
            page.stream()
                    .filter(ForkReader::isEndedBelow)
                    .filter(run -> run.runId().run() >= iterations.since()
                            && run.runId().run() <= iterations.through())
                    .forEach(found::add);
            page = store.runs(query.after(page.getLast().runId()));
        }
        return found.reversed();
    }
}
