package io.maestro.sel;

import static java.util.Objects.requireNonNull;

/** An expression ended with its own {@code throw}. */
public final class SelThrownException extends SelException {

    private static final long serialVersionUID = 1;

    private final transient String thrown;

    /**
     * Creates the exception.
     *
     * @param problem where the expression threw
     * @param thrown the text that it threw
     */
    public SelThrownException(SelProblem problem, String thrown) {
        super(problem);
        this.thrown = requireNonNull(thrown, "thrown");
    }

    /**
     * Returns the text that the expression threw.
     *
     * @return the text
     */
    public String thrown() {
        return thrown;
    }
}
