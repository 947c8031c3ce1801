package io.maestro.store;

import java.util.List;

/** A transaction of the host in the database of a store. The host commits it, or rolls it back. */
@FunctionalInterface
public interface HostTransaction {

    /**
     * Records something, which happens if and only if the transaction is committed.
     *
     * @param commit what to record
     * @return the new runs, as {@link Store#commit} returns them
     * @throws StoreException if nothing was recorded; the host should roll its transaction back
     */
    List<Begun> record(Commit commit);
}
