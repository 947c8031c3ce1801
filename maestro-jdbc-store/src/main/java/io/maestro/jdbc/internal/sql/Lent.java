package io.maestro.jdbc.internal.sql;

import java.util.concurrent.Callable;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A connection that somebody has for longer than for a piece of work of the store. */
public interface Lent {

    /**
     * Returns the connection.
     *
     * @return its handle, for {@link #with} and {@link #withPatience} only
     */
    Handle handle();

    /**
     * Does something with the connection, on a thread from which the database need not fear an interrupt.
     *
     * @param work what to do
     * @param <T> what comes of it
     * @return what came of it
     * @throws InterruptedException if the calling thread is interrupted; the work may go on all the same
     * @throws Exception what the work threw
     */
    <T extends @Nullable Object> T with(Callable<T> work) throws Exception;

    /**
     * Does something with the connection, and waits for it even if the calling thread is interrupted.
     *
     * @param work what to do
     */
    void withPatience(Runnable work);

    /** Closes the connection for the owner, or gives it back. It must not be used any more. */
    void giveBack();

    /** Has the database roll back what is under way, while another thread may use the connection; who does must still give it back. */
    void abort();
}
