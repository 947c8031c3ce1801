package io.maestro.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

class PostgresHostTransactionsTest extends StartsWithTheHost {

    private final String schema = Postgres.freshSchema();

    @Override
    JdbcStore open() {
        return JdbcStore.builder().schema(schema).postgres(Postgres.pool());
    }

    @Override
    Connection connect() throws SQLException {
        return Postgres.server().getConnection();
    }
}
