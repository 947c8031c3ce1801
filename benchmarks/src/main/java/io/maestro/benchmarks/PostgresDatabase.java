package io.maestro.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.maestro.jdbc.JdbcStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A PostgreSQL server of its own on this machine, with everything on that makes a commit outlive the power: as it comes from its
 * makers, not as servers for tests are set up.
 *
 * @param server the server
 * @param pool connections to it
 */
record PostgresDatabase(EmbeddedPostgres server, HikariDataSource pool) implements Database {

    private static final List<String> ON = List.of("fsync", "synchronous_commit", "full_page_writes");

    static PostgresDatabase open() throws IOException, SQLException {
        var builder = EmbeddedPostgres.builder();
        ON.forEach(setting -> builder.setServerConfig(setting, "on"));
        var server = builder.start();
        var config = new HikariConfig();
        config.setDataSource(server.getPostgresDatabase());
        config.setMaximumPoolSize(16);
        var database = new PostgresDatabase(server, new HikariDataSource(config));
        database.check();
        return database;
    }

    private void check() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var setting : ON) {
                try (var result = statement.executeQuery("show " + setting)) {
                    if (!result.next() || !result.getString(1).equals("on")) {
                        throw new IllegalStateException("the server has " + setting + " off");
                    }
                }
            }
        }
    }

    @Override
    public String name() {
        return "PostgreSQL, " + String.join(" and ", ON) + " on";
    }

    @Override
    public JdbcStore store() {
        return JdbcStore.postgres(pool);
    }

    @Override
    public Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    /** Returns where another process connects to it. */
    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    @Override
    public void close() throws IOException {
        pool.close();
        server.close();
    }
}
