package io.maestro.jdbc.internal.sql;

import io.maestro.store.StoreException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jdbi.v3.core.Handle;

/** The right to write, which one process has at a time. */
public sealed interface Claim extends AutoCloseable permits FileClaim, AdvisoryClaim {

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

    /** Has the right looked at again before it is used: a connection was lost. */
    void suspect();

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
