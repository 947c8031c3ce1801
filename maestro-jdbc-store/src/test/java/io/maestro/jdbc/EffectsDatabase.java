package io.maestro.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.maestro.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A database that outlives those who use it, and which the host and the store share. */
interface EffectsDatabase {

    /** Opens the store. */
    JdbcStore open();

    /** Returns a connection of the host's. */
    Connection connect() throws SQLException;

    /** Returns the name of a table, of the host's or of the store's. */
    String table(String name);

    /** Returns a database: {@code h2} and a path, or {@code postgres}, a URL and a schema. */
    static EffectsDatabase of(String kind, String location, String schema) {
        return kind.equals("h2") ? new H2(location) : new PostgreSql(location, schema);
    }

    /** An H2 file. */
    record H2(String path) implements EffectsDatabase {
        @Override
        public JdbcStore open() {
            return JdbcStore.h2(Path.of(path));
        }

        @Override
        public Connection connect() throws SQLException {
            return DriverManager.getConnection("jdbc:h2:file:" + path + ";MAX_COMPACT_TIME=0", "sa", "");
        }

        @Override
        public String table(String name) {
            return name;
        }
    }

    /** A schema in PostgreSQL. */
    record PostgreSql(String url, String schema) implements EffectsDatabase {
        @Override
        public JdbcStore open() {
            var config = new HikariConfig();
            config.setJdbcUrl(url);
            config.setMaximumPoolSize(8);
            var source = new HikariDataSource(config);
            while (true) {
                try {
                    return JdbcStore.builder().schema(schema).postgres(source);
                } catch (StoreException e) {
                    // The server needs a moment to notice that the process before is gone.
                    if (!String.valueOf(e.getMessage()).contains("is open already")) {
                        throw e;
                    }
                }
            }
        }

        @Override
        public Connection connect() throws SQLException {
            return DriverManager.getConnection(url);
        }

        @Override
        public String table(String name) {
            return schema + '.' + name;
        }
    }
}
