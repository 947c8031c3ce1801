package io.maestro.internal.graph.check;

import io.maestro.definition.LoopStep;
import io.maestro.definition.Predicate;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.error.JsonPointer;
import io.maestro.error.NearMiss;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.error.Severity;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;

/** Checks the steps of a workflow, those in the bodies of loops included (spec: definitions, sections 1.5 to 1.7). */
final class StepsCheck {

    private final Checks checks;
    private final Findings findings;
    private final Level workflow;
    private final Set<StepId> seen = new HashSet<>();

    StepsCheck(Checks checks, Level workflow) {
        this.checks = checks;
        this.findings = checks.findings();
        this.workflow = workflow;
    }

    void check() {
        check(workflow, Set.of());
    }

    /** Checks a level. Recursive like the steps themselves; nobody nests thousands of loops. */
    private void check(Level level, Set<String> loopParams) {
        for (int index = 0; index < level.steps().size(); index++) {
            var step = level.steps().get(index);
            var at = level.pathOf(index);
            if (!seen.add(step.id())) {
                findings.error(
                        ProblemCode.DUPLICATE, at + "/id", "the id '" + step.id() + "' is used by another step before");
            }
            findings.error(ProblemCode.RESERVED_ID, at + "/id", step.id().reserved());
            var scope = new StepScope(workflow, level, step);
            basics(at, step, level, scope);
            kind(at, step, level);
            if (step instanceof LoopStep loop) {
                var body = level.body(index).orElseThrow();
                var inBody = checks.loops().check(at, loop, body, loopParams, scope);
                check(body, inBody);
            }
        }
        checks.flow().check(level);
    }

    private void basics(String at, Step step, Level level, StepScope scope) {
        var basics = step.basics();
        checks.members().texts(at, basics.name(), basics.description());
        transition(at, step, level, scope);
        basics.compensation().ifPresent(by -> checks.compensations().check(at + "/compensation", step, by, level));
        basics.onFailure().ifPresent(by -> checks.handlers().ofStep(at + "/on_failure", step, by, level));
        checks.handlers().params(at, step, level);
        checks.members().tags(at, basics.tags());
        checks.members().timeout(at, basics.timeout());
        checks.settings()
                .setting(at + "/timeout", basics.timeout(), RunScope.ofSettings(level.runParams(), Severity.WARNING));
        checks.signals().step(at, basics.signals(), scope);
        checks.params().check(at, basics.params(), scope);
        level.template(step).ifPresent(template -> {
            var params = new LinkedHashMap<>(level.params(template));
            params.keySet().removeAll(basics.params().keySet());
            checks.templates().ofStep(at + "/sub_type", template, params, scope);
        });
    }

    private void transition(String at, Step step, Level level, StepScope scope) {
        var transition = step.basics().transition();
        checks.members().positive(at + "/transition/max_passes", transition.maxPasses());
        checks.members().atLeast(Transition.MIN_KEPT_VISITS, at + "/transition/kept_visits", transition.keptVisits());
        transition.successors().forEach((successor, predicate) -> {
            var path = JsonPointer.member(at + "/transition/successors", successor.value());
            if (level.find(successor.value()).isEmpty()) {
                findings.add(unknown(path, step, successor, level));
            }
            if (predicate instanceof Predicate.Expression(var text)) {
                checks.expressions().condition(path, text, scope);
            }
        });
    }

    private Problem unknown(String path, Step step, StepId successor, Level level) {
        var leads = "step '" + step.id() + "' leads to '" + successor + "', which ";
        boolean elsewhere = workflow.inwards().stream()
                .anyMatch(other -> other.find(successor.value()).isPresent());
        return elsewhere
                ? Problem.of(
                        ProblemCode.UNKNOWN_STEP,
                        path,
                        leads + "is not on the same level; a transition neither enters nor leaves the body of a loop")
                : Problem.of(ProblemCode.UNKNOWN_STEP, path, leads + "does not exist")
                        .suggesting(NearMiss.of(successor.value(), level.ids()));
    }

    private void kind(String at, Step step, Level level) {
        switch (step) {
            case TypedStep typed ->
                checks.settings()
                        .retries(
                                at + "/retry_policy",
                                typed.retryPolicy(),
                                RunScope.ofSettings(level.runParams(), Severity.WARNING));
            case SubworkflowStep subworkflow -> {
                if (!subworkflow.basics().params().containsKey(SubworkflowStep.ID)) {
                    findings.error(
                            ProblemCode.MISSING,
                            at + "/params/" + SubworkflowStep.ID,
                            "step '" + step.id() + "' must say which workflow it starts, with a param '"
                                    + SubworkflowStep.ID + "'");
                }
            }
            case TemplateStep template -> {
                if (template.template().name().isBlank()) {
                    findings.error(ProblemCode.MISSING, at + "/sub_type", "the job template must not be blank");
                }
            }
            case LoopStep loop -> {}
        }
    }
}
