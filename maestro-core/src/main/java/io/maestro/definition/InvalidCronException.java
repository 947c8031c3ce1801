package io.maestro.definition;

import io.maestro.error.MaestroException;

/** Thrown for a text that is no cron expression. */
public final class InvalidCronException extends MaestroException {

    private static final long serialVersionUID = 1;

    private final transient String expression;

    InvalidCronException(String expression, String message) {
        super(message);
        this.expression = expression;
    }

    /**
     * Returns the text that was refused.
     *
     * @return the text
     */
    public String expression() {
        return expression;
    }
}
