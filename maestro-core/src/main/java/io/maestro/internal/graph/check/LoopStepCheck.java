package io.maestro.internal.graph.check;

import io.maestro.definition.ForeachStep;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Predicate;
import io.maestro.definition.WhileStep;
import io.maestro.error.JsonPointer;
import io.maestro.error.ProblemCode;
import io.maestro.internal.eval.check.Inspection;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks what loop steps have beside what every step has (spec: definitions, sections 1.5, 1.6.1 and 1.6.2). */
final class LoopStepCheck {

    private static final Set<ParamType> ARRAYS =
            EnumSet.of(ParamType.STRING_ARRAY, ParamType.LONG_ARRAY, ParamType.DOUBLE_ARRAY, ParamType.BOOLEAN_ARRAY);
    private static final Set<ParamType> SCALARS =
            EnumSet.of(ParamType.STRING, ParamType.LONG, ParamType.DOUBLE, ParamType.BOOLEAN);

    private final Findings findings;
    private final MemberCheck members;
    private final ExpressionCheck conditions;
    private final Expressions expressions;

    LoopStepCheck(Findings findings, MemberCheck members, ExpressionCheck conditions, Expressions expressions) {
        this.findings = findings;
        this.members = members;
        this.conditions = conditions;
        this.expressions = expressions;
    }

    /**
     * Checks a loop step.
     *
     * @param outer the loop params of the loops around it
     * @return these and its own
     */
    Set<String> check(String at, LoopStep loop, Level body, Set<String> outer, StepScope scope) {
        members.positive(at + "/max_iterations", loop.maxIterations());
        switch (loop) {
            case ForeachStep foreach -> {
                members.positive(at + "/concurrency", foreach.concurrency());
                if (foreach.items() == ForeachStep.Items.LOOP_PARAMS) {
                    loopParams(at, loop, ARRAYS, "loops over an array");
                }
            }
            case WhileStep repeated -> {
                if (!(repeated.condition() instanceof Predicate.Code)) {
                    loopParams(at, loop, SCALARS, "keeps a single value");
                }
                condition(at + "/condition", repeated, body, scope);
            }
        }
        if (loop.steps().isEmpty()) {
            findings.error(
                    ProblemCode.MISSING,
                    at + "/steps",
                    "a " + loop.kind() + " step needs at least one step in its body");
        }
        return unique(at, loop, outer);
    }

    private void loopParams(String at, LoopStep loop, Set<ParamType> types, String use) {
        var path = at + "/params/" + LoopStep.LOOP_PARAMS;
        var declared = loop.basics().params().get(LoopStep.LOOP_PARAMS);
        if (declared == null) {
            findings.error(
                    ProblemCode.MISSING,
                    path,
                    "a " + loop.kind() + " step needs a param '" + LoopStep.LOOP_PARAMS
                            + "': a MAP with a member for each loop param");
        } else if (!(declared.content() instanceof ParamDefinition.Members)) {
            findings.error(
                    ProblemCode.WRONG_TYPE,
                    path,
                    "the loop params must be a MAP whose members are written down, not " + what(declared));
        }
        Level.loopParams(loop).forEach((name, param) -> {
            if (param.content() instanceof ParamDefinition.Literal(var value) && !types.contains(value.type())) {
                findings.warning(
                        ProblemCode.WRONG_TYPE,
                        JsonPointer.member(path + "/value", name),
                        "a loop param of a " + loop.kind() + " step " + use + ", but '" + name + "' is a "
                                + value.type());
            }
        });
    }

    private static String what(ParamDefinition param) {
        return param.content() instanceof ParamDefinition.Expression ? "an expression" : "a " + param.type();
    }

    private Set<String> unique(String at, LoopStep loop, Set<String> outer) {
        var all = new HashSet<>(outer);
        for (var name : Level.loopParams(loop).keySet()) {
            if (!all.add(name)) {
                findings.error(
                        ProblemCode.DUPLICATE,
                        JsonPointer.member(at + "/params/" + LoopStep.LOOP_PARAMS + "/value", name),
                        "the loop param '" + name + "' is one of a loop around this one already");
            }
        }
        return all;
    }

    private void condition(String path, WhileStep loop, Level body, StepScope scope) {
        if (loop.condition() instanceof Predicate.Expression(var text)) {
            conditions.condition(path, text, new ConditionScope(loop, scope));
        }
        switch (expressions.truth(loop.condition())) {
            case ALWAYS ->
                findings.warning(
                        ProblemCode.ENDLESS,
                        path,
                        "the condition is true each time, so the loop ends only at its limit of iterations");
            case NEVER -> {}
            case OPEN -> {
                if (loop.condition() instanceof Predicate.Expression(var text)
                        && expressions.look(text) instanceof Expressions.Sound sound) {
                    changing(path, loop, sound.inspection(), body);
                }
            }
        }
    }

    /** What the condition reads must change from iteration to iteration: a loop param that a step of the body sets, or the world. */
    private void changing(String path, WhileStep loop, Inspection inspection, Level body) {
        var loopParams = Level.loopParams(loop);
        var read = inspection.references().stream()
                .map(Inspection.Mention::name)
                .filter(name -> name.equals("params") || loopParams.containsKey(name))
                .toList();
        if (inspection.asksTheWorld() || read.contains("params")) {
            return;
        }
        if (read.isEmpty()) {
            var names = loopParams.isEmpty() ? "" : ", which are " + Shown.list(List.copyOf(loopParams.keySet()));
            findings.warning(
                    ProblemCode.ENDLESS,
                    path,
                    "the condition reads none of the loop params" + names + ", so it never changes");
        } else if (read.stream().noneMatch(name -> isSet(name, body))) {
            findings.warning(
                    ProblemCode.ENDLESS,
                    path,
                    "no step of the body has a param " + Shown.choice(read)
                            + ", so the condition never changes; a param of that name sets the loop param for the next"
                            + " iteration");
        }
    }

    private static boolean isSet(String loopParam, Level body) {
        return body.steps().stream().anyMatch(step -> StepScope.declares(body, step, loopParam));
    }
}
