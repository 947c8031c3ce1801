package io.maestro.dsl.internal.bind;

import io.maestro.definition.JobTemplateId;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Step;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.error.ProblemCode;
import java.util.List;
import java.util.Optional;

/** Steps: objects with one member, which names the kind of step (spec: definitions, section 1.6). */
final class StepBinder {

    private static final List<String> KINDS = List.of("step", "subworkflow", "foreach", "while", "template");

    private final StepList steps;

    private StepBinder(StepList steps) {
        this.steps = steps;
    }

    /** Binds the steps of a workflow, or those of a body. */
    static void bindAll(Spot spot, StepList steps) {
        var elements = spot.elements();
        steps.written(elements.size());
        var binder = new StepBinder(steps);
        elements.forEach(binder::bind);
        steps.checkClaims();
    }

    /** Adds the step to the list, as whole or as broken. */
    private void bind(Spot spot) {
        Wrapped.of(spot, "step", KINDS, steps).ifPresent(wrapped -> {
            var content = wrapped.content();
            content.object()
                    .flatMap(fields -> step(wrapped.kind(), fields))
                    .ifPresentOrElse(step -> steps.add(step, content), () -> steps.addBroken(content));
        });
    }

    private Optional<Step> step(String kind, Fields fields) {
        var step = switch (kind) {
            case "step" -> typed(fields);
            case "subworkflow" -> subworkflow(fields);
            case "foreach" -> LoopBinder.foreach(fields, steps);
            case "while" -> LoopBinder.loop(fields, steps);
            case "template" -> template(fields);
            default -> throw new IllegalArgumentException("no kind of step: " + kind);
        };
        fields.refuseOthers();
        return step;
    }

    private Optional<Step> typed(Fields fields) {
        var id = BasicsBinder.id(fields);
        var type = fields.require("type").flatMap(StepTypes::bind);
        var template = templateId(fields, fields.take("sub_type"));
        var retryPolicy =
                fields.take("retry_policy").flatMap(RetryPolicyBinder::bind).orElseGet(RetryPolicy::standard);
        var effects = EffectsBinder.bind(fields);
        // A step whose type is not clear stands for itself in the graph all the same.
        return id.map(known -> new TypedStep(
                BasicsBinder.bind(known, fields, steps), type.orElse(StepType.NO_OP), template, retryPolicy, effects));
    }

    private Optional<Step> subworkflow(Fields fields) {
        var id = BasicsBinder.id(fields);
        boolean sync = fields.take("sync").flatMap(Spot::truth).orElse(true);
        boolean explicitParams =
                fields.take("explicit_params").flatMap(Spot::truth).orElse(false);
        return id.map(known -> new SubworkflowStep(BasicsBinder.bind(known, fields, steps), sync, explicitParams));
    }

    private Optional<Step> template(Fields fields) {
        var id = BasicsBinder.id(fields);
        var template = templateId(fields, fields.require("sub_type"));
        return id.map(known -> BasicsBinder.bind(known, fields, steps))
                .flatMap(basics -> template.map(named -> new TemplateStep(basics, named)));
    }

    private static Optional<JobTemplateId> templateId(Fields fields, Optional<Spot> subType) {
        var name = subType.flatMap(Spot::text);
        var version = fields.take("sub_type_version");
        if (subType.isEmpty()) {
            version.ifPresent(
                    spot -> spot.problem(ProblemCode.CONFLICT, "there is no sub_type that it is the version of"));
        }
        return name.map(template -> new JobTemplateId(template, version.flatMap(Spot::text)));
    }
}
