package io.maestro.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.maestro.Maestro;
import io.maestro.MaestroBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A PostgreSQL server that is started once for all tests, and connections to it. */
final class Postgres {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static final Duration LEASE = Duration.ofSeconds(6);

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();
        static final HikariDataSource POOL = pool(16, "tests");
    }

    private Postgres() {}

    private static EmbeddedPostgres start() {
        try {
            var server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "200")
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns a builder of a node that shares a schema with others and waits for no body. However busy the machine is, it is not taken for dead
     * unless a test says so.
     */
    static MaestroBuilder node(String schema, String name) {
        return Maestro.builder()
                .store(JdbcStore.builder()
                        .schema(schema)
                        .nodeName(name)
                        .lease(LEASE)
                        .postgres(pool()))
                .drainLimit(Duration.ZERO)
                .stopGrace(Duration.ofMillis(100));
    }

    /** Returns the pool that tests share. */
    static DataSource pool() {
        return Server.POOL;
    }

    /** Returns a pool whose connections go by a name. */
    static HikariDataSource pool(int size, String name) {
        var config = new HikariConfig();
        config.setDataSource(server());
        config.setMaximumPoolSize(size);
        config.setConnectionInitSql("set application_name = '" + name + "'");
        return new HikariDataSource(config);
    }

    /** Returns the server, each connection a new one. */
    static DataSource server() {
        return Server.INSTANCE.getPostgresDatabase();
    }

    /** Returns where another process finds the server. */
    static String url() {
        return Server.INSTANCE.getJdbcUrl("postgres", "postgres");
    }

    /** Returns the name of a schema that nobody else has. */
    static String freshSchema() {
        return "test" + SCHEMAS.incrementAndGet();
    }

    /** Returns a store in which nothing is. */
    static JdbcStore freshStore() {
        return JdbcStore.builder().schema(freshSchema()).postgres(pool());
    }
}
