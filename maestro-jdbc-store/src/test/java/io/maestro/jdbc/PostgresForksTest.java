package io.maestro.jdbc;

import io.maestro.store.Store;

class PostgresForksTest extends ForksThatOutliveSources {

    private final String schema = Postgres.freshSchema();

    @Override
    Store open() {
        return JdbcStore.builder().schema(schema).postgres(Postgres.pool());
    }
}
