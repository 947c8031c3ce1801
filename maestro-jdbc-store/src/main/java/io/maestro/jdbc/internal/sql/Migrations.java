package io.maestro.jdbc.internal.sql;

import io.maestro.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** The versions of the schema, one after the other. */
public final class Migrations {

    private static final List<String> ALL = List.of("V1__init");

    private final Dialect dialect;
    private final Names names;

    /**
     * Creates them.
     *
     * @param dialect the database
     * @param names the names of the tables
     */
    public Migrations(Dialect dialect, Names names) {
        this.dialect = dialect;
        this.names = names;
    }

    /**
     * Returns all that has to be done to an empty database.
     *
     * @return SQL
     */
    public String script() {
        var script = new StringBuilder();
        names.schema()
                .ifPresent(schema -> script.append("create schema if not exists ")
                        .append(schema)
                        .append(";\n\n"));
        for (int version = 1; version <= ALL.size(); version++) {
            script.append(names.in(resource(version))).append(record(version)).append(";\n");
        }
        return script.toString();
    }

    /**
     * Brings the schema to the newest version.
     *
     * @param handle the connection
     */
    public void apply(Handle handle) {
        handle.useTransaction(transaction -> {
            dialect.lockSchema(transaction, names);
            createSchema(transaction);
            int current = current(transaction);
            refuseNewer(current);
            for (int version = current + 1; version <= ALL.size(); version++) {
                for (var statement : statements(names.in(resource(version)))) {
                    transaction.execute(statement);
                }
                transaction.execute(record(version));
            }
        });
    }

    /**
     * Checks that the schema is of the newest version.
     *
     * @param handle the connection
     * @throws StoreException if it is not
     */
    public void check(Handle handle) {
        int current = current(handle);
        refuseNewer(current);
        if (current < ALL.size()) {
            throw new StoreException("the tables are at version " + current + " but version " + ALL.size()
                    + " is needed; apply the migrations, or have the store do it");
        }
    }

    private static void refuseNewer(int current) {
        if (current > ALL.size()) {
            throw new StoreException("the tables are at version " + current + ", which is newer than version "
                    + ALL.size() + " that this release knows; use a newer release");
        }
    }

    private void createSchema(Handle handle) {
        names.schema().ifPresent(schema -> {
            var found = handle.select(
                            "select count(*) from information_schema.schemata where lower(schema_name) = ?", schema)
                    .mapTo(int.class)
                    .one();
            if (found == 0) {
                handle.execute("create schema " + schema);
            }
        });
    }

    private int current(Handle handle) {
        var sql = """
                select count(*) from information_schema.tables
                where lower(table_name) = ? and lower(table_schema) = lower(coalesce(?, cast(current_schema as varchar)))""";
        int found = handle.select(
                        sql, names.prefix() + "schema_version", names.schema().orElse(null))
                .mapTo(int.class)
                .one();
        return found == 0
                ? 0
                : handle.select(names.in("select coalesce(max(version), 0) from {schema_version}"))
                        .mapTo(int.class)
                        .one();
    }

    private String record(int version) {
        return names.in("insert into {schema_version} (version, name) values (" + version + ", '" + ALL.get(version - 1)
                + "')");
    }

    private String resource(int version) {
        var path = "/io/maestro/jdbc/migrations/" + dialect.folder() + '/' + ALL.get(version - 1) + ".sql";
        try (var in = Objects.requireNonNull(Migrations.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the migrations a semicolon ends a statement wherever it stands at the end of a line. */
    private static List<String> statements(String script) {
        var statements = new ArrayList<String>();
        Arrays.stream(script.split(";\n", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .forEach(statements::add);
        return statements;
    }
}
