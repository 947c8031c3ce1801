package io.maestro.dsl.internal.print;

import io.maestro.definition.FailureMode;
import io.maestro.definition.ForeachStep;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import io.maestro.dsl.internal.bind.StepTypes;
import java.util.List;
import java.util.Map;

/** Writes steps (spec: definitions, sections 1.6 and 1.7). */
final class StepTree {

    private final Tree tree;

    private StepTree(Tree tree) {
        this.tree = tree;
    }

    /** Returns the steps of a workflow or of a body, each in an object whose one member names its kind. */
    static List<Map<String, Object>> of(List<Step> steps, Tree owner) {
        return steps.stream().map(step -> of(step, owner)).toList();
    }

    private static Map<String, Object> of(Step step, Tree owner) {
        var content = new StepTree(owner.ofStep(step.id()));
        content.tree.put("id", step.id().value());
        switch (step) {
            case TypedStep typed -> content.typed(typed);
            case ForeachStep foreach -> content.foreach(foreach);
            case WhileStep loop -> content.loop(loop);
            case SubworkflowStep subworkflow -> content.subworkflow(subworkflow);
            case TemplateStep template -> content.template(template);
        }
        return owner.inner().put(step.kind(), content.tree.members()).members();
    }

    private void typed(TypedStep step) {
        if (step.type().equals(StepType.JAVA)) {
            throw tree.unwritable("its body is Java code, which has no text");
        }
        tree.put("type", StepTypes.canonical(step.type()).name());
        step.template().ifPresent(this::templateId);
        basics(step.basics());
        if (!step.retryPolicy().equals(RetryPolicy.standard())) {
            tree.putUnlessEmpty("retry_policy", RetryPolicyTree.of(step.retryPolicy(), tree));
        }
        EffectsTree.put(step.effects(), tree);
    }

    private void foreach(ForeachStep step) {
        switch (step.items()) {
            case CODE -> throw tree.unwritable("it loops over a list in Java, which has no text");
            case LOOP_PARAMS -> {}
        }
        step.concurrency().ifPresent(limit -> {
            if (limit > ForeachStep.MAX_CONCURRENCY) {
                throw tree.unwritable("its concurrency of " + limit + " is more than " + ForeachStep.MAX_CONCURRENCY);
            }
        });
        tree.put("concurrency", step.concurrency());
        if (step.strictOrdering()) {
            tree.put("strict_ordering", true);
        }
        loopEnd(step);
    }

    private void loop(WhileStep step) {
        tree.put("condition", predicate(step.condition(), "its condition"));
        loopEnd(step);
    }

    private void loopEnd(LoopStep step) {
        tree.put("max_iterations", step.maxIterations());
        basics(step.basics());
        tree.put("steps", of(step.steps(), tree));
    }

    private void subworkflow(SubworkflowStep step) {
        if (!step.sync()) {
            tree.put("sync", false);
        }
        if (step.explicitParams()) {
            tree.put("explicit_params", true);
        }
        basics(step.basics());
    }

    private void template(TemplateStep step) {
        templateId(step.template());
        basics(step.basics());
    }

    private void templateId(JobTemplateId template) {
        tree.put("sub_type", template.name()).put("sub_type_version", template.version());
    }

    private void basics(StepBasics basics) {
        tree.put("name", basics.name())
                .put("description", basics.description())
                .putUnlessEmpty("transition", transition(basics.transition()));
        if (basics.failureMode() != FailureMode.FAIL_AFTER_RUNNING) {
            tree.put("failure_mode", basics.failureMode().name());
        }
        tree.put("compensation", basics.compensation(), StepId::value)
                .put("on_failure", basics.onFailure(), StepId::value)
                .putTags(basics.tags())
                .put("timeout", basics.timeout(), tree::duration)
                .putUnlessEmpty("params", ParamTree.of(basics.params(), tree))
                .putUnlessEmpty(
                        "signal_dependencies",
                        SignalTree.dependencies(basics.signals().dependencies(), tree))
                .putUnlessEmpty(
                        "signal_outputs", SignalTree.outputs(basics.signals().outputs(), tree));
    }

    private Map<String, Object> transition(Transition transition) {
        var successors = tree.inner();
        transition
                .successors()
                .forEach((successor, predicate) -> successors.put(
                        successor.value(),
                        predicate(predicate, "the condition of its transition to '" + successor + "'")));
        return tree.inner()
                .putUnlessEmpty("successors", successors.members())
                .put("max_passes", transition.maxPasses())
                .put("kept_visits", transition.keptVisits())
                .members();
    }

    private String predicate(Predicate predicate, String what) {
        return switch (predicate) {
            case Predicate.Always always -> "true";
            case Predicate.Expression expression -> expression.text();
            case Predicate.Code code -> throw tree.unwritable(what + " is Java code, which has no text");
        };
    }
}
