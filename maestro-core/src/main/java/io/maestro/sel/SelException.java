package io.maestro.sel;

import io.maestro.error.MaestroException;

/** The root of every error of an expression: it does not parse, it cannot be evaluated, or it costs too much. */
public abstract sealed class SelException extends MaestroException
        permits SelSyntaxException, SelEvaluationException, SelLimitException, SelThrownException {

    private static final long serialVersionUID = 1;

    private final transient SelProblem problem;

    /**
     * Creates the exception.
     *
     * @param problem what is wrong, and where
     */
    protected SelException(SelProblem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    /**
     * Creates the exception with its cause.
     *
     * @param problem what is wrong, and where
     * @param cause what made it fail
     */
    protected SelException(SelProblem problem, Throwable cause) {
        super(problem.toString(), cause);
        this.problem = problem;
    }

    /**
     * Returns what is wrong, and where.
     *
     * @return the problem
     */
    public SelProblem problem() {
        return problem;
    }
}
