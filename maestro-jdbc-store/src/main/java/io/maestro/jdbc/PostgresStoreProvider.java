package io.maestro.jdbc;

import static java.util.Objects.requireNonNull;

import io.maestro.jdbc.internal.sql.KeptConnections;
import io.maestro.store.ScratchDatabase;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import io.maestro.store.StoreProvider;
import io.maestro.value.ValueCodec;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes databases for tests that are schemas of a PostgreSQL. Found as {@code postgres}; where the server is, the system property {@code
 * maestro.test.postgres} says, or the environment variable {@code MAESTRO_TEST_POSTGRES}: a JDBC URL, such as {@code
 * jdbc:postgresql://localhost/test?user=me&password=mine}. Whoever connects must be allowed to create schemas. Thread-safe.
 */
public final class PostgresStoreProvider implements StoreProvider {

    private static final String DRIVER = "org.postgresql.Driver";
    private static final String PROPERTY = "maestro.test.postgres";
    private static final String VARIABLE = "MAESTRO_TEST_POSTGRES";

    private final @Nullable DataSource given;

    /** For {@link java.util.ServiceLoader}. */
    public PostgresStoreProvider() {
        this(null);
    }

    private PostgresStoreProvider(@Nullable DataSource given) {
        this.given = given;
    }

    /**
     * Returns one whose schemas are where a data source leads.
     *
     * @param source where connections come from, best a pool; it stays open
     * @return the provider
     */
    public static PostgresStoreProvider at(DataSource source) {
        return new PostgresStoreProvider(requireNonNull(source, "source"));
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public Optional<ValueCodec> values() {
        return Optional.of(JdbcStoreBuilder.standardValues());
    }

    @Override
    public ScratchDatabase scratch() {
        var schema = "maestro_test_"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        if (given != null) {
            return new Schema(given, () -> {}, schema);
        }
        Drivers.require(DRIVER, "PostgreSQL", "org.postgresql:postgresql");
        var connections = new KeptConnections(url());
        return new Schema(connections, connections::close, schema);
    }

    private static String url() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .or(() -> Optional.ofNullable(System.getenv(VARIABLE)))
                .orElseThrow(() -> new StoreException("nothing says where PostgreSQL is; set the system property "
                        + PROPERTY + " or the environment variable " + VARIABLE
                        + " to a JDBC URL, such as jdbc:postgresql://localhost/test?user=me&password=mine"));
    }

    /** A schema of one test. */
    private record Schema(DataSource source, Runnable end, String name) implements ScratchDatabase {
        @Override
        public Store open(String node) {
            return JdbcStore.builder().schema(name).nodeName(node).postgres(source);
        }

        @Override
        public void bury(long node) {
            execute("update " + name + ".maestro_node set live = false where id = " + node, "node " + node + " stays");
        }

        @Override
        public void close() {
            try {
                execute("drop schema if exists " + name + " cascade", "schema " + name + " stays");
            } finally {
                end.run();
            }
        }

        private void execute(String sql, String otherwise) {
            try (var connection = source.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new StoreException(otherwise + ": " + e.getMessage(), e);
            }
        }
    }
}
