package io.maestro.store;

/**
 * Thrown when this process was taken for dead, because it was not heard of for as long as its lease lasts: others may go on with its
 * runs. Nothing was done, and nothing will be until it has {@linkplain Nodes#rejoin() come back}.
 */
public final class LeaseLostException extends StoreException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the exception.
     *
     * @param message what was refused
     */
    public LeaseLostException(String message) {
        super(message);
    }
}
