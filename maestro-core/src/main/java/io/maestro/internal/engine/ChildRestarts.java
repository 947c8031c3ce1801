package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.internal.kernel.Try;
import io.maestro.param.ParamDefinition;
import io.maestro.run.Children;
import io.maestro.run.InstanceView;
import io.maestro.run.Restart;
import io.maestro.run.RestartNode;
import io.maestro.run.RestartOrder;
import io.maestro.run.RestartPolicy;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepRestart;
import io.maestro.run.StepView;
import io.maestro.run.WorkflowRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the runs that a step starts go on from those that it started in earlier runs of its instance (spec: runtime, sections 5.2 and
 * 5.5 to 5.7). A step in a cycle starts its runs anew in each visit, and so in each run; so does one that handles failures.
 *
 * @param engine the engine
 * @param step the step
 * @param restart how its run goes on from others
 * @param before the runs that the newest attempt of the step in these started
 */
record ChildRestarts(Engine engine, StepId step, Optional<Restart> restart, Optional<Children> before) {

    /** What is asked for by nobody: an attempt follows one that failed. */
    private static final StepRestart NEXT_ATTEMPT = new StepRestart(
            new RestartOrder(
                    "",
                    RestartPolicy.FROM_INCOMPLETE,
                    RestartPolicy.FROM_INCOMPLETE,
                    Map.of(),
                    Map.of(),
                    List.of(),
                    Optional.empty()),
            List.of(),
            false);

    /** Returns how the runs of a step of a run go on. */
    static ChildRestarts of(Engine engine, RunProcess parent, StepId step, Try current) {
        var triedBefore = triedBefore(engine, parent.runId(), step, current.attempt());
        var inRun = current.restart().or(() -> triedBefore.map(before -> NEXT_ATTEMPT));
        var restart =
                inRun.map(how -> inRun(step, how)).or(() -> parent.recorded().restart());
        var before = triedBefore.or(() -> beforeRun(parent, step));
        return new ChildRestarts(engine, step, restart, before);
    }

    /** Returns how an iteration goes on that somebody has restarted while its loop goes on. */
    static ChildRestarts ofIteration(Engine engine, StepId step, Children.Iterations runs, StepRestart restart) {
        return new ChildRestarts(engine, step, Optional.of(inRun(step, restart)), Optional.of(runs));
    }

    private static Restart inRun(StepId step, StepRestart how) {
        return bare(RestartPolicy.FROM_SPECIFIC, Optional.of(step), how.order(), how.path(), Optional.empty());
    }

    /** Returns the runs of the attempt before, if it started some and did not complete. */
    private static Optional<Children> triedBefore(Engine engine, RunId run, StepId step, int attempt) {
        return attempt == 1
                ? Optional.empty()
                : engine.store().attempts(run).stream()
                        .filter(row -> row.step().equals(step) && row.attempt() == attempt - 1)
                        .filter(row -> !row.status().isComplete())
                        .findFirst()
                        .flatMap(StepAttempt::children);
    }

    private static Optional<Children> beforeRun(RunProcess parent, StepId step) {
        var graph = parent.prepared().graph();
        int number = graph.number(step).orElseThrow();
        return graph.loops().around(number).isPresent() || !graph.isInFlow(number)
                ? Optional.empty()
                : parent.seenSteps().before(number).flatMap(StepAttempt::children);
    }

    /**
     * The iterations of the attempt that a loop goes on from.
     *
     * @param policy from where it goes on
     * @param only the iteration that is the only one to run again, or empty
     */
    record IterationsBefore(Children.Iterations iterations, RestartPolicy policy, Optional<Long> only) {}

    /** Returns the iterations that a loop goes on from, or empty if it begins anew. */
    Optional<IterationsBefore> iterationsBefore() {
        return before.filter(Children.Iterations.class::isInstance)
                .map(Children.Iterations.class::cast)
                .map(iterations -> new IterationsBefore(
                        iterations,
                        next().isPresent() ? RestartPolicy.FROM_SPECIFIC : downstream(),
                        next().map(RestartNode::instance)));
    }

    /** Returns the newest run of the subworkflow that the step goes on from, or empty if it begins a new instance. */
    Optional<WorkflowRun> subworkflowBefore() {
        return before.flatMap(children ->
                        children instanceof Children.Subworkflow subworkflow ? subworkflow.child() : Optional.empty())
                .flatMap(child -> engine.store().newest(child.workflow(), child.instance()));
    }

    /** Returns the newest run of an iteration that the loop goes on from, or empty if it begins for the first time. */
    Optional<WorkflowRun> iterationBefore(RunId next) {
        return before.flatMap(earlier -> engine.store().newest(next.workflow(), next.instance()))
                .filter(row -> row.runId().run() < next.run() && row.status().isTerminal());
    }

    /** Returns what is next on the way to what is to be restarted, if that leads through the step. */
    private Optional<RestartNode> next() {
        return restart.filter(how -> how.step().equals(Optional.of(step)))
                .flatMap(how -> how.path().stream().findFirst());
    }

    private RestartPolicy downstream() {
        return restart.map(how -> how.order().downstream()).orElse(RestartPolicy.FROM_BEGINNING);
    }

    /** Returns how the next run of an instance goes on from the newest before it. */
    Restart of(WorkflowRun newest) {
        var order = restart.orElseThrow().order();
        var view = engine.folding().standing(newest).orElseThrow();
        var runId = newest.runId();
        var onTheWay =
                next().filter(node -> node.workflow().equals(runId.workflow()) && node.instance() == runId.instance());
        if (onTheWay.isPresent()) {
            var path = restart.orElseThrow().path();
            var named = onTheWay.get().step();
            var policy = named.isPresent() ? RestartPolicy.FROM_SPECIFIC : order.policy();
            return bare(policy, named, order, path.subList(1, path.size()), Optional.of(view));
        }
        return bare(downstream(view), Optional.empty(), aside(order), List.of(), Optional.of(view));
    }

    /** A step that comes after what runs again would have its subworkflow do nothing, if that was through. */
    private RestartPolicy downstream(InstanceView view) {
        boolean through = view.steps().values().stream().allMatch(StepView::isComplete);
        return through ? RestartPolicy.FROM_BEGINNING : downstream();
    }

    /** Returns how an iteration begins for the first time in a loop that goes on; empty if nothing is to be known of that. */
    Optional<Restart> ofFresh() {
        return restart.filter(how -> !inherited(how.order()).isEmpty())
                .map(how -> bare(
                        RestartPolicy.FROM_BEGINNING,
                        Optional.empty(),
                        aside(how.order()),
                        List.of(),
                        Optional.empty()));
    }

    private static Restart bare(
            RestartPolicy policy,
            Optional<StepId> named,
            RestartOrder order,
            List<RestartNode> path,
            Optional<InstanceView> before) {
        return new Restart(policy, named, order, path, before, List.of(), Rollup.none());
    }

    /** What is not on the way is given nothing, but for the steps in the bodies of loops of the run that is restarted. */
    private RestartOrder aside(RestartOrder order) {
        return new RestartOrder(
                order.requestId(), downstream(), downstream(), Map.of(), inherited(order), List.of(), order.reason());
    }

    private Map<StepId, Map<String, ParamDefinition>> inherited(RestartOrder order) {
        boolean belowTarget = restart.filter(Restart::isTarget).isPresent();
        boolean isLoop = before.filter(Children.Iterations.class::isInstance).isPresent();
        return belowTarget && isLoop ? order.stepParams() : Map.of();
    }
}
