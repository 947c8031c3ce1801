package io.maestro.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** A database that outlives those who use it. */
interface KillDatabase {

    /** Returns how a victim is told of it: the kind, where it is, and the schema. */
    List<String> arguments();

    /** Returns what the names of the tables begin with. */
    String tables();

    Connection connect() throws SQLException;

    static KillDatabase h2(Path file) {
        return new KillDatabase() {
            @Override
            public List<String> arguments() {
                return List.of("h2", file.toString(), "none");
            }

            @Override
            public String tables() {
                return "maestro_";
            }

            @Override
            public Connection connect() throws SQLException {
                return DriverManager.getConnection("jdbc:h2:file:" + file + ";MAX_COMPACT_TIME=0", "sa", "");
            }
        };
    }

    static KillDatabase postgres() {
        var schema = Postgres.freshSchema();
        return new KillDatabase() {
            @Override
            public List<String> arguments() {
                return List.of("postgres", Postgres.url(), schema);
            }

            @Override
            public String tables() {
                return schema + ".maestro_";
            }

            @Override
            public Connection connect() throws SQLException {
                return Postgres.server().getConnection();
            }
        };
    }
}
