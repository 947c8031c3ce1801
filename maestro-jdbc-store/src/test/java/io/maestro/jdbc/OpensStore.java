package io.maestro.jdbc;

import java.nio.file.Path;

/** A program that opens a store, and closes it. */
final class OpensStore {

    private OpensStore() {}

    public static void main(String[] arguments) {
        JdbcStore.h2(Path.of(arguments[0])).close();
    }
}
