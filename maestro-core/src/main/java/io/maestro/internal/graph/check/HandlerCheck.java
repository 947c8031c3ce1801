package io.maestro.internal.graph.check;

import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.JsonPointer;
import io.maestro.error.NearMiss;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.internal.eval.merge.DefaultParams;

/** Checks which steps handle the failures of which, and of the run: each is a step of the same level, and there for nothing else. */
final class HandlerCheck {

    private final Findings findings;

    HandlerCheck(Findings findings) {
        this.findings = findings;
    }

    /**
     * Checks a step that says which one handles its failure.
     *
     * @param at the JSON pointer to where it says so
     * @param failing the step
     * @param by the id of the other
     * @param level the level of the step
     */
    void ofStep(String at, Step failing, StepId by, Level level) {
        var says = "the failure of step '" + failing.id() + "' is handled by '" + by + "', which ";
        if (by.equals(failing.id())) {
            findings.error(ProblemCode.CONFLICT, at, "step '" + by + "' cannot handle its own failure");
        } else if (handles(level, failing.id())) {
            findings.error(
                    ProblemCode.CONFLICT,
                    at,
                    "step '" + failing.id()
                            + "' handles failures itself; what handles the failure of the workflow is told"
                            + " if it fails");
        } else if (undoes(level, failing.id())) {
            findings.error(
                    ProblemCode.CONFLICT,
                    at,
                    "step '" + failing.id()
                            + "' undoes another; what handles the failure of the workflow is told if it fails");
        } else {
            handler(at, says, by, level);
        }
    }

    /**
     * Checks what handles the failure of a run.
     *
     * @param definition the definition
     * @param level its steps
     */
    void ofRun(WorkflowDefinition definition, Level level) {
        definition.onFailure().ifPresent(by -> {
            var at = "/workflow/on_failure";
            var says = "the failure of the workflow is handled by '" + by + "', which ";
            var others = level.steps().stream()
                    .filter(step -> step.basics().onFailure().filter(by::equals).isPresent())
                    .findFirst();
            others.ifPresentOrElse(
                    other -> findings.error(
                            ProblemCode.CONFLICT,
                            at,
                            says + "handles that of step '" + other.id() + "' already; have another step for it"),
                    () -> handler(at, says, by, level));
        });
    }

    private void handler(String at, String says, StepId by, Level level) {
        var other = level.find(by.value());
        if (other.isEmpty()) {
            findings.add(Problem.of(ProblemCode.UNKNOWN_STEP, at, says + "does not exist")
                    .suggesting(NearMiss.of(by.value(), level.ids())));
        } else if (level.isLinked(other.get())) {
            findings.error(
                    ProblemCode.CONFLICT,
                    at,
                    says + "is part of the flow; a step that handles failures leads nowhere, and nothing leads to it");
        } else if (undoes(level, by)) {
            findings.error(ProblemCode.CONFLICT, at, says + "undoes a step, and can do nothing else");
        } else if (other.get().basics().compensation().isPresent()) {
            findings.error(ProblemCode.CONFLICT, at, says + "is to be undone itself; only what is part of the flow is");
        }
    }

    /**
     * Checks the params of a step. What failed is given to what handles that, under names that it may give to nothing else.
     *
     * @param at the JSON pointer to the step
     * @param step the step
     * @param level its level
     */
    void params(String at, Step step, Level level) {
        if (!handles(level, step.id())) {
            return;
        }
        for (var name : DefaultParams.failures().keySet()) {
            if (step.basics().params().containsKey(name)) {
                findings.error(
                        ProblemCode.CONFLICT,
                        JsonPointer.member(at + "/params", name),
                        "step '" + step.id() + "' handles failures and is given the param '" + name
                                + "', so it cannot declare one of this name");
            }
        }
    }

    private static boolean handles(Level level, StepId id) {
        return level.graph().number(id).stream()
                .anyMatch(number -> level.graph().handlers().handles(number));
    }

    private static boolean undoes(Level level, StepId id) {
        return level.steps().stream()
                .anyMatch(
                        step -> step.basics().compensation().filter(id::equals).isPresent());
    }
}
