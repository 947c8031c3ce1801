package io.maestro.jdbc;

import io.maestro.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2ForksTest extends ForksThatOutliveSources {

    @TempDir
    private Path folder;

    @Override
    Store open() {
        return JdbcStore.h2(folder.resolve("store"));
    }
}
