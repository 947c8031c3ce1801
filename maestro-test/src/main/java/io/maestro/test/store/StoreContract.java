package io.maestro.test.store;

import io.maestro.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The suite that every store must pass: what is written at the methods of {@link Store}, under one thread and under several, and
 * against a simple model of a store.
 *
 * {@snippet :
 * class MyStoreTest extends StoreContract {
 *     @Override
 *     protected Store newStore() {
 *         return new MyStore(emptyDatabase());
 *     }
 * }
 * }
 */
public abstract class StoreContract extends PermitContract {

    private Store store;

    /** For subclasses. */
    protected StoreContract() {}

    /**
     * Returns a store in which nothing is.
     *
     * @return the store; it is closed after the test
     */
    protected abstract Store newStore();

    @BeforeEach
    final void open() {
        store = newStore();
    }

    @AfterEach
    final void close() {
        store.close();
    }

    @Override
    final Store store() {
        return store;
    }
}
