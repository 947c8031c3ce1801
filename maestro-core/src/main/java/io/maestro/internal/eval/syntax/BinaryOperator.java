package io.maestro.internal.eval.syntax;

/** The operators between two operands; a higher precedence binds tighter, equal ones bind from the left. */
public enum BinaryOperator {
    /** {@code ||}: either of two; both sides are evaluated. */
    OR("||", 1),
    /** {@code &&}: both of two; both sides are evaluated. */
    AND("&&", 2),
    /** {@code ==}: the same. */
    EQUAL("==", 3),
    /** {@code !=}: not the same. */
    NOT_EQUAL("!=", 3),
    /** {@code <}: less. */
    LESS("<", 4),
    /** {@code >}: greater. */
    GREATER(">", 4),
    /** {@code <=}: less or the same. */
    LESS_OR_EQUAL("<=", 4),
    /** {@code >=}: greater or the same. */
    GREATER_OR_EQUAL(">=", 4),
    /** {@code +}: the sum; a text and what follows it are joined. */
    ADD("+", 5),
    /** {@code -}: the difference. */
    SUBTRACT("-", 5),
    /** {@code *}: the product. */
    MULTIPLY("*", 6),
    /** {@code /}: the quotient; that of integers is an integer. */
    DIVIDE("/", 6),
    /** {@code %}: the remainder; it has the sign of the left value. */
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

    /** Whether the operator computes a number from numbers. */
    public boolean isArithmetic() {
        return precedence >= 5;
    }

    /** Whether the operator yields a boolean for operands that it accepts. */
    public boolean isComparison() {
        return precedence == 3 || precedence == 4;
    }
}
