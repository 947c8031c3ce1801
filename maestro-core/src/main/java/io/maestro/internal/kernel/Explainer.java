package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.internal.graph.Graph;
import io.maestro.permit.PermitRequest;
import io.maestro.run.Action;
import io.maestro.run.ActionTaken;
import io.maestro.run.PermitStanding;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepError;
import io.maestro.run.StepExplanation;
import io.maestro.run.StepExplanation.Reason;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells why each step of a run is where it is. */
final class Explainer {

    private final Graph graph;
    private final Scope scope;
    private final StepState[] states;
    private final WorkflowRun run;
    private final Frontier frontier;

    /**
     * Creates the explainer of a run.
     *
     * @param graph the graph
     * @param scope which of its steps the run has
     * @param states where the steps stand, by their numbers
     * @param run the run
     * @param frontier where it has come to
     */
    Explainer(Graph graph, Scope scope, StepState[] states, WorkflowRun run, Frontier frontier) {
        this.graph = graph;
        this.scope = scope;
        this.states = states;
        this.run = run;
        this.frontier = frontier;
    }

    List<StepExplanation> explain() {
        var explanations = new ArrayList<StepExplanation>(states.length);
        for (int step = 0; step < states.length; step++) {
            explanations.add(
                    new StepExplanation(graph.id(step), Projection.status(states[step]), reason(step, states[step])));
        }
        return explanations;
    }

    private Reason reason(int step, StepState state) {
        return switch (state) {
            case StepState.NotReached s
            when isPaused() && frontier.isReached(step) -> new StepExplanation.HeldByRun(pause());
            case StepState.NotReached s -> notReached(step);
            case StepState.Running s -> new StepExplanation.Works(s.attempt(), s.startedAt());
            case StepState.CutOff s -> new StepExplanation.Works(s.attempt(), s.startedAt());
            case StepState.Unbegun s -> new StepExplanation.WaitsForEngine(s.attempt());
            case StepState.AwaitingPermits s when isPaused() -> new StepExplanation.HeldByRun(pause());
            case StepState.AwaitingPermits s ->
                s.current()
                        .permits()
                        .<Reason>map(request ->
                                new StepExplanation.WaitsForPermits(s.attempt(), request.at(), standings(request)))
                        .orElseGet(() -> new StepExplanation.WaitsForEngine(s.attempt()));
            case StepState.Paused s ->
                new StepExplanation.Paused(s.attempt(), s.current().actions().getLast());
            case StepState.InDoubt s -> new StepExplanation.InDoubt(s.attempt(), s.startedAt());
            case StepState.Committing s -> new StepExplanation.Works(s.attempt(), s.startedAt());
            case StepState.Concluding s -> new StepExplanation.Concludes(s.attempt(), s.outcome());
            case StepState.Delegated s -> new StepExplanation.WaitsForRuns(s.attempt(), running(s));
            case StepState.Parked s ->
                new StepExplanation.Waits(s.attempt(), Optional.of(s.jobId()).filter(id -> !id.isEmpty()), s.pollAt());
            case StepState.Ending s ->
                new StepExplanation.Ends(s.attempt(), s.cause().text());
            case StepState.BackingOff s when isPaused() -> new StepExplanation.HeldByRun(pause());
            case StepState.BackingOff s ->
                new StepExplanation.BacksOff(s.attempt(), s.until(), s.error().message());
            case StepState.Finished s
            when s.status() == StepStatus.UNSATISFIED -> new StepExplanation.NoConditionTrue(graph.predecessors(step));
            case StepState.Finished s ->
                new StepExplanation.Ended(s.at(), s.error().map(StepError::message));
        };
    }

    /** Who has permits is known to the store. */
    private static List<PermitStanding> standings(PermitRequest request) {
        return request.needs().stream()
                .map(need -> new PermitStanding(need.limit(), need.permits(), Optional.empty(), 0, List.of(), 0))
                .toList();
    }

    private boolean isPaused() {
        return run.status() == RunStatus.PAUSED;
    }

    private ActionTaken pause() {
        return run.actions().stream()
                .filter(taken -> taken.action() == Action.PAUSE)
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    static List<RunId> running(StepState.Delegated state) {
        return switch (state) {
            case StepState.Searching s -> List.of();
            case StepState.Delegating s -> s.offspring().running(s.runs());
        };
    }

    private Reason notReached(int step) {
        var undone = graph.compensations().of(step);
        if (undone.isPresent()) {
            return new StepExplanation.Undoes(graph.id(undone.getAsInt()));
        }
        if (graph.handlers().handles(step)) {
            return new StepExplanation.Handles(
                    graph.handlers().handledBy(step).stream().map(graph::id).toList());
        }
        if (!scope.contains(step)) {
            var before = scope.before(step);
            return new StepExplanation.Kept(before.run().orElseThrow(), before.status());
        }
        if (scope.isIdle(step)) {
            return new StepExplanation.LeftAsItWas(scope.before(step).status());
        }
        var missing = new ArrayList<StepId>();
        for (var predecessor : graph.predecessors(step)) {
            int number = graph.number(predecessor).orElseThrow();
            boolean comesBefore = graph.loops()
                    .headedBy(step)
                    .filter(loop -> loop.contains(number))
                    .isEmpty();
            if (comesBefore && scope.contains(number) && !isComplete(number)) {
                missing.add(predecessor);
            }
        }
        return run.status().isTerminal()
                ? new StepExplanation.NeverReached(missing)
                : new StepExplanation.WaitsForSteps(missing);
    }

    private boolean isComplete(int step) {
        return states[step] instanceof StepState.Finished finished
                && finished.status().isComplete();
    }
}
