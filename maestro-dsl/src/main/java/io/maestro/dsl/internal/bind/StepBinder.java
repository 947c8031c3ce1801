package io.maestro.dsl.internal.bind;

import io.maestro.definition.FailureMode;
import io.maestro.definition.InvalidIdException;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.dsl.internal.syntax.Node.ObjectNode;
import io.maestro.dsl.internal.syntax.Node.TextNode;
import io.maestro.error.NearMiss;
import io.maestro.error.ProblemCode;
import io.maestro.error.Quote;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Steps: objects with one member, which names the kind of step (spec: definitions, section 1.6). */
final class StepBinder {

    private static final String TYPED = "step";
    private static final List<String> OTHER_KINDS = List.of("subworkflow", "foreach", "while", "template");
    private static final List<String> KINDS = List.of(TYPED, "subworkflow", "foreach", "while", "template");

    private final StepList steps;

    StepBinder(StepList steps) {
        this.steps = steps;
    }

    /** Adds the step to the list, as whole or as broken. */
    void bind(Spot spot, int index) {
        var wrapper = spot.object();
        if (wrapper.isEmpty()) {
            steps.addNameless();
            return;
        }
        var members = wrapper.get().others();
        if (members.size() != 1) {
            notOneMember(spot, members.keySet());
            return;
        }
        members.forEach((name, content) -> bind(name, content, index));
    }

    private void bind(String name, Spot content, int index) {
        var kind = name.toLowerCase(Locale.ROOT);
        if (kind.equals(TYPED)) {
            content.object().ifPresentOrElse(fields -> typed(fields, index), steps::addNameless);
            return;
        }
        if (OTHER_KINDS.contains(kind)) {
            content.nameProblem(
                    ProblemCode.UNSUPPORTED, "steps of kind '" + kind + "' are not supported yet", Optional.empty());
        } else {
            content.nameProblem(
                    ProblemCode.UNKNOWN_MEMBER,
                    Quote.of(name) + " is no kind of step; expected one of " + String.join(", ", KINDS),
                    NearMiss.of(name, KINDS));
        }
        addBroken(content);
    }

    private void notOneMember(Spot spot, Set<String> found) {
        var hint = found.contains("type") ? ", so wrap it as {\"step\": {...}}" : "";
        spot.problem(
                ProblemCode.WRONG_TYPE,
                "expected an object with one member that names the kind of step (" + String.join(", ", KINDS)
                        + ") but found " + (found.isEmpty() ? "nothing" : String.join(", ", found)) + hint);
        addBroken(spot);
    }

    /** Notes a step of which only the id may be known, so that nobody is told that it does not exist. */
    private void addBroken(Spot content) {
        var id = content.node() instanceof ObjectNode object ? object.members().get("id") : null;
        if (id != null && id.value() instanceof TextNode text) {
            steps.addBroken(text.value());
        } else {
            steps.addNameless();
        }
    }

    private void typed(Fields fields, int index) {
        var id = fields.require("id").flatMap(StepBinder::id);
        var type = fields.require("type").flatMap(StepTypes::bind);
        var template = template(fields);
        var retryPolicy =
                fields.take("retry_policy").flatMap(RetryPolicyBinder::bind).orElseGet(RetryPolicy::standard);
        var basics = id.map(known -> basics(fields, known));
        fields.refuseOthers();
        if (basics.isEmpty()) {
            addBroken(fields.spot());
            return;
        }
        // A step whose type is not clear stands for itself in the graph all the same.
        steps.add(new TypedStep(basics.get(), type.orElse(StepType.NO_OP), template, retryPolicy), index);
    }

    private StepBasics basics(Fields fields, StepId id) {
        var basics = new StepBasics(
                id,
                fields.take("name").flatMap(Spot::text),
                fields.take("description").flatMap(Spot::text),
                fields.take("transition")
                        .map(spot -> TransitionBinder.bind(spot, steps))
                        .orElse(Transition.none()),
                fields.take("failure_mode")
                        .flatMap(spot -> spot.constant(FailureMode.class))
                        .orElse(FailureMode.FAIL_AFTER_RUNNING),
                TagBinder.tags(fields),
                fields.take("timeout").flatMap(SettingBinder::duration),
                ParamBinder.params(fields));
        Unsupported.list(fields, "signal_dependencies", "signal dependencies are");
        Unsupported.list(fields, "signal_outputs", "signal outputs are");
        return basics;
    }

    private static Optional<JobTemplateId> template(Fields fields) {
        var name = fields.take("sub_type").flatMap(Spot::text);
        var version = fields.take("sub_type_version");
        if (name.isEmpty()) {
            version.ifPresent(
                    spot -> spot.problem(ProblemCode.CONFLICT, "there is no sub_type that it is the version of"));
        }
        return name.map(template -> new JobTemplateId(template, version.flatMap(Spot::text)));
    }

    private static Optional<StepId> id(Spot spot) {
        return spot.text().flatMap(text -> {
            try {
                return Optional.of(new StepId(text));
            } catch (InvalidIdException e) {
                spot.problem(ProblemCode.INVALID_ID, Objects.requireNonNull(e.getMessage()));
                return Optional.empty();
            }
        });
    }
}
