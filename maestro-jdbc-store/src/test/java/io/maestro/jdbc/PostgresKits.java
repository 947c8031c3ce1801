package io.maestro.jdbc;

import io.maestro.test.MaestroTest;

/** Says where the PostgreSQL of this build is, as that of a user might be. */
public final class PostgresKits extends MaestroTest.Kits {

    /** For JUnit. */
    public PostgresKits() {
        System.setProperty("maestro.test.postgres", Postgres.url());
    }
}
