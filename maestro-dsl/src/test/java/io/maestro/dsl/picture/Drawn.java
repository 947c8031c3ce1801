package io.maestro.dsl.picture;

import io.maestro.definition.ForeachStep;
import io.maestro.definition.ForeachStep.Items;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Predicate;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down steps for tests of pictures in few words. */
final class Drawn {

    private Drawn() {}

    static WorkflowDefinition workflow(String id, List<Step> steps) {
        var builder = WorkflowDefinition.builder(new WorkflowId(id));
        steps.forEach(builder::step);
        return builder.build();
    }

    /**
     * Returns steps that do nothing, with the transitions between them: {@code a > b, c [x < 5]; b > d}. Steps are declared in
     * the order in which they are named.
     */
    static List<Step> steps(String transitions) {
        return steps(transitions, Map.of());
    }

    /** Returns the same, but that some of the steps are of another kind. */
    static List<Step> steps(String transitions, Map<String, Step> others) {
        var successors = new LinkedHashMap<String, Map<StepId, Predicate>>();
        var limits = new LinkedHashMap<String, Integer>();
        for (var part : transitions.split(";", -1)) {
            var sides = part.split(" > ", 2);
            var from = sides[0].strip();
            successors.computeIfAbsent(from, id -> new LinkedHashMap<>());
            if (sides.length == 1) {
                continue;
            }
            for (var target : sides[1].split(",", -1)) {
                var words = target.strip().split(" ", 2);
                successors.computeIfAbsent(words[0], id -> new LinkedHashMap<>());
                var condition = words.length == 1 ? "" : words[1].replaceAll("^\\[|\\].*$", "");
                if (words.length > 1 && words[1].contains("] *")) {
                    limits.put(from, Integer.valueOf(words[1].replaceAll("^.*\\] \\*", "")));
                }
                successors
                        .getOrDefault(from, Map.of())
                        .put(
                                new StepId(words[0]),
                                condition.isEmpty() ? Predicate.always() : new Predicate.Expression(condition));
            }
        }
        var steps = new ArrayList<Step>();
        successors.forEach((id, targets) -> {
            var transition = new Transition(targets, Optional.ofNullable(limits.get(id)), Optional.empty());
            var step = others.getOrDefault(id, typed(id, "NoOp"));
            steps.add(with(step, step.basics().withTransition(transition)));
        });
        return steps;
    }

    static Step with(Step step, StepBasics basics) {
        return switch (step) {
            case TypedStep typed -> new TypedStep(basics, typed.type(), typed.template(), typed.retryPolicy());
            case TemplateStep template -> new TemplateStep(basics, template.template());
            case SubworkflowStep sub -> new SubworkflowStep(basics, sub.sync(), sub.explicitParams());
            case ForeachStep loop ->
                new ForeachStep(
                        basics,
                        loop.items(),
                        loop.concurrency(),
                        loop.strictOrdering(),
                        loop.maxIterations(),
                        loop.steps());
            case WhileStep loop -> new WhileStep(basics, loop.condition(), loop.maxIterations(), loop.steps());
        };
    }

    static Step typed(String id, String type) {
        return TypedStep.of(new StepId(id), new StepType(type));
    }

    static Step template(String id, String template) {
        return new TemplateStep(StepBasics.of(new StepId(id)), new JobTemplateId(template, Optional.of("v2")));
    }

    static Step named(Step step, String name) {
        var basics = step.basics();
        return with(
                step,
                new StepBasics(
                        basics.id(),
                        Optional.of(name),
                        basics.description(),
                        basics.transition(),
                        basics.failureMode(),
                        basics.tags(),
                        basics.timeout(),
                        basics.params(),
                        basics.signals()));
    }

    static Step foreach(String id, String param, List<Step> body) {
        return new ForeachStep(
                withParam(
                        id,
                        LoopStep.LOOP_PARAMS,
                        new ParamDefinition(
                                ParamType.MAP,
                                new ParamDefinition.Members(
                                        Map.of(param, ParamDefinition.expression(ParamType.LONG_ARRAY, "items"))),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                Map.of())),
                Items.LOOP_PARAMS,
                Optional.of(10),
                false,
                Optional.empty(),
                body);
    }

    static Step whileLoop(String id, String condition, List<Step> body) {
        return new WhileStep(StepBasics.of(new StepId(id)), new Predicate.Expression(condition), Optional.of(50), body);
    }

    static Step withParam(Step step, String name, ParamDefinition param) {
        return with(step, withParam(step.id().value(), name, param));
    }

    static Step subworkflow(String id, String workflow) {
        return new SubworkflowStep(
                withParam(id, SubworkflowStep.ID, ParamDefinition.literal(ParamValue.of(workflow))), true, false);
    }

    private static StepBasics withParam(String id, String name, ParamDefinition param) {
        var basics = StepBasics.of(new StepId(id));
        return new StepBasics(
                basics.id(),
                basics.name(),
                basics.description(),
                basics.transition(),
                basics.failureMode(),
                basics.tags(),
                basics.timeout(),
                Map.of(name, param),
                basics.signals());
    }
}
