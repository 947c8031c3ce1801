package io.maestro.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a database does on one connection with nothing around it: rows of 200 characters are added and committed. */
final class Floor {

    private static final long REPETITION_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final String TEXT = "x".repeat(200);

    private final Database database;
    private long last;

    private Floor(Database database) {
        this.database = database;
    }

    static List<Figure> measure(Database database) throws Exception {
        var floor = new Floor(database);
        try (var connection = database.connect()) {
            try (var statement = connection.createStatement()) {
                statement.execute("create table floor (id bigint primary key, content varchar(200) not null)");
            }
            connection.setAutoCommit(false);
            try (var insert = connection.prepareStatement("insert into floor (id, content) values (?, ?)")) {
                return List.of(
                        Figure.measure(
                                "floor: JDBC, a row a commit", "rows/s", 2, () -> floor.rate(connection, insert, 1)),
                        Figure.measure(
                                "floor: JDBC, 100 rows a commit",
                                "rows/s",
                                2,
                                () -> floor.rate(connection, insert, 100)));
            }
        }
    }

    private double rate(Connection connection, PreparedStatement insert, int rowsPerCommit) throws SQLException {
        long before = last;
        long start = System.nanoTime();
        long elapsed = 0;
        while (elapsed < REPETITION_NANOS) {
            for (int i = 0; i < rowsPerCommit; i++) {
                insert.setLong(1, ++last);
                insert.setString(2, TEXT);
                insert.addBatch();
            }
            insert.executeBatch();
            database.commit(connection);
            elapsed = System.nanoTime() - start;
        }
        return (last - before) * 1e9 / elapsed;
    }
}
