package io.maestro.param;

import io.maestro.sel.SelException;
import io.maestro.sel.SelProblem;
import java.util.Locale;

/** Thrown for a param whose expression does not parse, cannot be evaluated, or costs too much. */
public final class ParamExpressionException extends ParamException {

    private static final long serialVersionUID = 1;

    private final transient SelProblem problem;

    /**
     * Creates the exception.
     *
     * @param param the param
     * @param cause the error of its expression
     */
    public ParamExpressionException(String param, SelException cause) {
        super(
                param,
                ParamErrorCategory.EXPRESSION,
                cause.problem().category().name().toLowerCase(Locale.ROOT) + "/"
                        + cause.problem().detail(),
                "has an expression that fails at " + cause.problem(),
                cause);
        this.problem = cause.problem();
    }

    /**
     * Returns what is wrong with the expression, and where.
     *
     * @return the problem
     */
    public SelProblem problem() {
        return problem;
    }
}
