package io.maestro.store;

import io.maestro.error.MaestroException;

/**
 * Thrown when a store could not do what it was asked. Nothing of it was done, unless this is a {@link UnknownOutcomeException}.
 * To try again helps only if this is a {@link StoreUnavailableException}.
 */
public class StoreException extends MaestroException {

    /**
     * Creates the exception.
     *
     * @param message what failed
     */
    public StoreException(String message) {
        super(message);
    }

    /**
     * Creates the exception with its cause.
     *
     * @param message what failed
     * @param cause what made it fail
     */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
