package io.maestro.conformance;

/** Thrown when a command is called with arguments that do not make sense. */
public final class WrongCallException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message what is wrong with them
     */
    public WrongCallException(String message) {
        super(message);
    }
}
