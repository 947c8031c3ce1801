package io.maestro.sel;

/** An expression cannot be evaluated with these inputs. */
public final class SelEvaluationException extends SelException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param problem what is wrong, and where
     */
    public SelEvaluationException(SelProblem problem) {
        super(problem);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param problem what is wrong, and where
     * @param cause what made it fail
     */
    public SelEvaluationException(SelProblem problem, Throwable cause) {
        super(problem, cause);
    }
}
