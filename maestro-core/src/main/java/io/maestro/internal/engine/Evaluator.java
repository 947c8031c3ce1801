package io.maestro.internal.engine;

import io.maestro.definition.Owner;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.internal.eval.EvalHost;
import io.maestro.internal.eval.params.Compilers;
import io.maestro.internal.eval.params.Initiator;
import io.maestro.internal.eval.params.RunWorld;
import io.maestro.internal.eval.params.Settings;
import io.maestro.internal.eval.params.Signals;
import io.maestro.param.EvaluatedParam;
import io.maestro.run.RestartPolicy;
import io.maestro.sel.EvalLimits;
import io.maestro.time.TimeSource;
import java.util.Map;
import java.util.Optional;

/**
 * What expressions need of the engine: compilers that remember, and the world as far as they may see it.
 *
 * @param compilers make expressions and texts ready
 * @param host the clock and chance
 * @param uniqueIds numbers that are given once
 * @param environment the configured name of the environment
 */
record Evaluator(Compilers compilers, EvalHost host, UniqueIds uniqueIds, String environment) {

    private static final String FRESH = "START_FRESH_NEW_RUN";

    static Evaluator of(TimeSource time, EvalLimits limits, String environment) {
        return new Evaluator(
                CachingCompilers.of(limits), EvalHost.of(new SystemWorld(time)), new UniqueIds(time), environment);
    }

    /** Returns what the params of a run of a workflow may know of the world. */
    RunWorld worldOf(WorkflowDefinition definition, WorkflowId workflow, io.maestro.run.Initiator initiator) {
        return worldOf(definition, workflow, initiator, FRESH);
    }

    /** Returns what the params of a run may know of the world that goes on from others. */
    RunWorld worldOf(
            WorkflowDefinition definition,
            WorkflowId workflow,
            io.maestro.run.Initiator initiator,
            RestartPolicy policy) {
        return worldOf(definition, workflow, initiator, "RESTART_" + policy);
    }

    private RunWorld worldOf(
            WorkflowDefinition definition, WorkflowId workflow, io.maestro.run.Initiator initiator, String policy) {
        return new RunWorld(
                workflow.value(),
                seen(initiator),
                policy,
                environment,
                definition.properties().owner().map(Owner::name),
                Optional.empty(),
                host,
                uniqueIds,
                Signals.none());
    }

    private static Initiator seen(io.maestro.run.Initiator initiator) {
        return switch (initiator) {
            case io.maestro.run.Initiator.ByHand byHand ->
                new Initiator(Initiator.Kind.MANUAL, byHand.user(), Optional.empty());
            case io.maestro.run.Initiator.ByStep byStep ->
                new Initiator(Initiator.Kind.valueOf(byStep.kind().name()), Optional.empty(), Optional.empty());
        };
    }

    /** Returns what reads settings that refer to the params of a run. */
    Settings settings(Map<String, EvaluatedParam> params) {
        return new Settings(params, compilers);
    }
}
