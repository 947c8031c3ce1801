package io.maestro.jdbc;

import io.maestro.store.Store;
import io.maestro.test.store.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2StoreTest extends StoreContract {

    @TempDir
    private Path folder;

    @Override
    protected Store newStore() {
        return JdbcStore.h2(folder.resolve("store"));
    }
}
