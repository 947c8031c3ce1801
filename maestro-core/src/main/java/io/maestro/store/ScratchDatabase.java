package io.maestro.store;

/** A database of one test, which is gone afterwards. Thread-safe. */
public interface ScratchDatabase extends AutoCloseable {

    /**
     * Opens a store over the database, in which is what other stores have left there. A store that has {@linkplain Store#nodes nodes} may be
     * opened again while others are open; any other only when that before it is closed.
     *
     * @param node what people call the node, where there are nodes
     * @return the store, which whoever asked closes before the database
     */
    Store open(String node);

    /**
     * Has a node be taken for dead, as if it had not been heard of for long.
     *
     * @param node its {@linkplain Nodes#self number}
     * @throws UnsupportedOperationException if stores over this database have no nodes
     */
    default void bury(long node) {
        throw new UnsupportedOperationException("the stores over this database have no nodes");
    }

    /** Deletes everything. All stores over it must be closed. */
    @Override
    void close();
}
