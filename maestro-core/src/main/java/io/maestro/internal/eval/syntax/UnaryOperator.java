package io.maestro.internal.eval.syntax;

/** The operators before an operand. */
public enum UnaryOperator {
    /** {@code -}: the negative of a number. */
    MINUS("-"),
    /** {@code +}: the number itself. */
    PLUS("+"),
    /** {@code !}: the other boolean. */
    NOT("!");

    private final String symbol;

    UnaryOperator(String symbol) {
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
