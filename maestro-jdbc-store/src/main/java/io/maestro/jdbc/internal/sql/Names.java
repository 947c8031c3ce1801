package io.maestro.jdbc.internal.sql;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Where the tables are and what their names begin with. SQL is written with their plain names in braces.
 *
 * @param schema the schema, or empty for the one that a connection has by itself
 * @param prefix what the names of tables and indexes begin with; may be empty
 */
public record Names(Optional<String> schema, String prefix) {

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]{0,29}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(index:)?(\\w+)}");

    /** Checks both: they become part of SQL. */
    public Names {
        schema.ifPresent(name -> check("schema", name));
        if (!prefix.isEmpty()) {
            check("table prefix", prefix);
        }
    }

    private static void check(String what, String name) {
        if (!IDENTIFIER.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the " + what + " must have at most 30 lower-case letters, digits and '_'"
                            + " and not begin with a digit but was '" + name + "'");
        }
    }

    /**
     * Returns SQL with the real names in it.
     *
     * @param sql SQL in which {@code {table}} stands for a table or view, {@code {index:name}} for an index or constraint
     * @return the SQL
     */
    public String in(String sql) {
        return PLACEHOLDER.matcher(sql).replaceAll(this::real);
    }

    private String real(MatchResult found) {
        var name = prefix + found.group(2);
        return found.group(1) != null ? name : schema.map(in -> in + '.' + name).orElse(name);
    }
}
