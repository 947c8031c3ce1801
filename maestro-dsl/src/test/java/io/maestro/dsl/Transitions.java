package io.maestro.dsl;

import io.maestro.definition.Predicate;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.step.StepContext;
import io.maestro.step.StepPredicate;
import io.maestro.step.WorkflowCode;
import java.util.ArrayList;
import java.util.List;

/** Looks at the transitions of a defined workflow. */
final class Transitions {

    private Transitions() {}

    /** Returns the transitions as {@code a -> b}, those with a condition as {@code a ?> b}. */
    static List<String> of(Workflow workflow) {
        return of(workflow.definition().steps());
    }

    static List<String> of(List<Step> steps) {
        var found = new ArrayList<String>();
        for (var step : steps) {
            step.basics()
                    .transition()
                    .successors()
                    .forEach((to, predicate) -> found.add(step.id() + arrow(predicate) + to));
        }
        return found;
    }

    private static String arrow(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Always always -> " -> ";
            case Predicate.Code code -> " ?> ";
            case Predicate.Expression expression -> " " + expression.text() + "> ";
        };
    }

    /** Returns the successors of a step whose conditions hold, asked in their order as the engine does. */
    static List<String> taken(Workflow workflow, StepContext context) throws Exception {
        var taken = new ArrayList<String>();
        var from = workflow.definition().steps().stream()
                .filter(step -> step.id().equals(context.stepId()))
                .findFirst()
                .orElseThrow();
        for (var to : from.basics().transition().successors().keySet()) {
            if (condition(workflow, context.stepId(), to).test(context)) {
                taken.add(to.value());
            }
        }
        return taken;
    }

    private static StepPredicate condition(Workflow workflow, StepId from, StepId to) {
        return workflow.code().predicates().getOrDefault(new WorkflowCode.Edge(from, to), context -> true);
    }
}
