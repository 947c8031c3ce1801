package io.maestro.internal.eval.syntax;

/** The operators that change a variable. */
public enum AssignOperator {
    /** {@code =}. */
    SET("="),
    /** {@code +=}. */
    ADD("+="),
    /** {@code -=}. */
    SUBTRACT("-="),
    /** {@code *=}. */
    MULTIPLY("*="),
    /** {@code /=}. */
    DIVIDE("/="),
    /** {@code %=}. */
    REMAINDER("%=");

    private final String symbol;

    AssignOperator(String symbol) {
        this.symbol = symbol;
    }

    /**
     * Returns how the operator is written.
     *
     * @return the symbol
     */
    public String symbol() {
        return symbol;
    }
}
