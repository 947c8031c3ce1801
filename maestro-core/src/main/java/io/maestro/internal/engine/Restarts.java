package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.internal.kernel.Keeping;
import io.maestro.internal.kernel.Offspring;
import io.maestro.internal.kernel.RunEvent;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.run.Action;
import io.maestro.run.ActionRequest;
import io.maestro.run.Initiator;
import io.maestro.run.InstanceView;
import io.maestro.run.Restart;
import io.maestro.run.RestartOrder;
import io.maestro.run.RestartPolicy;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunNotFoundException;
import io.maestro.run.RunNotHereException;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepRestart;
import io.maestro.run.WorkflowRun;
import io.maestro.store.NewRun;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Has instances go on that have ended: as their next runs (spec: runtime, section 5). Thread-safe. */
public final class Restarts {

    private final Engine engine;

    Restarts(Engine engine) {
        this.engine = engine;
    }

    /**
     * What is asked for.
     *
     * @param step the step that is to run again, or empty if the instance is to go on as a whole
     * @param policy from where the instance goes on, or below the step what that starts again
     * @param params params by name for the run, as {@link io.maestro.param.ParamCodec} takes them
     * @param stepParams params by name for steps
     * @param skipped the steps that are passed over
     * @param version selects the version in which the instance goes on, or empty if it keeps its own
     * @param requestId names the request, or empty
     * @param user who asks, or empty
     * @param reason why, or empty
     */
    public record Asked(
            Optional<StepId> step,
            RestartPolicy policy,
            Map<String, ?> params,
            Map<StepId, ? extends Map<String, ?>> stepParams,
            List<StepId> skipped,
            Optional<String> version,
            Optional<String> requestId,
            Optional<String> user,
            Optional<String> reason) {}

    /** What comes of a request. */
    public sealed interface Restarted {

        /** The instance goes on as its next run, or has done so for the same request before. */
        record AsNextRun(CompletableFuture<Starts.Started> started) implements Restarted {}

        /**
         * A run that goes on is to be asked for it.
         *
         * @param runId the run
         * @param step the step of it that is to run again, or that has started what is
         * @param request what to ask for
         */
        record InRun(RunId runId, StepId step, ActionRequest request) implements Restarted {}
    }

    /**
     * Has an instance go on that has ended, or tells what to ask of the nearest run above that goes on.
     *
     * @param runId a run of the instance
     * @param asked what is asked for
     * @return what comes of it
     * @throws RestartRefusedException if the instance has not ended, or the step has never run
     */
    public Restarted restart(RunId runId, Asked asked) {
        var target = newest(runId);
        var before = asked.requestId().flatMap(id -> restartedBefore(target, id));
        if (before.isPresent()) {
            return goneOn(before.get());
        }
        if (asked.version().isPresent()) {
            var plans = engine.restartPlans();
            return new Restarted.AsNextRun(plans.carryOut(plans.plan(runId, asked)));
        }
        var way = asked.policy() == RestartPolicy.COMPENSATION
                ? RestartWay.undoing(engine, target, asked.step())
                : RestartWay.from(engine, target, asked.step());
        if (asked.requestId().filter(id -> wasAsked(way.newest(), id)).isPresent()) {
            return goneOn(way.newest());
        }
        var order = order(target, prepared(target), PreviousParams.of(target), asked);
        if (way.isInRun()) {
            return inRun(target, way, order, asked);
        }
        var repeated = engine.store().requested(way.newest().runId().workflow(), order.requestId());
        return repeated.isPresent()
                ? goneOn(repeated.get())
                : new Restarted.AsNextRun(nextRun(way, order, new Initiator.ByHand(asked.user())));
    }

    private Restarted goneOn(WorkflowRun run) {
        return new Restarted.AsNextRun(
                CompletableFuture.completedFuture(engine.starts().goneOn(run)));
    }

    /**
     * Returns the run in which a restart began that the newest run of an instance is for. That run begins after the one above it, and may
     * not have yet.
     */
    private Optional<WorkflowRun> restartedBefore(WorkflowRun newest, String requestId) {
        if (!(newest.initiator() instanceof Initiator.ByStep by)) {
            return Optional.of(newest).filter(run -> isFor(run, requestId));
        }
        if (!isFor(newest, requestId)) {
            return engine.store()
                    .newest(by.parent().workflow(), by.parent().instance())
                    .flatMap(parent -> restartedBefore(parent, requestId));
        }
        return engine.store()
                .run(by.parent())
                .flatMap(parent -> restartedBefore(parent, requestId).or(() -> Optional.of(parent)));
    }

    private static boolean isFor(WorkflowRun run, String requestId) {
        return run.restart()
                .filter(restart -> restart.order().requestId().equals(requestId))
                .isPresent();
    }

    private boolean wasAsked(WorkflowRun run, String requestId) {
        return engine.store().attempts(run.runId()).stream()
                .flatMap(attempt -> attempt.actions().stream())
                .anyMatch(taken -> taken.request().id().equals(requestId));
    }

    private Restarted inRun(WorkflowRun target, RestartWay way, RestartOrder order, Asked asked) {
        var prepared = prepared(target);
        if (way.path().isEmpty()) {
            RestartParams.checkInRun(prepared, target.params(), way.step().orElseThrow(), order);
        } else if (!order.params().isEmpty()) {
            var world = engine.evaluator()
                    .worldOf(prepared.definition(), target.runId().workflow(), target.initiator(), order.policy());
            StartParams.restarted(prepared, PreviousParams.of(target), order.params(), world, engine.evaluator());
        }
        return new Restarted.InRun(
                way.newest().runId(),
                way.step().orElseThrow(),
                new ActionRequest(
                        order.requestId(),
                        Action.RESTART,
                        asked.user().orElse("somebody"),
                        asked.reason().orElse("restarted"),
                        Optional.of(new StepRestart(order, way.path(), false))));
    }

    /** Returns that somebody asks something of a run, or of a step of it, now, with what the machine cannot look up. */
    RunEvent asked(Optional<StepId> step, ActionRequest request) {
        var newest = request.restart()
                .flatMap(restart -> restart.path().stream().findFirst())
                .flatMap(node -> newestEnded(node.workflow(), node.instance()));
        return new RunEvent.ActionAsked(step, request, newest, engine.time().instant());
    }

    /** Returns the newest run of an iteration, or empty if it has not ended. */
    Optional<Offspring.Child> newestEnded(WorkflowId workflow, long number) {
        return engine.store()
                .newest(workflow, number)
                .filter(row -> row.status().isTerminal())
                .map(row -> new Offspring.Child(number, row.runId().run(), row.status(), row.rollup(), Map.of()));
    }

    WorkflowRun newest(RunId runId) {
        return engine.store()
                .newest(runId.workflow(), runId.instance())
                .orElseThrow(() -> new RunNotFoundException(runId));
    }

    Prepared prepared(WorkflowRun row) {
        return engine.catalog().find(row.definition()).orElseThrow(() -> new RunNotHereException(row.runId()));
    }

    InstanceView view(WorkflowRun newest) {
        return engine.folding().standing(newest).orElseThrow(() -> new RunNotHereException(newest.runId()));
    }

    /**
     * Returns what is asked for as it is recorded.
     *
     * @param target the newest run of what is to be restarted
     * @param prepared what its next run would run
     * @param previous what the params of that are laid over
     */
    RestartOrder order(WorkflowRun target, Prepared prepared, PreviousParams previous, Asked asked) {
        for (var step : asked.skipped()) {
            if (prepared.graph().number(step).isEmpty()) {
                throw new RestartRefusedException(target.runId(), "it has no step '" + step + "'");
            }
        }
        var stepParams = new LinkedHashMap<StepId, Map<String, ParamDefinition>>();
        asked.stepParams().forEach((step, params) -> stepParams.put(step, RestartParams.given(prepared, step, params)));
        return new RestartOrder(
                asked.requestId().orElseGet(() -> UUID.randomUUID().toString()),
                asked.policy(),
                asked.policy(),
                StartParams.given(prepared, previous, asked.params()),
                Collections.unmodifiableMap(stepParams),
                asked.skipped(),
                asked.reason());
    }

    private CompletableFuture<Starts.Started> nextRun(RestartWay way, RestartOrder order, Initiator initiator) {
        var before = way.newest();
        var prepared = prepared(before);
        var restart = kept(prepared, before, bare(way, order));
        var params = params(prepared, PreviousParams.of(before), before, restart, initiator);
        return begin(prepared, before, restart, initiator, params);
    }

    /** Returns how the next run goes on, but for what is to be looked up of the steps that are kept. */
    Restart bare(RestartWay way, RestartOrder order) {
        return new Restart(
                way.step().isPresent() ? RestartPolicy.FROM_SPECIFIC : order.policy(),
                way.step(),
                order,
                way.path(),
                Optional.of(view(way.newest())),
                List.of(),
                Rollup.none());
    }

    /**
     * Returns the params of the next run.
     *
     * @throws io.maestro.param.InvalidParamsException if they do not fit together
     */
    Map<String, EvaluatedParam> params(
            Prepared prepared, PreviousParams previous, WorkflowRun before, Restart restart, Initiator initiator) {
        var world = engine.evaluator()
                .worldOf(prepared.definition(), before.runId().workflow(), initiator, restart.policy());
        var given = restart.isTarget() ? restart.order().params() : Map.<String, ParamDefinition>of();
        var params = StartParams.restarted(prepared, previous, given, world, engine.evaluator());
        RestartParams.check(prepared, params, restart);
        return params;
    }

    /** Has the next run begin. */
    CompletableFuture<Starts.Started> begin(
            Prepared prepared,
            WorkflowRun before,
            Restart restart,
            Initiator initiator,
            Map<String, EvaluatedParam> params) {
        var newRun = new NewRun(
                new NewRun.Restarted(before.runId().next(), restart.order().requestId()),
                prepared.ref(),
                initiator,
                params,
                engine.time().instant(),
                NewRun.Place.HERE,
                restart.isCompensation() ? NewRun.Admission.AT_ONCE : new NewRun.Admission.InTurn(before.priority()),
                Optional.of(restart));
        return engine.starts().restart(prepared, newRun);
    }

    /**
     * Looks at what the runs before recorded of the steps that are kept.
     *
     * @param prepared what the next run runs
     * @param before the newest of those before
     */
    Restart kept(Prepared prepared, WorkflowRun before, Restart bare) {
        return Keeping.of(prepared.graph(), bare, attemptsBefore(before, bare));
    }

    /** Returns what finds the newest attempt of a step in the run that tells how it stands, and looks at each of these runs once. */
    Function<StepId, Optional<StepAttempt>> attemptsBefore(WorkflowRun before, Restart restart) {
        var runs = new HashMap<Long, Map<StepId, StepAttempt>>();
        return step -> restart.before(step)
                .run()
                .flatMap(run ->
                        Optional.ofNullable(runs.computeIfAbsent(run, number -> newestAttempts(before.runId(), number))
                                .get(step)));
    }

    private Map<StepId, StepAttempt> newestAttempts(RunId ofInstance, long run) {
        var newest = new HashMap<StepId, StepAttempt>();
        engine.store()
                .attempts(new RunId(ofInstance.workflow(), ofInstance.instance(), run))
                .forEach(attempt -> newest.put(attempt.step(), attempt));
        return newest;
    }
}
