package io.maestro.jdbc.internal.sql;

import java.sql.Connection;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.TemplateEngine;

/** JDBI as the store uses it: SQL is taken as it is written, and what is sent with it stays out of messages. */
public final class PlainSql {

    private PlainSql() {}

    /**
     * Sets JDBI up.
     *
     * @param jdbi what opens connections
     * @return the same
     */
    public static Jdbi on(Jdbi jdbi) {
        jdbi.getConfig(SqlStatements.class).setTemplateEngine(TemplateEngine.NOP);
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi;
    }

    /** Returns a handle to a connection of the host's, which need not be closed, and must not: that would end its transaction. */
    static Handle over(Connection connection) {
        return on(Jdbi.create(connection)).open();
    }
}
