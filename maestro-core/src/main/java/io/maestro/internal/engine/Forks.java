package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.definition.UnknownVersionException;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.error.Problem;
import io.maestro.internal.kernel.ForkPlanner;
import io.maestro.internal.kernel.RestartPlanner;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.InvalidParamsException;
import io.maestro.param.ParamDefinition;
import io.maestro.run.ForkPlan;
import io.maestro.run.ForkRefusedException;
import io.maestro.run.Initiator;
import io.maestro.run.InstanceView;
import io.maestro.run.Restart;
import io.maestro.run.RestartOrder;
import io.maestro.run.RestartPolicy;
import io.maestro.run.RunId;
import io.maestro.run.RunNotFoundException;
import io.maestro.run.RunNotHereException;
import io.maestro.run.WorkflowRun;
import io.maestro.store.NewRun;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Starts new instances from what runs had come to. The runs stay as they are. Thread-safe. */
public final class Forks {

    private final Engine engine;

    Forks(Engine engine) {
        this.engine = engine;
    }

    /**
     * What is asked for.
     *
     * @param steps the steps from which on the fork runs anew
     * @param params params by name for the fork, as {@link io.maestro.param.ParamCodec} takes them
     * @param stepParams params by name for steps
     * @param version selects the version that the fork runs, or empty for that of the run
     * @param requestId names the request, or empty
     * @param user who asks, or empty
     * @param reason why, or empty
     */
    public record Asked(
            List<StepId> steps,
            Map<String, ?> params,
            Map<StepId, ? extends Map<String, ?>> stepParams,
            Optional<String> version,
            Optional<String> requestId,
            Optional<String> user,
            Optional<String> reason) {}

    /** What a plan is made of: of which run in which version, and what is asked for by whom. */
    private record Draft(
            WorkflowRun source,
            WorkflowDefinition old,
            Prepared next,
            PreviousParams previous,
            ForkPlan.Way way,
            RestartOrder order,
            Optional<String> user) {
        ForkPlanner planner(InstanceView view) {
            var steps = next.steps().stream().map(PreparedStep::step).toList();
            return new ForkPlanner(next.graph(), steps, next.version(), view, way.steps());
        }
    }

    /** A plan, and how the fork begins that carries it out. */
    private record Planned(ForkPlan plan, Draft draft, Restart restart, ForkedRows rows) {}

    /**
     * Plans a fork.
     *
     * @param runId the run of which it is one
     * @param asked what is asked for
     * @return the plan; nothing is done
     * @throws ForkRefusedException if no plan can be made
     * @throws UnknownVersionException if there is no such version
     */
    public ForkPlan plan(RunId runId, Asked asked) {
        return planned(runId, asked).plan();
    }

    /**
     * Starts a fork.
     *
     * @param runId the run of which it is one
     * @param asked what is asked for
     * @return the fork, which is recorded when this completes; exceptionally if it could not be. For a request that was made before it is
     *     the same run
     * @throws ForkRefusedException if it is refused
     * @throws UnknownVersionException if there is no such version
     */
    public CompletableFuture<Starts.Started> fork(RunId runId, Asked asked) {
        var row = asked.requestId().flatMap(id -> engine.store().requested(workflow(runId), id));
        return row.isPresent() ? goneOn(row.get()) : begin(planned(runId, asked));
    }

    private WorkflowId workflow(RunId runId) {
        return engine.store().run(runId).map(run -> run.definition().workflow()).orElse(runId.workflow());
    }

    /**
     * Starts a fork as was planned.
     *
     * @param plan the plan
     * @return the fork, which is recorded when this completes; exceptionally if it could not be. For a plan that was carried out before
     *     it is the same run
     * @throws ForkRefusedException if the plan says that it would be refused, or something has changed since
     */
    public CompletableFuture<Starts.Started> carryOut(ForkPlan plan) {
        var repeated = engine.store()
                .requested(plan.way().next().workflow(), plan.order().requestId());
        if (repeated.isPresent()) {
            return goneOn(repeated.get());
        }
        requirePossible(plan);
        var source = source(plan.from());
        var old = engine.restartPlans().definition(source);
        var next = engine.restartPlans().next(source, plan.way().version());
        if (!next.ref().equals(plan.way().next())) {
            throw changed(
                    plan,
                    "'" + plan.way().version().orElse("") + "' means version " + next.version() + " and not "
                            + plan.way().next().version() + " any more");
        }
        var previous = RestartPlans.previous(source, old, next);
        var now = planned(new Draft(source, old, next, previous, plan.way(), plan.order(), plan.user()), List.of());
        requireSame(plan, now.plan());
        return begin(new Planned(plan, now.draft(), now.restart(), now.rows()));
    }

    private CompletableFuture<Starts.Started> goneOn(WorkflowRun run) {
        return CompletableFuture.completedFuture(engine.starts().goneOn(run));
    }

    private WorkflowRun source(RunId runId) {
        return engine.store().run(runId).orElseThrow(() -> new RunNotFoundException(runId));
    }

    private Planned planned(RunId runId, Asked asked) {
        var source = source(runId);
        if (!source.definition().body().isEmpty()) {
            throw new ForkRefusedException(
                    runId, List.of("it is an iteration of a loop; fork the run in which the loop is"));
        }
        var old = engine.restartPlans().definition(source);
        var next = engine.restartPlans().next(source, asked.version());
        var previous = RestartPlans.previous(source, old, next);
        var way = new ForkPlan.Way(source.definition(), next.ref(), asked.version(), asked.steps());
        var refusals = new ArrayList<String>();
        var order = order(next, previous, asked, refusals);
        return planned(new Draft(source, old, next, previous, way, order, asked.user()), refusals);
    }

    private static RestartOrder order(Prepared next, PreviousParams previous, Asked asked, List<String> refusals) {
        var params = unlessRefused(refusals, () -> StartParams.given(next, previous, asked.params()));
        var stepParams = new LinkedHashMap<StepId, Map<String, ParamDefinition>>();
        asked.stepParams()
                .forEach((step, given) ->
                        stepParams.put(step, unlessRefused(refusals, () -> RestartParams.given(next, step, given))));
        return new RestartOrder(
                asked.requestId().orElseGet(() -> UUID.randomUUID().toString()),
                RestartPolicy.FROM_INCOMPLETE,
                RestartPolicy.FROM_BEGINNING,
                params,
                Collections.unmodifiableMap(stepParams),
                List.of(),
                asked.reason());
    }

    private static <T> Map<String, T> unlessRefused(List<String> refusals, Supplier<Map<String, T>> given) {
        try {
            return given.get();
        } catch (InvalidParamsException e) {
            e.problems().stream().map(Problem::toString).forEach(refusals::add);
            return Map.of();
        }
    }

    private Planned planned(Draft draft, List<String> ofParams) {
        var source = draft.source();
        var view = engine.folding().settled(source).orElseThrow(() -> new RunNotHereException(source.runId()));
        var planner = draft.planner(view);
        var refusals = new ArrayList<>(planner.refusals());
        refusals.addAll(ofParams);
        var reader = new ForkReader(engine.store());
        var rows = reader.read(source.runId(), planner.takenFrom());
        planner.takenFrom().keySet().stream()
                .filter(step -> rows.newest(step).isEmpty())
                .forEach(step -> refusals.add("what step '" + step + "' recorded is not there any more"));
        if (reader.isTooMuch()) {
            refusals.add("there are more than " + ForkReader.MAX_ROWS
                    + " attempts and runs in what it would take over; fork from an earlier step");
        }
        var restart = planner.restart(source.runId(), draft.order(), rows::newest);
        var steps = RestartPlanner.ofFork(
                draft.next().graph(),
                planner.steps(),
                draft.old().steps(),
                restart,
                view,
                draft.way().steps());
        refusals.addAll(steps.refusals(rows::newest));
        var values = ofParams.isEmpty() ? values(draft, restart, refusals) : Map.<String, EvaluatedParam>of();
        var plan = new ForkPlan(
                source.runId(),
                draft.way(),
                draft.order(),
                draft.user(),
                steps.planned(),
                refusals.isEmpty() ? changes(draft).to(values) : List.of(),
                refusals.isEmpty() ? values : Map.of(),
                refusals);
        return new Planned(plan, draft, restart, rows);
    }

    private Map<String, EvaluatedParam> values(Draft draft, Restart restart, List<String> refusals) {
        var initiator = new Initiator.ByHand(draft.user());
        return unlessRefused(
                refusals,
                () -> engine.restarts().params(draft.next(), draft.previous(), draft.source(), restart, initiator));
    }

    private static ParamChanges changes(Draft draft) {
        return new ParamChanges(
                draft.source(),
                draft.old(),
                draft.next(),
                draft.previous(),
                draft.order().params().keySet());
    }

    private CompletableFuture<Starts.Started> begin(Planned planned) {
        var plan = planned.plan();
        requirePossible(plan);
        var newRun = new NewRun(
                new NewRun.NextInstance(
                        plan.way().next().workflow(), Optional.of(plan.order().requestId())),
                plan.way().next(),
                new Initiator.ByHand(plan.user()),
                plan.values(),
                engine.now(),
                NewRun.Place.HERE,
                new NewRun.Admission.InTurn(planned.draft().source().priority()),
                Optional.of(planned.restart()),
                planned.rows());
        return engine.starts().begin(planned.draft().next(), newRun);
    }

    private static void requirePossible(ForkPlan plan) {
        if (!plan.isPossible()) {
            throw new ForkRefusedException(plan.from(), plan.refusals());
        }
    }

    private static void requireSame(ForkPlan plan, ForkPlan now) {
        PlanChanges.first(plan.steps(), now.steps(), now.refusals()).ifPresent(change -> {
            throw changed(plan, change);
        });
    }

    private static ForkRefusedException changed(ForkPlan plan, String what) {
        return new ForkRefusedException(plan.from(), List.of("something has changed since it was planned: " + what));
    }
}
