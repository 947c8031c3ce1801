package io.maestro.internal.eval.params;

import static java.util.Objects.requireNonNull;

import io.maestro.internal.eval.Expression;
import io.maestro.sel.EvalLimits;
import java.util.function.Function;

/**
 * Makes expressions and texts ready to be evaluated. The host may give functions that remember what they made.
 *
 * @param expressions compiles an expression; throws a {@link io.maestro.sel.SelException} if it is none
 * @param texts parses a text with references
 */
public record Compilers(Function<String, Expression> expressions, Function<String, Interpolation> texts) {

    /** Checks that nothing is null. */
    public Compilers {
        requireNonNull(expressions, "expressions");
        requireNonNull(texts, "texts");
    }

    /**
     * Returns compilers that remember nothing.
     *
     * @param limits what each expression may use
     * @return the compilers
     */
    public static Compilers forgetful(EvalLimits limits) {
        return new Compilers(text -> Expression.compile(text, limits), Interpolation::parse);
    }
}
