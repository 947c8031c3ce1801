package io.maestro.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

class H2HostTransactionsTest extends StartsWithTheHost {

    @TempDir
    private Path folder;

    @Override
    JdbcStore open() {
        return JdbcStore.h2(folder.resolve("store"));
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("store"), "sa", "");
    }
}
