package io.maestro.jdbc.internal.sql;

import io.maestro.store.StoreException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jdbi.v3.core.Handle;

/** The right to write: to a file that nobody else has open, or as a node among others. */
public interface Claim extends AutoCloseable {

    /**
     * Writes down who has the right, once the tables are there.
     *
     * @param handle a connection
     */
    void enter(Handle handle);

    /**
     * Makes sure that the right is still there.
     *
     * @throws StoreException if it is not
     */
    void ensure();

    @Override
    void close();

    /**
     * Returns what people call this process.
     *
     * @return its id and its host
     */
    static String node() {
        var process = "process " + ProcessHandle.current().pid();
        try {
            return process + " on " + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return process;
        }
    }
}
