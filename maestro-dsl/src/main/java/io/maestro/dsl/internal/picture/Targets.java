package io.maestro.dsl.internal.picture;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.JsonPointer;
import io.maestro.error.NearMiss;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks what a definition must have to be drawn: steps with different ids, and transitions that lead to steps. */
public final class Targets {

    private final List<Problem> problems = new ArrayList<>();

    private Targets() {}

    /**
     * Checks a definition.
     *
     * @param definition the definition
     * @throws InvalidDefinitionException if it cannot be drawn; lists every reason
     */
    public static void check(WorkflowDefinition definition) {
        var targets = new Targets();
        targets.check("/workflow/steps", definition.steps());
        if (!targets.problems.isEmpty()) {
            throw new InvalidDefinitionException("workflow '" + definition.id() + "'", targets.problems);
        }
    }

    private void check(String path, List<Step> steps) {
        var ids = new HashSet<StepId>();
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            if (!ids.add(step.id())) {
                problems.add(Problem.of(
                        ProblemCode.DUPLICATE,
                        path + '/' + i + '/' + step.kind() + "/id",
                        "the id '" + step.id() + "' is used by another step before"));
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            var at = path + '/' + i + '/' + steps.get(i).kind();
            transitions(at, steps.get(i), ids);
            if (steps.get(i) instanceof LoopStep loop) {
                check(at + "/steps", loop.steps());
            }
        }
    }

    private void transitions(String at, Step step, Set<StepId> ids) {
        for (var successor : step.basics().transition().successors().keySet()) {
            if (!ids.contains(successor)) {
                problems.add(Problem.of(
                                ProblemCode.UNKNOWN_STEP,
                                JsonPointer.member(at + "/transition/successors", successor.value()),
                                "step '" + step.id() + "' leads to '" + successor + "', which does not exist")
                        .suggesting(NearMiss.of(
                                successor.value(),
                                ids.stream().map(StepId::value).sorted().toList())));
            }
        }
    }
}
