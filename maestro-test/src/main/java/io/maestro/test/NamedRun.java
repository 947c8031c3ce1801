package io.maestro.test;

import io.maestro.RunHandle;
import io.maestro.run.Children;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A run by its place below another, which stays the same when ids do not.
 *
 * @param path the steps above it, such as {@code load[0]/call}; empty for the one at the top
 * @param run its row
 * @param attempts its attempts, by step in the order of the definition
 */
record NamedRun(String path, WorkflowRun run, List<StepAttempt> attempts) {

    /**
     * Returns a run and those below it that are waited for. Nobody can tell how far the others have come.
     *
     * @return the runs, each before those below it, iterations in their order
     */
    static List<NamedRun> allOf(RunHandle top) {
        var all = new ArrayList<NamedRun>();
        collect("", top, all);
        return List.copyOf(all);
    }

    private static void collect(String path, RunHandle run, List<NamedRun> all) {
        var newest = run.steps();
        all.add(new NamedRun(path, run.run(), attempts(run, newest)));
        var prefix = path.isEmpty() ? "" : path + "/";
        for (var attempt : newest) {
            attempt.children()
                    .ifPresent(children -> collectChildren(prefix + attempt.step(), run, attempt, children, all));
        }
    }

    private static void collectChildren(String path, RunHandle run, StepAttempt attempt, Children children, List<NamedRun> all) {
        var step = attempt.step().value();
        switch (children) {
            case Children.Subworkflow subworkflow ->
                run.child(step, 1)
                        .filter(child -> child.run().initiator().isAwaited())
                        .ifPresent(child -> collect(path, child, all));
            case Children.Iterations iterations ->
                LongStream.iterate(1, number -> number + 1)
                        .mapToObj(number -> run.child(step, number))
                        .takeWhile(Optional::isPresent)
                        .flatMap(Optional::stream)
                        .forEach(child -> collect(path + "[" + (child.id().instance() - 1) + "]", child, all));
        }
    }

    /** The newest attempts may not be recorded yet. */
    private static List<StepAttempt> attempts(RunHandle run, List<StepAttempt> newest) {
        var recorded = run.attempts();
        var order = newest.stream().map(StepAttempt::step).toList();
        return Stream.concat(recorded.stream(), newest.stream().filter(attempt -> !isAmong(recorded, attempt)))
                .sorted(Comparator.comparingInt((StepAttempt attempt) -> order.indexOf(attempt.step()))
                        .thenComparingInt(StepAttempt::attempt))
                .toList();
    }

    private static boolean isAmong(List<StepAttempt> recorded, StepAttempt one) {
        return recorded.stream()
                .anyMatch(other -> other.step().equals(one.step()) && other.attempt() == one.attempt());
    }
}
