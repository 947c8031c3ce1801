package io.maestro.sel;

/** The text of an expression is no program. */
public final class SelSyntaxException extends SelException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param problem what is wrong, and where
     */
    public SelSyntaxException(SelProblem problem) {
        super(problem);
    }
}
