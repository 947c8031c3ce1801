package io.maestro.benchmarks;

import io.maestro.jdbc.Durability;
import io.maestro.jdbc.JdbcStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;

/**
 * Files of H2 in a folder for temporary ones.
 *
 * @param durability what a commit outlives
 * @param folder the folder
 */
record H2Database(Durability durability, Path folder) implements Database {

    static H2Database open(Durability durability) throws IOException {
        return new H2Database(durability, Files.createTempDirectory("maestro-bench"));
    }

    @Override
    public String name() {
        return "H2, " + durability;
    }

    @Override
    public JdbcStore store() {
        return JdbcStore.builder().durability(durability).h2(folder.resolve("store"));
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("floor") + ";WRITE_DELAY=0", "sa", "");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
        if (durability == Durability.SURVIVES_POWER_LOSS) {
            try (var statement = connection.createStatement()) {
                statement.execute("checkpoint sync");
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
