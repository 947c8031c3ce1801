package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.internal.kernel.Keeping;
import io.maestro.internal.kernel.RunMachine;
import io.maestro.param.ParamDefinition;
import io.maestro.run.Initiator;
import io.maestro.run.InstanceView;
import io.maestro.run.Restart;
import io.maestro.run.RestartNode;
import io.maestro.run.RestartOrder;
import io.maestro.run.RestartPolicy;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunNotFoundException;
import io.maestro.run.RunNotHereException;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.store.NewRun;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

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
            Optional<String> requestId,
            Optional<String> user,
            Optional<String> reason) {}

    /** An instance that goes on, its newest run, and what lies below on the way to what is to be restarted. */
    private record Top(WorkflowRun newest, Optional<StepId> step, List<RestartNode> path) {}

    /**
     * Has an instance go on that has ended.
     *
     * @param runId a run of the instance
     * @param asked what is asked for
     * @return its next run, which is recorded when this completes; exceptionally if it could not be
     * @throws RestartRefusedException if the instance has not ended, or the step has never run
     */
    public CompletableFuture<Starts.Started> restart(RunId runId, Asked asked) {
        var target = newest(runId);
        var top = top(target, asked.step());
        var order = order(target, asked);
        var repeated = engine.store().requested(top.newest().runId().workflow(), order.requestId());
        return repeated.isPresent()
                ? CompletableFuture.completedFuture(engine.starts().goneOn(repeated.get()))
                : restart(top, order, new Initiator.ByHand(asked.user()));
    }

    private WorkflowRun newest(RunId runId) {
        return engine.store()
                .newest(runId.workflow(), runId.instance())
                .orElseThrow(() -> new RunNotFoundException(runId));
    }

    private Prepared prepared(WorkflowRun row) {
        return engine.catalog().find(row.definition()).orElseThrow(() -> new RunNotHereException(row.runId()));
    }

    /** A run that a step waits for is run again by that step, and so on (spec: runtime, section 5.2). */
    private Top top(WorkflowRun target, Optional<StepId> asked) {
        var path = new ArrayDeque<RestartNode>();
        var newest = target;
        var step = asked;
        while (true) {
            var runId = newest.runId();
            if (!newest.status().isTerminal()) {
                throw new RestartRefusedException(runId, "it has not ended but is " + newest.status());
            }
            step.ifPresent(requireReached(newest));
            if (!(newest.initiator() instanceof Initiator.ByStep by)) {
                return new Top(newest, step, List.copyOf(path));
            }
            requireStartedLast(runId, by);
            path.addFirst(new RestartNode(runId.workflow(), runId.instance(), step));
            step = Optional.of(by.step());
            newest = newest(by.parent());
        }
    }

    /** What a step started for another visit or before it started something else, it does not start again. */
    private void requireStartedLast(RunId runId, Initiator.ByStep by) {
        var parent = newest(by.parent());
        var graph = prepared(parent).graph();
        var attempt = engine.store().newestBefore(parent.runId().next(), by.step());
        boolean startedLast =
                graph.loops().around(graph.number(by.step()).orElseThrow()).isEmpty()
                        && attempt.flatMap(StepAttempt::children)
                                .filter(children -> children.workflow().equals(runId.workflow()))
                                .flatMap(children -> children.run(runId.instance()))
                                .filter(run -> run.instance() == runId.instance())
                                .isPresent();
        if (!startedLast) {
            throw new RestartRefusedException(
                    runId,
                    "step '" + by.step() + "' of run " + parent.runId()
                            + " would start another instance; restart that step, or what is above it");
        }
    }

    private Consumer<StepId> requireReached(WorkflowRun newest) {
        return step -> {
            requireStep(newest, step);
            if (view(newest).step(step).run().isEmpty()) {
                throw new RestartRefusedException(
                        newest.runId(), "step '" + step + "' was never reached, so there is nothing to run again");
            }
        };
    }

    private void requireStep(WorkflowRun run, StepId step) {
        if (prepared(run).graph().number(step).isEmpty()) {
            throw new RestartRefusedException(run.runId(), "it has no step '" + step + "'");
        }
    }

    private InstanceView view(WorkflowRun newest) {
        return machine(newest).instance();
    }

    private RunMachine machine(WorkflowRun newest) {
        return engine.folded(newest).orElseThrow(() -> new RunNotHereException(newest.runId()));
    }

    private RestartOrder order(WorkflowRun target, Asked asked) {
        var prepared = prepared(target);
        asked.skipped().forEach(step -> requireStep(target, step));
        var stepParams = new LinkedHashMap<StepId, Map<String, ParamDefinition>>();
        asked.stepParams().forEach((step, params) -> stepParams.put(step, RestartParams.given(prepared, step, params)));
        return new RestartOrder(
                asked.requestId().orElseGet(() -> UUID.randomUUID().toString()),
                asked.policy(),
                asked.policy(),
                StartParams.given(prepared, target, asked.params()),
                Collections.unmodifiableMap(stepParams),
                asked.skipped(),
                asked.reason());
    }

    private CompletableFuture<Starts.Started> restart(Top top, RestartOrder order, Initiator initiator) {
        var before = top.newest();
        var prepared = prepared(before);
        boolean named = top.step().isPresent();
        var restart = kept(
                before,
                new Restart(
                        named ? RestartPolicy.FROM_SPECIFIC : order.policy(),
                        top.step(),
                        order,
                        top.path(),
                        Optional.of(view(before)),
                        List.of(),
                        Rollup.none()));
        var world = engine.evaluator()
                .worldOf(prepared.definition(), before.runId().workflow(), initiator, restart.policy());
        var given = restart.isTarget() ? order.params() : Map.<String, ParamDefinition>of();
        var params = StartParams.restarted(prepared, before, given, world, engine.evaluator());
        RestartParams.check(prepared, params, restart);
        var newRun = new NewRun(
                new NewRun.Restarted(before.runId().next(), order.requestId()),
                before.definition(),
                initiator,
                params,
                engine.time().instant(),
                NewRun.Place.HERE,
                new NewRun.Admission.InTurn(before.priority()),
                Optional.of(restart));
        return engine.starts().restart(prepared, newRun);
    }

    /** Looks at what the runs before recorded of the steps that are kept, each of these runs once. */
    Restart kept(WorkflowRun before, Restart bare) {
        var runs = new HashMap<Long, Map<StepId, StepAttempt>>();
        return Keeping.of(
                prepared(before).graph(),
                bare,
                step -> bare.before(step)
                        .run()
                        .flatMap(run -> Optional.ofNullable(
                                runs.computeIfAbsent(run, number -> newestAttempts(before.runId(), number))
                                        .get(step))));
    }

    private Map<StepId, StepAttempt> newestAttempts(RunId ofInstance, long run) {
        var newest = new HashMap<StepId, StepAttempt>();
        engine.store()
                .attempts(new RunId(ofInstance.workflow(), ofInstance.instance(), run))
                .forEach(attempt -> newest.put(attempt.step(), attempt));
        return newest;
    }
}
