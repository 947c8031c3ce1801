package io.maestro.jdbc.internal.table;

import io.maestro.jdbc.internal.sql.Names;
import io.maestro.store.StoreException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * What tells the tables of a store from those of all others.
 *
 * @param names the names of the tables
 * @param value the identity
 */
public record Identity(Names names, String value) {

    /**
     * Reads it.
     *
     * @param handle a connection to the store's database
     * @param names the names of the tables
     * @return the identity
     */
    public static Identity of(Handle handle, Names names) {
        return new Identity(names, read(handle, names).orElseThrow());
    }

    private static Optional<String> read(Handle handle, Names names) {
        return handle.select(names.in("select identity from {store_identity}"))
                .mapTo(String.class)
                .findOne();
    }

    /**
     * Makes sure that a connection is to the database of this store, and sees its tables.
     *
     * @param handle a connection of the host's
     * @throws StoreException if it is not
     */
    public void require(Handle handle) {
        Optional<String> found;
        try {
            found = read(handle, names);
        } catch (JdbiException e) {
            throw new StoreException(elsewhere(), e);
        }
        if (!found.equals(Optional.of(value))) {
            throw new StoreException(elsewhere());
        }
    }

    private String elsewhere() {
        return "the host's connection is to another database, or sees another schema, than that of this store: its table "
                + names.in("{store_identity}") + " is not there";
    }
}
