package io.maestro.jdbc.internal.sql;

import java.sql.Connection;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ParsedParameters;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
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
        jdbi.getConfig(SqlStatements.class)
                .setTemplateEngine(TemplateEngine.NOP)
                .setSqlParser(new Positional());
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi;
    }

    /** Takes each {@code ?} outside quotes for a parameter. JDBI's own parsers load a hundred classes more, and look for names. */
    private static final class Positional implements SqlParser {

        @Override
        public ParsedSql parse(String sql, StatementContext context) {
            int count = 0;
            boolean quoted = false;
            for (int i = 0; i < sql.length(); i++) {
                char next = sql.charAt(i);
                quoted ^= next == '\'';
                count += next == '?' && !quoted ? 1 : 0;
            }
            return ParsedSql.of(sql, ParsedParameters.positional(count));
        }

        @Override
        public String nameParameter(String name, StatementContext context) {
            throw new UnsupportedOperationException("parameters have no names here");
        }
    }

    /** Returns a handle to a connection of the host's, which need not be closed, and must not: that would end its transaction. */
    static Handle over(Connection connection) {
        return on(Jdbi.create(connection)).open();
    }
}
