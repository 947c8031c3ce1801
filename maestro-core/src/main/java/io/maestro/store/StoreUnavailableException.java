package io.maestro.store;

/**
 * Thrown when a store could not do what it was asked because of something that may pass: a lost connection, a deadlock, others in
 * the way. Nothing of it was done, so it can be tried again as it is.
 */
public class StoreUnavailableException extends StoreException {

    /**
     * Creates the exception.
     *
     * @param message what failed
     * @param cause what made it fail
     */
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
