package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.internal.graph.Graph;
import io.maestro.run.InstanceView;
import io.maestro.run.Restart;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.run.StepView;
import io.maestro.run.WorkflowRun;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * How an instance stands over its newest run and those before it: what this run knows of a step counts, and for what it does not have,
 * how it stood before (spec: runtime, section 1.6).
 *
 * @param graph the graph
 * @param scope which steps the newest run has
 * @param run the newest run
 * @param attempts the newest attempt of a step in it
 */
record Instance(Graph graph, Scope scope, WorkflowRun run, IntFunction<Optional<StepAttempt>> attempts) {

    /**
     * Returns the view.
     *
     * @param outcome how the newest run ended by itself, if it has ended
     */
    InstanceView view(RunStatus outcome) {
        return new InstanceView(run.status(), run.status().isTerminal() ? outcome : run.status(), steps());
    }

    /**
     * Returns how the instance stands when its newest run ends.
     *
     * @param outcome how that ends by itself
     */
    RunStatus status(RunStatus outcome) {
        return run.restart()
                .filter(how -> outcome == RunStatus.SUCCEEDED)
                .map(this::worst)
                .orElse(outcome);
    }

    /** A run that is through does not make good what was wrong with the steps that it did not have. */
    private RunStatus worst(Restart restart) {
        var statuses = EnumSet.noneOf(StepStatus.class);
        steps().values().forEach(step -> statuses.add(step.undone() ? StepStatus.NOT_CREATED : step.status()));
        if (statuses.contains(StepStatus.FATALLY_FAILED) || statuses.contains(StepStatus.INTERNALLY_FAILED)) {
            return RunStatus.FAILED;
        }
        if (statuses.contains(StepStatus.TIMED_OUT)) {
            return RunStatus.TIMED_OUT;
        }
        if (statuses.contains(StepStatus.STOPPED)) {
            return RunStatus.STOPPED;
        }
        return statuses.contains(StepStatus.NOT_CREATED)
                ? restart.before().map(InstanceView::status).orElse(RunStatus.SUCCEEDED)
                : RunStatus.SUCCEEDED;
    }

    private Map<StepId, StepView> steps() {
        var steps = new LinkedHashMap<StepId, StepView>();
        for (int step = 0; step < graph.size(); step++) {
            if (graph.isInFlow(step)) {
                steps.put(graph.id(step), step(step));
            }
        }
        return steps;
    }

    private StepView step(int step) {
        var view = stands(step);
        return run.compensation()
                        .filter(undoing -> undoing.hasUndone(graph.id(step)))
                        .isPresent()
                ? view.afterUndoing()
                : view;
    }

    /** A step that the run has and has not come to is as if it had never been reached. */
    private StepView stands(int step) {
        return attempts.apply(step)
                .map(StepView::of)
                .orElseGet(
                        () -> scope.contains(step) && !scope.isIdle(step) ? StepView.NOT_REACHED : scope.before(step));
    }
}
