package io.maestro.jdbc;

import io.maestro.store.ScratchDatabase;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import io.maestro.store.StoreProvider;
import io.maestro.value.ValueCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Makes databases for tests that are files of H2, each in a temporary folder of its own. Found as {@code h2}. Thread-safe. */
public final class H2StoreProvider implements StoreProvider {

    private static final String DRIVER = "org.h2.Driver";

    /** For {@link java.util.ServiceLoader}. */
    public H2StoreProvider() {}

    @Override
    public String name() {
        return "h2";
    }

    @Override
    public Optional<ValueCodec> values() {
        return Optional.of(JdbcStoreBuilder.standardValues());
    }

    @Override
    public ScratchDatabase scratch() {
        Drivers.require(DRIVER, "H2", "com.h2database:h2");
        try {
            return new Folder(Files.createTempDirectory("maestro-test"));
        } catch (IOException e) {
            throw new StoreException("no temporary folder can be made for a store: " + e.getMessage(), e);
        }
    }

    private record Folder(Path path) implements ScratchDatabase {
        @Override
        public Store open(String node) {
            return JdbcStore.builder().nodeName(node).h2(path.resolve("store"));
        }

        @Override
        public void close() {
            try {
                Files.walkFileTree(path, new Deletion());
            } catch (IOException e) {
                throw new UncheckedIOException("the folder of a store that is no longer needed stays", e);
            }
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
