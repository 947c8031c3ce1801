package io.maestro.value;

import io.maestro.error.MaestroException;

/** Thrown when a value of Java code cannot be written as text, or not be read back from it. */
public class ValueCodecException extends MaestroException {

    /**
     * Creates the exception.
     *
     * @param message what was wrong with the value and what would be right
     */
    public ValueCodecException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what was wrong with the value and what would be right
     * @param cause what told so
     */
    public ValueCodecException(String message, Throwable cause) {
        super(message, cause);
    }
}
