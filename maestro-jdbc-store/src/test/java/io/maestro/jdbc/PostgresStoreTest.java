package io.maestro.jdbc;

import io.maestro.store.Store;
import io.maestro.test.store.StoreContract;

class PostgresStoreTest extends StoreContract {

    @Override
    protected Store newStore() {
        return Postgres.freshStore();
    }
}
