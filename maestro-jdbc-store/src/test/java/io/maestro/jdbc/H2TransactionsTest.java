package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2TransactionsTest extends WorksInTransactions {

    @TempDir
    private Path folder;

    @Override
    JdbcStore open() {
        return JdbcStore.builder().stepTransactions(2).h2(folder.resolve("store"));
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "sa", "");
    }

    @Override
    String table() {
        return "booking";
    }

    @Test
    void a_body_that_changes_tables_has_committed_and_is_found_out() {
        var run = run(context -> context.transactionally(Connection.class, connection -> {
            insert(connection, "a");
            try (var statement = connection.createStatement()) {
                statement.execute("create table another (id int)");
            }
            return "done";
        }));

        assertThat(error(run)).contains("has ended the transaction", "create or change tables");
    }
}
