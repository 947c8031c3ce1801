package io.maestro.test;

import io.maestro.store.ScratchDatabase;
import io.maestro.store.Store;
import java.util.concurrent.atomic.AtomicBoolean;

/** A database over which there is one store, which is open already. */
final class LoneStore implements ScratchDatabase {

    private final Store store;
    private final AtomicBoolean opened = new AtomicBoolean();

    LoneStore(Store store) {
        this.store = store;
    }

    @Override
    public Store open(String node) {
        if (opened.getAndSet(true)) {
            throw new IllegalStateException(
                    "a store that has nodes is opened anew for each engine, and this kit was given one that"
                            + " is open; give it a database instead");
        }
        return store;
    }

    /** The store was closed. */
    @Override
    public void close() {}
}
