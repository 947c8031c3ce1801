package io.maestro.definition;

import static java.util.Objects.requireNonNull;

/** How a param of a signal is compared with what is wanted: long values by size, texts by code point. */
public enum SignalOperator {
    /** Equal. */
    EQUAL("="),
    /** Greater. */
    GREATER(">"),
    /** Greater or equal. */
    GREATER_OR_EQUAL(">="),
    /** Less. */
    LESS("<"),
    /** Less or equal. */
    LESS_OR_EQUAL("<=");

    private final String symbol;

    SignalOperator(String symbol) {
        this.symbol = requireNonNull(symbol, "symbol");
    }

    /**
     * Returns the form in JSON.
     *
     * @return such as {@code >=}
     */
    public String symbol() {
        return symbol;
    }

    /**
     * Tells whether more than one value can match.
     *
     * @return false only for {@link #EQUAL}
     */
    public boolean isRange() {
        return this != EQUAL;
    }
}
