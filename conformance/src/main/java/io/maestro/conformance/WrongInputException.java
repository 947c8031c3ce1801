package io.maestro.conformance;

/** Thrown when a file that a command is to read is not there, or holds something else than it should. */
public final class WrongInputException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, on one line
     */
    public WrongInputException(String message) {
        super(message);
    }
}
