package io.maestro;

import static java.util.Objects.requireNonNull;

import io.maestro.internal.engine.SystemClock;
import io.maestro.internal.engine.SystemWorld;
import io.maestro.internal.eval.EvalHost;
import io.maestro.internal.eval.Expression;
import io.maestro.sel.EvalLimits;

/**
 * The expression language by itself, without an engine: for rules that the users of an application may write, as the conditions
 * of workflows are written. An expression reaches nothing but its inputs, the clock and chance, and each evaluation ends within
 * its {@link EvalLimits}, whatever its author wrote.
 *
 * {@snippet :
 * SelExpression isLarge = Sel.compile("rows > 1000 && !region.startsWith('test')");
 *
 * boolean large = isLarge.evaluate(Map.of("rows", 5_000, "region", "eu")).asBoolean();
 * }
 */
public final class Sel {

    private static final EvalHost HOST = EvalHost.of(new SystemWorld(new SystemClock()));

    private Sel() {}

    /**
     * Compiles an expression, with the default limits.
     *
     * @param text the expression
     * @return the compiled expression; keep it, for compiling takes far longer than evaluating
     * @throws io.maestro.sel.SelSyntaxException if the text is no expression
     * @throws io.maestro.sel.SelLimitException if it is too long or nested too deeply
     */
    public static SelExpression compile(String text) {
        return compile(text, EvalLimits.defaults());
    }

    /**
     * Compiles an expression.
     *
     * @param text the expression
     * @param limits what the text and each evaluation may use
     * @return the compiled expression; keep it, for compiling takes far longer than evaluating
     * @throws io.maestro.sel.SelSyntaxException if the text is no expression
     * @throws io.maestro.sel.SelLimitException if it is too long or nested too deeply
     */
    public static SelExpression compile(String text, EvalLimits limits) {
        requireNonNull(text, "text");
        return new CompiledExpression(Expression.compile(text, limits), host());
    }

    /** Returns the world of expressions that are asked for no other: the system's clock, and dates in UTC. */
    static EvalHost host() {
        return HOST;
    }
}
