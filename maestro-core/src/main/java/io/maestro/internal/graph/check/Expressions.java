package io.maestro.internal.graph.check;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.Predicate;
import io.maestro.internal.eval.check.Constant;
import io.maestro.internal.eval.check.Inspection;
import io.maestro.internal.eval.coercion.Coerced;
import io.maestro.internal.eval.coercion.Coercion;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelException;
import io.maestro.sel.SelProblem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The expressions of a definition. Each text is looked at once, however often it occurs. */
final class Expressions {

    private final Map<String, Look> looks = new HashMap<>();

    /** What a look at a text tells. */
    sealed interface Look {}

    /**
     * It is an expression.
     *
     * @param inspection what it names
     * @param constant what every evaluation comes to, if that is known
     */
    record Sound(Inspection inspection, Optional<Constant> constant) implements Look {
        /** Checks that nothing is null. */
        Sound {
            requireNonNull(inspection, "inspection");
            requireNonNull(constant, "constant");
        }
    }

    /**
     * It is none.
     *
     * @param problem what is wrong with it, and where
     */
    record Broken(SelProblem problem) implements Look {
        /** Checks that the problem is there. */
        Broken {
            requireNonNull(problem, "problem");
        }
    }

    Look look(String text) {
        return looks.computeIfAbsent(text, Expressions::fresh);
    }

    private static Look fresh(String text) {
        try {
            var inspection = Inspection.of(text, EvalLimits.defaults());
            return new Sound(inspection, inspection.constant());
        } catch (SelException e) {
            return new Broken(e.problem());
        }
    }

    /** Returns what is known of a condition. */
    Truth truth(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Always always -> Truth.ALWAYS;
            case Predicate.Code code -> Truth.OPEN;
            case Predicate.Expression(var text) ->
                switch (look(text)) {
                    case Sound sound -> sound.constant().map(Expressions::truth).orElse(Truth.OPEN);
                    case Broken broken -> Truth.OPEN;
                };
        };
    }

    private static Truth truth(Constant constant) {
        return switch (constant) {
            case Constant.Value(var value) -> truth(value).orElse(false) ? Truth.ALWAYS : Truth.NEVER;
            case Constant.Failure failure -> Truth.NEVER;
        };
    }

    /** Returns what a value means as a condition, or empty if it is neither true nor false. */
    static Optional<Boolean> truth(ParamValue value) {
        return Coercion.to(ParamType.BOOLEAN, value).map(Coerced::value).map(ParamValue.of(true)::equals);
    }
}
