package io.maestro.benchmarks;

import io.maestro.jdbc.JdbcStore;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** A database in which nothing is, and which is gone when it is closed. */
interface Database extends AutoCloseable {

    /** Returns what is told of it. */
    String name();

    /** Opens the durable store in it. */
    JdbcStore store();

    /** Opens a connection that knows nothing of the store. */
    Connection connect() throws SQLException;

    /** Has a commit outlive what those of the store outlive. */
    void commit(Connection connection) throws SQLException;

    @Override
    void close() throws IOException;
}
