package io.maestro.sel;

/** An expression used up one of its {@link EvalLimits}; the problem's detail names which. */
public final class SelLimitException extends SelException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param problem what is wrong, and where
     */
    public SelLimitException(SelProblem problem) {
        super(problem);
    }
}
