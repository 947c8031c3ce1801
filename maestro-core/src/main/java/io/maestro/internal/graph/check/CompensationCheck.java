package io.maestro.internal.graph.check;

import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.TypedStep;
import io.maestro.error.NearMiss;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;

/** Checks which steps undo which: each is there for one other, of the workflow itself, and for nothing else. */
final class CompensationCheck {

    private final Findings findings;

    CompensationCheck(Findings findings) {
        this.findings = findings;
    }

    /**
     * Checks a step that says which one undoes it.
     *
     * @param at the JSON pointer to where it says so
     * @param undone the step
     * @param by the id of the other
     * @param level the level of the step
     */
    void check(String at, Step undone, StepId by, Level level) {
        var says = "step '" + undone.id() + "' is undone by '" + by + "', which ";
        var other = level.find(by.value());
        if (level.loop().isPresent()) {
            findings.error(
                    ProblemCode.CONFLICT,
                    at,
                    "step '" + undone.id() + "' is in the body of a loop, where nothing is undone; have the loop step '"
                            + level.loop().get().id() + "' undone");
        } else if (other.isEmpty()) {
            findings.add(Problem.of(ProblemCode.UNKNOWN_STEP, at, says + "does not exist")
                    .suggesting(NearMiss.of(by.value(), level.ids())));
        } else if (by.equals(undone.id())) {
            findings.error(ProblemCode.CONFLICT, at, "step '" + by + "' cannot undo itself");
        } else if (!(other.get() instanceof TypedStep || other.get() instanceof TemplateStep)) {
            findings.error(
                    ProblemCode.CONFLICT, at, says + "is a " + other.get().kind() + "; a plain step is needed");
        } else if (level.isLinked(other.get())) {
            findings.error(
                    ProblemCode.CONFLICT,
                    at,
                    says + "is part of the flow; a step that undoes another leads nowhere, and nothing leads to it");
        } else if (other.get().basics().compensation().isPresent()) {
            findings.error(ProblemCode.CONFLICT, at, says + "is to be undone itself; only what succeeded is undone");
        } else {
            requireOnly(at, undone, by, level);
        }
    }

    private void requireOnly(String at, Step undone, StepId by, Level level) {
        level.steps().stream()
                .takeWhile(before -> !before.id().equals(undone.id()))
                .filter(before ->
                        before.basics().compensation().filter(by::equals).isPresent())
                .findFirst()
                .ifPresent(before -> findings.error(
                        ProblemCode.DUPLICATE,
                        at,
                        "step '" + by + "' undoes '" + before.id() + "' already, and can undo one step only"));
    }
}
