package io.maestro.internal.kernel;

import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.error.NearMiss;
import io.maestro.internal.graph.Graph;
import io.maestro.run.ForkSource;
import io.maestro.run.InstanceView;
import io.maestro.run.Restart;
import io.maestro.run.RestartOrder;
import io.maestro.run.RestartPolicy;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepView;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells what a fork takes over, and where it begins. It takes over what had completed and comes after none of the steps that are named; all
 * else runs. Of a loop in the graph it takes over all or nothing.
 *
 * @param graph the graph of the version that the fork runs
 * @param steps its steps
 * @param version the number of that version, to tell of it
 * @param source how the instance of the source stands
 * @param named the steps from which on the fork runs anew
 */
public record ForkPlanner(Graph graph, List<Step> steps, long version, InstanceView source, List<StepId> named) {

    /** The number of the first run of an instance, which a fork is. */
    private static final long FIRST_RUN = 1;

    /** Returns why the fork cannot begin at the steps that are named. */
    public List<String> refusals() {
        var refusals = new ArrayList<String>();
        for (var id : named) {
            var number = graph.number(id);
            if (number.isEmpty()) {
                refusals.add(unknown(id));
            } else if (graph.handlers().handles(number.getAsInt())) {
                refusals.add("step '" + id + "' runs only when something fails");
            } else if (graph.compensations().undoes(number.getAsInt())) {
                var undone = graph.compensations().of(number.getAsInt()).getAsInt();
                refusals.add("step '" + id + "' runs only to undo '" + graph.id(undone) + "'");
            } else {
                tooFar(id, number.getAsInt()).ifPresent(refusals::add);
            }
        }
        return refusals;
    }

    private String unknown(StepId id) {
        var loop = steps.stream().filter(step -> isWithin(step, id)).findFirst();
        if (loop.isPresent()) {
            return "step '" + id + "' lies in the body of loop '" + loop.get().id()
                    + "', which is taken over or runs as a whole; fork from '"
                    + loop.get().id() + "'";
        }
        var names = steps.stream().map(step -> step.id().value()).toList();
        return "version " + version + " has no step '" + id + "'"
                + NearMiss.of(id.value(), names)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("");
    }

    private static boolean isWithin(Step step, StepId id) {
        return step instanceof LoopStep loop
                && loop.steps().stream().anyMatch(inner -> inner.id().equals(id) || isWithin(inner, id));
    }

    /** To begin at a step that was never reached, what comes before it must have been done. */
    private Optional<String> tooFar(StepId id, int step) {
        if (source.step(id).run().isPresent()) {
            return Optional.empty();
        }
        var afterOthers = new BitSet();
        numbers(named).stream().filter(other -> other != step).forEach(afterOthers::set);
        var runsAnyway = Scope.reachable(graph, afterOthers);
        var taken = taken();
        return graph.forwardPredecessors(step)
                .filter(before -> !taken.get(before) && !runsAnyway.get(before))
                .mapToObj(graph::id)
                .findFirst()
                .map(before -> "step '" + id + "' was never reached, and '" + before
                        + "' before it did not complete; fork from '" + before + "'");
    }

    private BitSet numbers(List<StepId> ids) {
        var numbers = new BitSet();
        ids.forEach(id -> graph.number(id).ifPresent(numbers::set));
        return numbers;
    }

    private BitSet taken() {
        var begun = numbers(named);
        for (int step = 0; step < graph.size(); step++) {
            boolean isDone = source.step(graph.id(step)).isComplete();
            begun.set(step, begun.get(step) || (!isDone && graph.isInFlow(step)));
        }
        var runs = Scope.reachable(graph, begun);
        var taken = new BitSet();
        for (int step = 0; step < graph.size(); step++) {
            taken.set(step, !runs.get(step) && graph.isInFlow(step));
        }
        return taken;
    }

    /** Returns the steps that the fork takes over, each with the number of the run of the source in which it ended. */
    public Map<StepId, Long> takenFrom() {
        var runs = new LinkedHashMap<StepId, Long>();
        taken().stream()
                .mapToObj(graph::id)
                .forEach(id -> runs.put(id, source.step(id).run().orElseThrow()));
        return runs;
    }

    /**
     * Returns how the fork goes on from what it takes over.
     *
     * @param run the run of the source
     * @param order what is asked for
     * @param attempts returns the newest attempt of a step that is taken over
     */
    public Restart restart(RunId run, RestartOrder order, Function<StepId, Optional<StepAttempt>> attempts) {
        var runs = takenFrom();
        var views = new LinkedHashMap<StepId, StepView>();
        runs.keySet().forEach(id -> {
            var view = source.step(id);
            views.put(id, new StepView(Optional.of(FIRST_RUN), view.status(), view.startedAt(), view.endedAt()));
        });
        var bare = new Restart(
                RestartPolicy.FROM_INCOMPLETE,
                Optional.empty(),
                order,
                List.of(),
                Optional.of(new InstanceView(RunStatus.SUCCEEDED, RunStatus.SUCCEEDED, views)),
                List.of(),
                Rollup.none(),
                Optional.of(new ForkSource(run, named, runs)));
        return beginning(Keeping.of(graph, bare, attempts));
    }

    /** Where the fork begins at a step that is named, that runs whatever the conditions before it said. */
    private Restart beginning(Restart kept) {
        var scope = Scope.of(graph, Optional.of(kept));
        var led = new ArrayList<>(kept.led());
        numbers(named).stream()
                .filter(step -> scope.waitsFor(step) == 0)
                .mapToObj(graph::id)
                .filter(id -> !led.contains(id))
                .forEach(led::add);
        return kept.keeping(led, kept.kept());
    }
}
