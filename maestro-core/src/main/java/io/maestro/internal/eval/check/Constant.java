package io.maestro.internal.eval.check;

import static java.util.Objects.requireNonNull;

import io.maestro.internal.eval.EvalHost;
import io.maestro.internal.eval.Expression;
import io.maestro.internal.eval.port.Ambient;
import io.maestro.internal.eval.port.EvalResult;
import io.maestro.param.ParamValue;
import io.maestro.sel.EvalLimits;
import io.maestro.sel.SelException;
import io.maestro.sel.SelLimitException;
import io.maestro.sel.SelProblem;
import java.util.Map;
import java.util.Optional;

/** What an expression that depends on nothing comes to in every evaluation. */
public sealed interface Constant {

    /** Enough for everything that anyone would call constant. */
    EvalLimits LITTLE = EvalLimits.defaults().withOperations(5_000).withMemory(100_000);

    /**
     * It comes to a value.
     *
     * @param value the value
     */
    record Value(ParamValue value) implements Constant {
        /** Checks that the value is there. */
        public Value {
            requireNonNull(value, "value");
        }
    }

    /**
     * It fails.
     *
     * @param problem why, and where
     */
    record Failure(SelProblem problem) implements Constant {
        /** Checks that the problem is there. */
        public Failure {
            requireNonNull(problem, "problem");
        }
    }

    /** Evaluates an expression, unless it reads something; what asks the world, or takes long, is not constant. */
    static Optional<Constant> of(Expression expression) {
        if (!expression.references().isEmpty()) {
            return Optional.empty();
        }
        var world = new WatchedWorld();
        var constant = evaluated(expression.text(), world);
        return world.wasAsked() ? Optional.empty() : constant;
    }

    private static Optional<Constant> evaluated(String text, Ambient world) {
        try {
            var result = Expression.compile(text, LITTLE).evaluate(Map.of(), EvalHost.of(world));
            return result instanceof EvalResult.Value(var value) ? Optional.of(new Value(value)) : Optional.empty();
        } catch (SelLimitException e) {
            return Optional.empty();
        } catch (SelException e) {
            return Optional.of(new Failure(e.problem()));
        }
    }
}
