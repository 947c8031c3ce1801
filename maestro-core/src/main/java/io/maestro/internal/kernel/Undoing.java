package io.maestro.internal.kernel;

import io.maestro.internal.graph.Graph;
import io.maestro.run.Compensation;
import io.maestro.run.Compensation.Undo;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/**
 * What a run undoes before it ends. Whoever kills a run wants nothing more to begin; any other end but success is one before which is
 * undone what can be.
 */
public final class Undoing {

    private Undoing() {}

    /**
     * A run of an instance, with what it recorded.
     *
     * @param run its row
     * @param attempts its attempts' rows, in the order in which they were first recorded
     */
    public record Ran(WorkflowRun run, List<StepAttempt> attempts) {
        /** Copies the list. */
        public Ran {
            attempts = List.copyOf(attempts);
        }
    }

    /** A step that succeeded, and when. */
    private record Success(Undo undo, Instant at) {}

    /** Tells whether a run whose steps are over has something to undo, as far as that is known without looking. */
    static boolean isDue(Graph graph, WorkflowRun run, RunStatus outcome) {
        return !graph.compensations().isEmpty()
                && !run.isKilled()
                && (outcome != RunStatus.SUCCEEDED || run.onlyUndoes());
    }

    /** Returns what a run does next that undoes what it did. Each time that a step undoes something, that is a visit of it. */
    static WindingUp.Next next(Graph graph, Compensation compensation, StepState[] states) {
        var undo = compensation.next();
        if (undo.isEmpty()) {
            return new WindingUp.IsOver();
        }
        int by = graph.number(undo.get().by()).orElseThrow();
        return switch (states[by]) {
            case StepState.NotReached s -> new WindingUp.Begins(by);
            case StepState.Finished s when s.current().visit() < compensation.visit() -> new WindingUp.Begins(by);
            case StepState.Finished s when s.status().isComplete() -> new WindingUp.GoesFurther(compensation.further());
            case StepState.Finished s -> new WindingUp.IsOver();
            case StepState.Tried s -> new WindingUp.Works();
        };
    }

    /**
     * Returns what is to be undone: each visit of a step that succeeded and that another step undoes, the last to end first. Of two that
     * ended at the same time, the one that was recorded later may have followed the other. What an earlier run has undone is not
     * undone again.
     *
     * @param graph the graph of the runs
     * @param runs the runs of the instance, the first one first
     * @return what is to be undone, in this order
     */
    public static List<Undo> of(Graph graph, List<Ran> runs) {
        var successes = new ArrayList<Success>();
        var undone = new HashSet<Undo>();
        for (var ran : runs) {
            ran.run().compensation().map(Compensation::undone).ifPresent(undone::addAll);
            ran.attempts().forEach(attempt -> add(graph, attempt, successes));
        }
        successes.removeIf(success -> undone.contains(success.undo()));
        Collections.reverse(successes);
        successes.sort(Comparator.comparing(Success::at).reversed());
        return successes.stream().map(Success::undo).toList();
    }

    private static void add(Graph graph, StepAttempt attempt, List<Success> successes) {
        if (attempt.status() != StepStatus.SUCCEEDED) {
            return;
        }
        graph.number(attempt.step()).stream()
                .flatMap(step -> graph.compensations().by(step).stream())
                .mapToObj(graph::id)
                .forEach(by -> successes.add(new Success(
                        new Undo(attempt.step(), attempt.runId().run(), attempt.visit(), by),
                        attempt.endedAt().orElseThrow())));
    }
}
