package io.maestro.internal.eval.syntax;

/** The operators between two operands; a higher precedence binds tighter, equal ones bind from the left. */
public enum BinaryOperator {
    /** {@code ||}; evaluates both sides. */
    OR("||", 1),
    /** {@code &&}; evaluates both sides. */
    AND("&&", 2),
    /** {@code ==}. */
    EQUAL("==", 3),
    /** {@code !=}. */
    NOT_EQUAL("!=", 3),
    /** {@code <}. */
    LESS("<", 4),
    /** {@code >}. */
    GREATER(">", 4),
    /** {@code <=}. */
    LESS_OR_EQUAL("<=", 4),
    /** {@code >=}. */
    GREATER_OR_EQUAL(">=", 4),
    /** {@code +}. */
    ADD("+", 5),
    /** {@code -}. */
    SUBTRACT("-", 5),
    /** {@code *}. */
    MULTIPLY("*", 6),
    /** {@code /}. */
    DIVIDE("/", 6),
    /** {@code %}. */
    REMAINDER("%", 6);

    private final String symbol;
    private final int precedence;

    BinaryOperator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    /**
     * Returns how the operator is written.
     *
     * @return the symbol
     */
    public String symbol() {
        return symbol;
    }

    /**
     * Returns how tight the operator binds.
     *
     * @return the precedence
     */
    public int precedence() {
        return precedence;
    }

    /** Whether the operator yields a boolean for operands that it accepts. */
    public boolean isComparison() {
        return precedence == 3 || precedence == 4;
    }
}
