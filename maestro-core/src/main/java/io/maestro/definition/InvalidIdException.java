package io.maestro.definition;

import io.maestro.error.MaestroException;

/** Thrown for a text that cannot be an id. */
public final class InvalidIdException extends MaestroException {

    private final transient String value;

    InvalidIdException(String value, String message) {
        super(message);
        this.value = value;
    }

    /**
     * Returns the text that was refused.
     *
     * @return the text
     */
    public String value() {
        return value;
    }
}
