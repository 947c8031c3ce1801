package io.maestro.test;

import io.maestro.RunHandle;
import io.maestro.definition.StepId;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamSource;
import io.maestro.run.Children;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A run by its place below another, which stays the same when ids do not.
 *
 * @param path the steps above it, such as {@code load[0]/call}; empty for the one at the top
 * @param run its row
 * @param params those of its params that neither the engine nor the run above gave to it, by name
 * @param attempts its attempts, by step in the order of the definition
 */
record NamedRun(String path, WorkflowRun run, Map<String, EvaluatedParam> params, List<StepAttempt> attempts) {

    private record Place(String path, RunHandle run, Map<String, EvaluatedParam> params) {}

    /**
     * Returns a run and those below it that are waited for. Nobody can tell how far the others have come.
     *
     * @return the runs, each before those below it, iterations in their order
     */
    static List<NamedRun> allOf(RunHandle top) {
        var all = new ArrayList<NamedRun>();
        collect("", top, Map.of(), all);
        return List.copyOf(all);
    }

    private static void collect(String path, RunHandle run, Map<String, EvaluatedParam> above, List<NamedRun> all) {
        var row = run.run();
        var newest = run.steps();
        all.add(new NamedRun(path, row, ownParams(run, row, above), attempts(run, newest)));
        for (var attempt : newest) {
            attempt.children()
                    .ifPresent(children -> collectChildren(new Place(path, run, row.params()), attempt, children, all));
        }
    }

    private static void collectChildren(Place at, StepAttempt attempt, Children children, List<NamedRun> all) {
        var step = attempt.step();
        var run = at.run();
        switch (children) {
            case Children.Subworkflow subworkflow ->
                run.child(step.value(), 1)
                        .filter(child -> child.run().initiator().isAwaited())
                        .ifPresent(child -> collect(ofCall(at.path(), step), child, at.params(), all));
            case Children.Iterations iterations ->
                LongStream.iterate(1, number -> number + 1)
                        .mapToObj(number -> run.child(step.value(), number))
                        .takeWhile(Optional::isPresent)
                        .flatMap(Optional::stream)
                        .forEach(child -> collect(ofIteration(at.path(), step, child.id()), child, at.params(), all));
        }
    }

    /** What is handed on is told where it comes from, and what the engine gives is about ids and the date. */
    private static Map<String, EvaluatedParam> ownParams(
            RunHandle run, WorkflowRun row, Map<String, EvaluatedParam> above) {
        boolean isIteration = !row.definition().body().isEmpty();
        var declared = run.definition().params().keySet();
        var own = new TreeMap<String, EvaluatedParam>();
        row.params().forEach((name, param) -> {
            boolean isHandedOn = isIteration
                    ? Optional.ofNullable(above.get(name))
                            .filter(other -> other.value().equals(param.value()))
                            .isPresent()
                    : param.source() == ParamSource.SUBWORKFLOW && !declared.contains(name);
            if (!param.source().isSystem() && !isHandedOn) {
                own.put(name, param);
            }
        });
        return own;
    }

    /** Returns the path of the run of a subworkflow step. */
    static String ofCall(String above, StepId step) {
        return above.isEmpty() ? step.value() : above + "/" + step;
    }

    /** Returns the path of an iteration, which is counted from 0. */
    static String ofIteration(String above, StepId step, RunId iteration) {
        return ofCall(above, step) + "[" + (iteration.instance() - 1) + "]";
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
        return recorded.stream().anyMatch(other -> other.step().equals(one.step()) && other.attempt() == one.attempt());
    }
}
