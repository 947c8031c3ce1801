package io.maestro.internal.graph.check;

import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.error.Severity;
import io.maestro.internal.eval.check.Constant;
import io.maestro.internal.eval.check.Inspection;
import io.maestro.internal.eval.coercion.Coercion;
import io.maestro.internal.eval.coercion.ParamJson;
import io.maestro.internal.eval.params.Interpolation;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.sel.SelProblem;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Checks expressions and texts, and what they refer to. */
final class ExpressionCheck {

    private static final String PARAMS = "params";

    /** What most edges say that have no condition. */
    private static final Set<String> PLAINLY_TRUE = Set.of("true", "true;");

    private final Findings findings;
    private final Expressions expressions;

    ExpressionCheck(Findings findings, Expressions expressions) {
        this.findings = findings;
        this.expressions = expressions;
    }

    /**
     * Checks the expression of a param.
     *
     * @param type the declared type of the param; empty for a member of a MAP, which takes whatever comes
     * @return the names that it refers to
     */
    Set<String> param(String path, String text, Optional<ParamType> type, Scope scope) {
        return switch (check(path, text, scope)) {
            case Expressions.Broken broken -> Set.of();
            case Expressions.Sound sound -> {
                constant(sound).ifPresent(constant -> param(path, constant, type, scope));
                yield names(sound.inspection());
            }
        };
    }

    private void param(String path, Constant constant, Optional<ParamType> type, Scope scope) {
        switch (constant) {
            case Constant.Failure(var problem) ->
                add(ProblemCode.NO_VALUE, scope.severity(), path, "fails each time, ", problem);
            case Constant.Value(var value) ->
                type.filter(declared -> Coercion.to(declared, value).isEmpty())
                        .ifPresent(declared -> findings.add(Problem.of(
                                ProblemCode.WRONG_TYPE,
                                scope.severity(),
                                path,
                                "comes to " + shown(value) + ", which is no " + declared)));
        }
    }

    private static Set<String> names(Inspection inspection) {
        var names = new LinkedHashSet<String>();
        inspection.references().forEach(mention -> names.add(mention.name()));
        names.remove(PARAMS);
        return names;
    }

    private static String shown(ParamValue value) {
        return "the " + value.type() + " " + ParamJson.of(value);
    }

    /**
     * Checks a text with references.
     *
     * @return the names that it refers to
     */
    Set<String> text(String path, String text, Scope scope) {
        var names = new LinkedHashSet<String>();
        for (var segment : Interpolation.parse(text).segments()) {
            if (segment instanceof Interpolation.Reference(var name) && names.add(name)) {
                scope.check(name)
                        .ifPresent(bad -> findings.add(Problem.of(bad.code(), scope.severity(), path, bad.message())
                                .suggesting(bad.suggestion())));
            }
        }
        return names;
    }

    /** Checks the condition of a transition, or of another iteration, and warns if it comes to the same each time. */
    void condition(String path, String text, Scope scope) {
        if (check(path, text, scope) instanceof Expressions.Sound sound && !PLAINLY_TRUE.contains(text.trim())) {
            constant(sound).ifPresent(constant -> condition(path, constant));
        }
    }

    private void condition(String path, Constant constant) {
        switch (constant) {
            case Constant.Failure(var problem) ->
                add(ProblemCode.CONSTANT_CONDITION, Severity.WARNING, path, "fails each time, ", problem);
            case Constant.Value(var value) ->
                findings.warning(
                        ProblemCode.CONSTANT_CONDITION,
                        path,
                        Expressions.truth(value)
                                .map(truth -> "the condition is " + truth + " each time")
                                .orElseGet(() -> "the condition comes to " + shown(value)
                                        + ", which is neither true nor false"));
        }
    }

    /** What is certain to fail is told already. */
    private static Optional<Constant> constant(Expressions.Sound sound) {
        return sound.inspection().findings().stream().anyMatch(Inspection.Finding::isCertain)
                ? Optional.empty()
                : sound.constant();
    }

    private Expressions.Look check(String path, String text, Scope scope) {
        var look = expressions.look(text);
        switch (look) {
            case Expressions.Broken(var problem) -> add(ProblemCode.EXPRESSION, Severity.ERROR, path, "", problem);
            case Expressions.Sound sound -> names(path, sound.inspection(), scope);
        }
        return look;
    }

    private void names(String path, Inspection inspection, Scope scope) {
        for (var finding : inspection.findings()) {
            var severity = finding.isCertain() ? scope.severity() : Severity.WARNING;
            add(ProblemCode.EXPRESSION, severity, path, "", finding.problem());
        }
        for (var mention : inspection.references()) {
            if (!mention.name().equals(PARAMS)) {
                scope.check(mention.name()).ifPresent(bad -> {
                    var problem = inspection.problem(mention, bad.message(), bad.suggestion());
                    add(bad.code(), scope.severity(), path, "", problem);
                });
            }
        }
        for (var ask : inspection.asks()) {
            // The question may stand where no evaluation comes.
            scope.check(ask).ifPresent(bad -> {
                var problem = inspection.problem(ask, bad.message(), bad.suggestion());
                add(bad.code(), Severity.WARNING, path, "", problem);
            });
        }
    }

    private void add(ProblemCode code, Severity severity, String path, String how, SelProblem problem) {
        var message = how + "at " + problem.position() + ": " + problem.message();
        findings.add(Problem.of(code, severity, path, message)
                .suggesting(problem.suggestion())
                .showing(problem.excerpt()));
    }
}
