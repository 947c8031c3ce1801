package io.maestro.error;

/**
 * The root of every exception that Maestro throws on purpose. Unchecked. There is a class for each thing that a caller
 * might handle; it lives with its feature and carries what the message is made of.
 */
public abstract class MaestroException extends RuntimeException {

    /**
     * Creates the exception.
     *
     * @param message what was wrong, the value, and what would be right
     */
    protected MaestroException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what was wrong, the value, and what would be right
     * @param cause what made it fail
     */
    protected MaestroException(String message, Throwable cause) {
        super(message, cause);
    }
}
