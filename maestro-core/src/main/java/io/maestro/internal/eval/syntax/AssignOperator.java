package io.maestro.internal.eval.syntax;

/** The operators that change a variable. */
public enum AssignOperator {
    /** {@code =}: assigns, and comes to what was assigned. */
    SET("="),
    /** {@code +=}: assigns the sum, or a text that is longer by another. */
    ADD("+="),
    /** {@code -=}: assigns the difference. */
    SUBTRACT("-="),
    /** {@code *=}: assigns the product. */
    MULTIPLY("*="),
    /** {@code /=}: assigns the quotient. */
    DIVIDE("/="),
    /** {@code %=}: assigns the remainder. */
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
