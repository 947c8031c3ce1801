package io.maestro.jdbc;

import io.maestro.store.StoreException;

/** Thrown when params or a value are larger than the store takes; nothing was done. */
public final class PayloadTooLargeException extends StoreException {

    private final transient long size;
    private final transient long limit;

    /**
     * Creates the exception.
     *
     * @param what what is too large
     * @param size how many characters it has as JSON
     * @param limit how many it may have
     */
    public PayloadTooLargeException(String what, long size, long limit) {
        super(what + " must have at most " + limit + " characters as JSON but has " + size);
        this.size = size;
        this.limit = limit;
    }

    /**
     * Returns how large it is.
     *
     * @return the number of characters of its JSON
     */
    public long size() {
        return size;
    }

    /**
     * Returns how large it may be.
     *
     * @return the number of characters
     */
    public long limit() {
        return limit;
    }
}
