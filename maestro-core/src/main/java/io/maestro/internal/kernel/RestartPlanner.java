package io.maestro.internal.kernel;

import io.maestro.definition.LoopStep;
import io.maestro.definition.Predicate;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.internal.graph.Graph;
import io.maestro.internal.graph.Loop;
import io.maestro.run.PlannedStep;
import io.maestro.run.PlannedStep.Fate;
import io.maestro.run.Restart;
import io.maestro.run.RestartPolicy;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Tells what a restart would do with each step, and why; and what the version in which the instance would go on cannot take over.
 *
 * @param graph the graph of that version
 * @param steps its steps
 * @param before the steps of the version before, by their ids, in their order
 * @param restart how the run would go on
 */
public record RestartPlanner(Graph graph, List<Step> steps, Map<StepId, Step> before, Restart restart) {

    /**
     * Returns the planner of a restart.
     *
     * @param graph the graph of the version in which the instance would go on
     * @param steps its steps
     * @param before the steps of the version before
     * @param restart how the run would go on
     */
    public static RestartPlanner of(Graph graph, List<Step> steps, List<Step> before, Restart restart) {
        var byId = new LinkedHashMap<StepId, Step>();
        before.forEach(step -> byId.put(step.id(), step));
        return new RestartPlanner(graph, steps, byId, restart);
    }

    /** Returns what would become of each step of both versions. */
    public List<PlannedStep> planned() {
        var scope = Scope.of(graph, Optional.of(restart));
        var planned = new ArrayList<PlannedStep>();
        steps.stream().filter(this::isInFlow).forEach(step -> planned.add(planned(scope, step)));
        before.keySet().stream()
                .filter(id -> graph.number(id).isEmpty())
                .forEach(id -> planned.add(new PlannedStep(
                        id, Fate.DROPPED, restart.before(id), false, "the version does not have it any more")));
        return planned;
    }

    /** What is there only to undo another step, or for when something fails, is no part of what runs. */
    private boolean isInFlow(Step step) {
        return graph.isInFlow(graph.number(step.id()).orElseThrow());
    }

    private PlannedStep planned(Scope scope, Step step) {
        var id = step.id();
        int number = graph.number(id).orElseThrow();
        var view = restart.before(id);
        boolean known = before.containsKey(id);
        boolean changed = known && !step.equals(before.get(id));
        var stood = view.run()
                .map(run -> "it ended as " + view.status() + " in run " + run
                        + (view.undone() ? ", and that was undone" : ""))
                .orElse("it was never reached");
        if (!scope.contains(number)) {
            return new PlannedStep(id, Fate.KEPT, view, changed, stood);
        }
        if (scope.isIdle(number)) {
            return new PlannedStep(
                    id, Fate.LEFT, view, changed, stood + ", and only a step was asked for that does not lead to it");
        }
        if (isSkipped(id)) {
            return new PlannedStep(id, Fate.SKIPPED, view, changed, "that is asked for");
        }
        return known
                ? new PlannedStep(id, Fate.RUNS, view, changed, cause(scope, number, stood))
                : new PlannedStep(id, Fate.NEW, view, false, "the version before does not have it");
    }

    private boolean isSkipped(StepId id) {
        return restart.isTarget() && restart.order().skipped().contains(id);
    }

    private String cause(Scope scope, int step, String stood) {
        var id = graph.id(step);
        if (restart.step().equals(Optional.of(id))) {
            return restart.isTarget() ? "it is asked for" : "what it has started is asked for";
        }
        if (restart.policy() == RestartPolicy.FROM_BEGINNING) {
            return "all steps are asked for";
        }
        if (!restart.before(id).isComplete()) {
            return stood;
        }
        return graph.forwardPredecessors(step)
                .filter(scope::contains)
                .mapToObj(other -> "it comes after '" + graph.id(other) + "'")
                .findFirst()
                .orElseGet(() -> graph.loops()
                        .headedBy(step)
                        .map(loop -> "its loop begins anew, because of " + others(scope, loop, step))
                        .orElse(stood));
    }

    private String others(Scope scope, Loop loop, int header) {
        return IntStream.range(0, loop.size())
                .map(loop::member)
                .filter(other -> other != header && scope.contains(other))
                .mapToObj(other -> "'" + graph.id(other) + "'")
                .findFirst()
                .orElse("itself");
    }

    /**
     * Returns why the instance cannot go on in the version.
     *
     * @param attempts returns the newest attempt of a step that is kept
     */
    public List<String> refusals(Function<StepId, Optional<StepAttempt>> attempts) {
        var scope = Scope.of(graph, Optional.of(restart));
        var refusals = new ArrayList<String>();
        for (var step : steps) {
            if (scope.contains(graph.number(step.id()).orElseThrow())) {
                goesOn(step).ifPresent(refusals::add);
            } else {
                attempts.apply(step.id()).ifPresent(attempt -> leads(scope, step, attempt, refusals));
            }
        }
        return refusals;
    }

    /** What ran in a loop or subworkflow of one kind says nothing to one of another. */
    private Optional<String> goesOn(Step step) {
        return Optional.ofNullable(before.get(step.id()))
                .filter(old -> old instanceof LoopStep || step instanceof LoopStep)
                .filter(old -> !old.kind().equals(step.kind())
                        && restart.policy() != RestartPolicy.FROM_BEGINNING
                        && restart.before(step.id()).run().isPresent())
                .map(old -> "step '" + step.id() + "' was a " + old.kind() + " and is a " + step.kind()
                        + " now, so it cannot go on from what it has started; restart from the beginning");
    }

    /** A condition that was not asked when the step completed cannot be asked now. */
    private void leads(Scope scope, Step step, StepAttempt attempt, List<String> refusals) {
        step.basics().transition().successors().forEach((successor, condition) -> {
            boolean runs = scope.contains(graph.number(successor).orElseThrow());
            if (runs
                    && attempt.status() != StepStatus.UNSATISFIED
                    && !(condition instanceof Predicate.Always)
                    && !attempt.transitions().containsKey(successor)) {
                refusals.add("the way from step '" + step.id() + "', which is kept, to '" + successor
                        + "' is new and has a condition, which was not asked when it completed; restart '" + step.id()
                        + "'");
            }
        });
    }
}
