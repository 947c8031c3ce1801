package io.maestro.store;

/**
 * Thrown when a store cannot tell whether a commit happened, because the connection was lost while it waited for the answer: all
 * of it happened or nothing. To find out, commit the same again, as {@link Store#commit} tells.
 */
public class UnknownOutcomeException extends StoreException {

    /**
     * Creates the exception.
     *
     * @param message what failed
     */
    public UnknownOutcomeException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message what failed
     * @param cause what made it fail
     */
    public UnknownOutcomeException(String message, Throwable cause) {
        super(message, cause);
    }
}
