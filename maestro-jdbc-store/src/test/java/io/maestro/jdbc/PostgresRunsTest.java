package io.maestro.jdbc;

import io.maestro.store.Store;

class PostgresRunsTest extends RunsThatGoOn {

    private final String schema = Postgres.freshSchema();

    @Override
    Store open() {
        return JdbcStore.builder().schema(schema).postgres(Postgres.pool());
    }
}
