package io.maestro.dsl.internal.bind;

import io.maestro.definition.JobTemplateId;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Step;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.error.NearMiss;
import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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

    private void bind(Spot spot) {
        var wrapper = spot.object();
        if (wrapper.isEmpty()) {
            steps.addBroken(spot);
            return;
        }
        var members = wrapper.get().others();
        if (members.size() != 1) {
            notOneMember(spot, members.keySet());
            return;
        }
        members.forEach(this::bind);
    }

    private void notOneMember(Spot spot, Set<String> found) {
        var hint = found.contains("type") ? ", so wrap it as {\"step\": {...}}" : "";
        spot.problem(
                ProblemCode.WRONG_TYPE,
                "expected an object with one member that names the kind of step (" + String.join(", ", KINDS)
                        + ") but found " + (found.isEmpty() ? "nothing" : String.join(", ", found)) + hint);
        steps.addBroken(spot);
    }

    /** Adds the step to the list, as whole or as broken. */
    private void bind(String name, Spot content) {
        var kind = name.toLowerCase(Locale.ROOT);
        if (!KINDS.contains(kind)) {
            content.nameProblem(
                    ProblemCode.UNKNOWN_MEMBER,
                    Quote.of(name) + " is no kind of step; expected one of " + String.join(", ", KINDS),
                    NearMiss.of(name, KINDS));
            steps.addBroken(content);
            return;
        }
        content.object()
                .flatMap(fields -> step(kind, fields))
                .ifPresentOrElse(step -> steps.add(step, content), () -> steps.addBroken(content));
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
        // A step whose type is not clear stands for itself in the graph all the same.
        return id.map(known -> new TypedStep(
                BasicsBinder.bind(known, fields, steps), type.orElse(StepType.NO_OP), template, retryPolicy));
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
