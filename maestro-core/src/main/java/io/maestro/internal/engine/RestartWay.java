package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.internal.graph.Graph;
import io.maestro.run.Children;
import io.maestro.run.Initiator;
import io.maestro.run.RestartNode;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * Where a restart begins: at the top, or at the nearest run above that goes on, and what lies below on the way to what is to be restarted
 * (spec: runtime, section 5.2).
 *
 * @param newest the newest run of the instance in which it begins
 * @param step the step of it that is to run again, or empty if the instance is restarted as a whole
 * @param path what lies below, from above
 */
record RestartWay(WorkflowRun newest, Optional<StepId> step, List<RestartNode> path) {

    /**
     * Finds the way up from an instance: a run that a step waits for is run again by that step, and so on.
     *
     * @param engine knows the runs
     * @param target the newest run of the instance that is to be restarted
     * @param asked the step of it, or empty
     * @throws RestartRefusedException if there is nothing to run again, or nothing above would run it again
     */
    static RestartWay from(Engine engine, WorkflowRun target, Optional<StepId> asked) {
        var path = new ArrayDeque<RestartNode>();
        var newest = target;
        var step = asked;
        while (true) {
            if (!newest.status().isTerminal()) {
                return goesOn(newest, step, List.copyOf(path));
            }
            if (step.isPresent()) {
                requireReached(engine, newest, step.get());
            }
            if (!(newest.initiator() instanceof Initiator.ByStep by)) {
                return new RestartWay(newest, step, List.copyOf(path));
            }
            requireStartedLast(engine, newest.runId(), by);
            path.addFirst(
                    new RestartNode(newest.runId().workflow(), newest.runId().instance(), step));
            step = Optional.of(by.step());
            newest = engine.restarts().newest(by.parent());
        }
    }

    /**
     * Has what an instance did undone in its own next run, whatever is above it.
     *
     * @param engine knows the runs
     * @param target the newest run of the instance
     * @param asked the step that is asked for, or empty
     * @throws RestartRefusedException if the instance has not ended, or there is nothing to undo
     */
    static RestartWay undoing(Engine engine, WorkflowRun target, Optional<StepId> asked) {
        if (asked.isPresent()) {
            throw new RestartRefusedException(
                    target.runId(),
                    "what an instance did is undone as a whole, and not step '" + asked.get() + "' alone");
        }
        if (!target.status().isTerminal()) {
            throw new RestartRefusedException(target.runId(), "it has not ended but is " + target.status());
        }
        var graph = engine.restarts().prepared(target).graph();
        if (UndoneSteps.of(engine.store(), graph, target.runId()).isEmpty()) {
            throw new RestartRefusedException(
                    target.runId(), "there is nothing to undo: no step succeeded that another undoes, or it was done");
        }
        return new RestartWay(target, Optional.empty(), List.of());
    }

    private static RestartWay goesOn(WorkflowRun run, Optional<StepId> step, List<RestartNode> path) {
        if (step.isEmpty()) {
            throw new RestartRefusedException(run.runId(), "it has not ended but is " + run.status());
        }
        return new RestartWay(run, step, path);
    }

    /** Tells whether it begins in a run that goes on. */
    boolean isInRun() {
        return !newest.status().isTerminal();
    }

    /** What a step started for another visit or before it started something else, it does not start again. */
    private static void requireStartedLast(Engine engine, RunId runId, Initiator.ByStep by) {
        var parent = engine.restarts().newest(by.parent());
        var graph = engine.restarts().prepared(parent).graph();
        var attempt = engine.store().newestBefore(parent.runId().next(), by.step());
        boolean goesOn = attempt.filter(row -> !row.status().isTerminal()).isPresent();
        boolean inCycle =
                graph.loops().around(graph.number(by.step()).orElseThrow()).isPresent();
        boolean startedLast = (goesOn || !inCycle)
                && attempt.flatMap(StepAttempt::children)
                        .filter(children -> isOf(children, runId))
                        .isPresent();
        if (!startedLast) {
            throw new RestartRefusedException(
                    runId,
                    "step '" + by.step() + "' of run " + parent.runId()
                            + " would start another instance; restart that step, or what is above it");
        }
    }

    private static boolean isOf(Children children, RunId runId) {
        return children.workflow().equals(runId.workflow())
                && switch (children) {
                    case Children.Iterations iterations ->
                        runId.run() >= iterations.since() && runId.run() <= iterations.through();
                    case Children.Subworkflow subworkflow ->
                        subworkflow
                                .child()
                                .filter(run -> run.instance() == runId.instance())
                                .isPresent();
                };
    }

    private static void requireReached(Engine engine, WorkflowRun newest, StepId step) {
        engine.catalog().find(newest.definition()).ifPresent(prepared -> requireInFlow(prepared.graph(), newest, step));
        var view = engine.restarts().view(newest);
        if (!view.steps().containsKey(step)) {
            throw new RestartRefusedException(newest.runId(), "it has no step '" + step + "'");
        }
        if (view.step(step).run().isEmpty()) {
            throw new RestartRefusedException(
                    newest.runId(), "step '" + step + "' was never reached, so there is nothing to run again");
        }
    }

    private static void requireInFlow(Graph graph, WorkflowRun newest, StepId step) {
        var number = graph.number(step);
        if (number.isPresent() && graph.handlers().handles(number.getAsInt())) {
            throw new RestartRefusedException(
                    newest.runId(),
                    "step '" + step + "' runs only when something fails, and cannot run again by itself");
        }
        var undone = number.stream()
                .flatMap(known -> graph.compensations().of(known).stream())
                .findFirst();
        if (undone.isPresent()) {
            throw new RestartRefusedException(
                    newest.runId(),
                    "step '" + step + "' runs only to undo '" + graph.id(undone.getAsInt())
                            + "'; ask for what the instance did to be undone");
        }
    }
}
