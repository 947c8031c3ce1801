package io.maestro.dsl.internal.print;

import io.maestro.definition.FailureMode;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowId;
import io.maestro.dsl.UnwritableDefinitionException;
import io.maestro.dsl.internal.bind.StepTypes;
import java.util.Map;
import java.util.Optional;

/** Writes steps (spec: definitions, sections 1.6 and 1.7). */
final class StepTree {

    private StepTree() {}

    static Map<String, Object> of(WorkflowId workflow, Step step) {
        var tree = new Tree(workflow, Optional.of(step.id()));
        switch (step) {
            case TypedStep typed -> typed(typed, tree);
            case LoopStep loop -> throw unwritten(loop, tree);
            case SubworkflowStep subworkflow -> throw unwritten(subworkflow, tree);
            case TemplateStep template -> throw unwritten(template, tree);
        }
        return tree.members();
    }

    private static UnwritableDefinitionException unwritten(Step step, Tree tree) {
        return tree.unwritable("steps of kind '" + step.kind() + "' cannot be written yet");
    }

    private static void typed(TypedStep step, Tree wrapper) {
        if (step.type().equals(StepType.JAVA)) {
            throw wrapper.unwritable("its body is Java code, which has no text");
        }
        var tree = wrapper.inner();
        tree.put("id", step.id().value())
                .put("type", StepTypes.canonical(step.type()).name())
                .put("sub_type", step.template(), template -> template.name())
                .put("sub_type_version", step.template().flatMap(template -> template.version()));
        basics(step.basics(), tree);
        if (!step.retryPolicy().equals(RetryPolicy.standard())) {
            tree.putUnlessEmpty("retry_policy", RetryPolicyTree.of(step.retryPolicy(), tree));
        }
        wrapper.put("step", tree.members());
    }

    private static void basics(StepBasics basics, Tree tree) {
        tree.put("name", basics.name()).put("description", basics.description());
        var successors = tree.inner();
        basics.transition()
                .successors()
                .forEach((successor, predicate) -> successors.put(
                        successor.value(),
                        switch (predicate) {
                            case Predicate.Always always -> "true";
                            case Predicate.Expression expression -> expression.text();
                            case Predicate.Code code ->
                                throw tree.unwritable("the condition of its transition to '" + successor
                                        + "' is Java code, which has no text");
                        }));
        if (!successors.isEmpty()) {
            tree.put(
                    "transition",
                    tree.inner().put("successors", successors.members()).members());
        }
        if (basics.failureMode() != FailureMode.FAIL_AFTER_RUNNING) {
            tree.put("failure_mode", basics.failureMode().name());
        }
        tree.putTags(basics.tags())
                .put("timeout", basics.timeout(), tree::duration)
                .putUnlessEmpty("params", ParamTree.of(basics.params(), tree));
    }
}
