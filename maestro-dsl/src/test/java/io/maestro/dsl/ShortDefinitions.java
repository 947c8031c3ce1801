package io.maestro.dsl;

import io.maestro.definition.ForeachStep;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Owner;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.RunStrategy.Rule;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowDefinition.Origin;
import io.maestro.definition.WorkflowProperties;
import io.maestro.param.ParamDefinition;
import io.maestro.tag.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes away from random definitions most of what the short form of YAML cannot say. */
final class ShortDefinitions {

    private static final List<String> LAST = List.of("loop_params", "subworkflow_id");

    private ShortDefinitions() {}

    static WorkflowDefinition of(WorkflowDefinition definition) {
        var properties = definition.properties();
        return new WorkflowDefinition(
                definition.id(),
                definition.name(),
                definition.description(),
                names(definition.tags()),
                definition.timeout(),
                definition.criticality(),
                definition.instanceStepConcurrency(),
                definition.triggers(),
                plain(definition.params()),
                steps(definition.steps()),
                definition.onFailure(),
                new WorkflowProperties(
                        properties.owner().map(Owner::name).map(Owner::of),
                        properties.runStrategy().or(() -> Optional.of(RunStrategy.of(Rule.FIRST_ONLY))),
                        Optional.of(properties.stepConcurrency().orElse(20)),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                Origin.unknown());
    }

    private static List<Tag> names(List<Tag> tags) {
        return tags.stream().map(Tag::name).map(Tag::of).toList();
    }

    private static List<Step> steps(List<Step> steps) {
        return steps.stream().map(ShortDefinitions::step).toList();
    }

    private static Step step(Step step) {
        var basics = basics(step.basics());
        return switch (step) {
            case TypedStep typed -> new TypedStep(basics, typed.type(), Optional.empty(), typed.retryPolicy());
            case TemplateStep template ->
                new TypedStep(basics, StepType.NO_OP, Optional.empty(), RetryPolicy.standard());
            case SubworkflowStep sub -> new SubworkflowStep(basics, sub.sync(), sub.explicitParams());
            case ForeachStep foreach ->
                new ForeachStep(
                        basics,
                        foreach.items(),
                        foreach.concurrency(),
                        foreach.strictOrdering(),
                        foreach.maxIterations(),
                        body(foreach));
            case WhileStep loop -> new WhileStep(basics, loop.condition(), loop.maxIterations(), body(loop));
        };
    }

    private static List<Step> body(LoopStep loop) {
        return steps(loop.steps());
    }

    private static StepBasics basics(StepBasics basics) {
        return new StepBasics(
                basics.id(),
                basics.name(),
                basics.description(),
                basics.transition(),
                basics.failureMode(),
                names(basics.tags()),
                basics.timeout(),
                plain(basics.params()),
                basics.signals(),
                basics.compensation(),
                basics.onFailure());
    }

    private static Map<String, ParamDefinition> plain(Map<String, ParamDefinition> params) {
        var plain = new LinkedHashMap<String, ParamDefinition>();
        params.forEach((name, param) -> {
            if (!LAST.contains(name) && !(param.content() instanceof ParamDefinition.Unset)) {
                plain.put(name, plain(param));
            }
        });
        params.forEach((name, param) -> {
            if (LAST.contains(name)) {
                plain.put(name, plain(param));
            }
        });
        return plain;
    }

    private static ParamDefinition plain(ParamDefinition param) {
        var content = param.content() instanceof ParamDefinition.Members map
                ? new ParamDefinition.Members(plain(map.members()))
                : param.content();
        return new ParamDefinition(param.type(), content, param.mode(), List.of(), Optional.empty(), Map.of());
    }
}
