package io.maestro.internal.engine;

import io.maestro.definition.UnknownVersionException;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.Problem;
import io.maestro.internal.kernel.Keeping;
import io.maestro.internal.kernel.RestartPlanner;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.InvalidParamsException;
import io.maestro.run.Initiator;
import io.maestro.run.PlannedParam;
import io.maestro.run.PlannedStep.Fate;
import io.maestro.run.Restart;
import io.maestro.run.RestartOrder;
import io.maestro.run.RestartPlan;
import io.maestro.run.RestartPolicy;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Tells what restarts would do, also in other versions of workflows, and does it only as told. Thread-safe. */
public final class RestartPlans {

    private final Engine engine;

    RestartPlans(Engine engine) {
        this.engine = engine;
    }

    /** What a plan is made of: where the restart begins, from which version in which, and what is asked for by whom. */
    private record Draft(
            RestartWay way,
            WorkflowDefinition old,
            Prepared next,
            PreviousParams previous,
            Optional<String> version,
            RestartOrder order,
            Optional<String> user) {
        WorkflowRun before() {
            return way.newest();
        }
    }

    /** A plan, and how the next run goes on that carries it out. */
    private record Planned(RestartPlan plan, Restart restart) {}

    /**
     * Plans to have an instance go on.
     *
     * @param runId a run of the instance
     * @param asked what is asked for
     * @return the plan; nothing is done
     * @throws RestartRefusedException if the instance has not ended, the step has never run, or it cannot go on in another version
     * @throws UnknownVersionException if there is no such version
     * @throws InvalidParamsException if what is given does not fit
     */
    public RestartPlan plan(RunId runId, Restarts.Asked asked) {
        var restarts = engine.restarts();
        var target = restarts.newest(runId);
        if (asked.policy() == RestartPolicy.COMPENSATION) {
            throw new RestartRefusedException(
                    target.runId(), "what it did is undone in the version that did it, and without a plan");
        }
        var way = RestartWay.from(engine, target, asked.step());
        var before = way.newest();
        if (way.isInRun()) {
            throw new RestartRefusedException(
                    before.runId(), "it goes on, and only what is to become of an instance that has ended is planned");
        }
        if (asked.version().isPresent() && !way.path().isEmpty()) {
            throw new RestartRefusedException(
                    target.runId(),
                    "a step has started it, so it goes on in its version; only run " + before.runId()
                            + " can go on in another");
        }
        var old = definition(before);
        var next = next(before, asked.version());
        var previous = previous(before, old, next);
        var order = way.path().isEmpty()
                ? restarts.order(target, next, previous, asked)
                : restarts.order(target, restarts.prepared(target), PreviousParams.of(target), asked);
        return planned(new Draft(way, old, next, previous, asked.version(), order, asked.user()))
                .plan();
    }

    Prepared next(WorkflowRun before, Optional<String> version) {
        var workflow = before.definition().workflow();
        return version.map(selector -> engine.catalog()
                        .select(workflow, selector)
                        .orElseThrow(() -> new UnknownVersionException(workflow, selector)))
                .orElseGet(() -> engine.restarts().prepared(before));
    }

    static PreviousParams previous(WorkflowRun before, WorkflowDefinition old, Prepared next) {
        return next.ref().equals(before.definition())
                ? PreviousParams.of(before)
                : PreviousParams.of(before, old, next.definition());
    }

    WorkflowDefinition definition(WorkflowRun run) {
        return engine.store()
                .definition(run.definition().workflow(), run.version())
                .orElseThrow()
                .definition();
    }

    private Planned planned(Draft draft) {
        var before = draft.before();
        var named = draft.way()
                .step()
                .filter(step -> draft.next().graph().number(step).isEmpty());
        if (named.isPresent()) {
            throw new RestartRefusedException(
                    before.runId(), "version " + draft.next().version() + " has no step '" + named.get() + "'");
        }
        var restarts = engine.restarts();
        var graph = draft.next().graph();
        var bare = restarts.bare(draft.way(), draft.order());
        var attempts = restarts.attemptsBefore(before, bare);
        var restart = Keeping.of(graph, bare, attempts);
        var steps = draft.next().steps().stream().map(PreparedStep::step).toList();
        var planner = RestartPlanner.of(graph, steps, draft.old().steps(), restart);
        var planned = planner.planned();
        var refusals = new ArrayList<>(planner.refusals(attempts));
        if (planned.stream().noneMatch(step -> isToDo(step.fate()))) {
            refusals.add("there is nothing to run: what is not kept is left as it was");
        }
        Map<String, EvaluatedParam> values = Map.of();
        try {
            values = restarts.params(
                    draft.next(), draft.previous(), before, restart, new Initiator.ByHand(draft.user()));
        } catch (InvalidParamsException e) {
            e.problems().stream().map(Problem::toString).forEach(refusals::add);
        }
        var plan = new RestartPlan(
                before.runId(),
                new RestartPlan.Way(
                        before.definition(),
                        draft.next().ref(),
                        draft.version(),
                        draft.way().step(),
                        draft.way().path()),
                draft.order(),
                draft.user(),
                planned,
                refusals.isEmpty() ? changes(draft, values) : List.of(),
                refusals.isEmpty() ? values : Map.of(),
                refusals);
        return new Planned(plan, restart);
    }

    private static boolean isToDo(Fate fate) {
        return switch (fate) {
            case RUNS, NEW, SKIPPED -> true;
            case KEPT, LEFT, DROPPED -> false;
        };
    }

    private static List<PlannedParam> changes(Draft draft, Map<String, EvaluatedParam> values) {
        var given = draft.way().path().isEmpty() ? draft.order().params().keySet() : Set.<String>of();
        return new ParamChanges(draft.before(), draft.old(), draft.next(), draft.previous(), given).to(values);
    }

    /**
     * Has an instance go on as was planned.
     *
     * @param plan the plan
     * @return its next run, which is recorded when this completes; exceptionally if it could not be. For a plan that was carried out
     *     before it is the same run
     * @throws RestartRefusedException if the plan says that it would be refused, or something has changed since
     */
    public CompletableFuture<Starts.Started> carryOut(RestartPlan plan) {
        var repeated =
                engine.store().requested(plan.from().workflow(), plan.order().requestId());
        if (repeated.isPresent()) {
            return CompletableFuture.completedFuture(engine.starts().goneOn(repeated.get()));
        }
        if (!plan.isPossible()) {
            throw new RestartRefusedException(plan.from(), String.join("; ", plan.refusals()));
        }
        var restarts = engine.restarts();
        var before = restarts.newest(plan.from());
        if (!before.runId().equals(plan.from())) {
            throw changed(plan, "run " + before.runId() + " has begun");
        }
        var way = new RestartWay(before, plan.way().step(), plan.way().path());
        var next = next(before, plan.way().version());
        if (!next.ref().equals(plan.way().next())) {
            throw changed(
                    plan,
                    "'" + plan.way().version().orElse("") + "' means version " + next.version() + " and not "
                            + plan.way().next().version() + " any more");
        }
        var old = definition(before);
        var now = planned(new Draft(
                way, old, next, previous(before, old, next), plan.way().version(), plan.order(), plan.user()));
        requireSame(plan, now.plan());
        return restarts.begin(next, before, now.restart(), new Initiator.ByHand(plan.user()), plan.values());
    }

    private static void requireSame(RestartPlan plan, RestartPlan now) {
        PlanChanges.first(plan.steps(), now.steps(), now.refusals()).ifPresent(change -> {
            throw changed(plan, change);
        });
    }

    private static RestartRefusedException changed(RestartPlan plan, String what) {
        return new RestartRefusedException(plan.from(), "something has changed since it was planned: " + what);
    }
}
