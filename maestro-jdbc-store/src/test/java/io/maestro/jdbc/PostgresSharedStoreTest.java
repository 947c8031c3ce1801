package io.maestro.jdbc;

import io.maestro.store.Store;
import io.maestro.test.store.SharedStoreContract;
import java.sql.SQLException;
import java.time.Duration;

class PostgresSharedStoreTest extends SharedStoreContract {

    private final String schema = Postgres.freshSchema();

    @Override
    protected Store open(String name) {
        return JdbcStore.builder()
                .schema(schema)
                .nodeName(name)
                .lease(Duration.ofSeconds(1))
                .postgres(Postgres.pool());
    }

    @Override
    protected void bury(long node) {
        try (var connection = Postgres.server().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("update " + schema + ".maestro_node set live = false where id = " + node);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
