package io.maestro.internal.kernel;

import io.maestro.definition.Effects;
import io.maestro.definition.FailureMode;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Setting;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.internal.eval.params.Compilers;
import io.maestro.internal.eval.params.Settings;
import io.maestro.internal.graph.Graph;
import io.maestro.sel.EvalLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Writes definitions for tests of the machine. */
final class Steps {

    private final WorkflowDefinition.Builder definition = WorkflowDefinition.builder(new WorkflowId("w"));

    private final List<Step> steps = new ArrayList<>();

    Steps runTimeout(Duration timeout) {
        definition.timeout(Setting.of(timeout));
        return this;
    }

    Steps step(String id, FailureMode mode, RetryPolicy retry, Duration timeout, Map<String, Predicate> successors) {
        return step(id, mode, retry, timeout, successors, transition -> transition);
    }

    /** Says of the step that was declared last what it promises of its effects. */
    Steps effects(Effects effects) {
        var last = (TypedStep) steps.removeLast();
        steps.add(new TypedStep(last.basics(), last.type(), last.template(), last.retryPolicy(), Optional.of(effects)));
        return this;
    }

    Steps step(
            String id,
            FailureMode mode,
            RetryPolicy retry,
            Duration timeout,
            Map<String, Predicate> successors,
            UnaryOperator<Transition> limits) {
        var edges = new LinkedHashMap<StepId, Predicate>();
        successors.forEach((successor, predicate) -> edges.put(new StepId(successor), predicate));
        var basics = new StepBasics(
                new StepId(id),
                Optional.empty(),
                Optional.empty(),
                limits.apply(new Transition(edges)),
                mode,
                List.of(),
                Optional.of(Setting.of(timeout)),
                Map.of());
        steps.add(new TypedStep(basics, StepType.NO_OP, Optional.empty(), retry));
        return this;
    }

    /** Has a step undo the last one. */
    Steps undoneBy(String id) {
        return changed(basics -> basics.withCompensation(new StepId(id)));
    }

    /** Has a step handle the failure of the last one. */
    Steps onFailure(String id) {
        return changed(basics -> basics.withOnFailure(new StepId(id)));
    }

    /** Has a step handle the failure of the run. */
    Steps runHandledBy(String id) {
        definition.onFailure(new StepId(id));
        return this;
    }

    private Steps changed(UnaryOperator<StepBasics> change) {
        var last = (TypedStep) steps.removeLast();
        steps.add(new TypedStep(
                change.apply(last.basics()), last.type(), last.template(), last.retryPolicy(), last.effects()));
        return this;
    }

    WorkflowDefinition definition() {
        steps.forEach(definition::step);
        return definition.build();
    }

    RunPlan plan() {
        var built = definition();
        return RunPlan.of(
                Graph.of(built),
                built.steps(),
                built.timeout(),
                new Settings(Map.of(), Compilers.forgetful(EvalLimits.defaults())),
                new HostRules(Duration.ofSeconds(30), 10));
    }
}
