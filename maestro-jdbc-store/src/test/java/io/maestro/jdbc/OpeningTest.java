package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when a store is opened. */
class OpeningTest {

    private static final WorkflowDefinition WORKFLOW = WorkflowDefinition.builder(new WorkflowId("w"))
            .step(TypedStep.of(new StepId("a"), StepType.NO_OP))
            .build();

    @TempDir
    private Path folder;

    private static void remember(Store store) {
        store.register(WORKFLOW, List.of());
    }

    private static void assertRemembered(Store store) {
        assertThat(store.workflows()).containsExactly(WORKFLOW.id());
    }

    @Nested
    class OnH2 {

        private Path file;

        @BeforeEach
        void choose() {
            file = folder.resolve("deep").resolve("store");
        }

        private void execute(String sql) throws SQLException {
            try (var connection = DriverManager.getConnection("jdbc:h2:file:" + file, "sa", "");
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Test
        void what_was_there_is_there_again() {
            try (var store = JdbcStore.h2(file)) {
                remember(store);
            }
            try (var store = JdbcStore.builder()
                    .durability(Durability.SURVIVES_POWER_LOSS)
                    .h2(file)) {
                assertRemembered(store);
                assertThat(store.register(WORKFLOW, List.of()).version()).isEqualTo(1);
            }
        }

        @Test
        void a_second_store_in_this_process_is_refused() {
            try (var store = JdbcStore.h2(file)) {
                assertThatThrownBy(() -> JdbcStore.h2(file))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("is open already");
                remember(store);
            }
        }

        @Test
        void a_second_process_is_refused() throws Exception {
            try (var store = JdbcStore.h2(file)) {
                remember(store);
                var other = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                OpensStore.class.getName(),
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
                var printed = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(printed).contains("StoreException: the store in").contains("is open already");
            }
        }

        @Test
        void tables_of_a_newer_release_are_refused() throws SQLException {
            JdbcStore.h2(file).close();
            execute("insert into maestro_schema_version (version, name) values (99, 'V99__future')");

            assertThatThrownBy(() -> JdbcStore.h2(file))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the tables are at version 99, which is newer than version 1");
        }

        @Test
        void tables_may_be_made_by_hand() throws SQLException {
            var builder = JdbcStore.builder().schema("flows").tablePrefix("m_").migration(Migration.CHECK);
            assertThatThrownBy(() -> builder.h2(file))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the tables are at version 0 but version 1 is needed");

            execute(builder.h2Script());

            try (var store = builder.h2(file)) {
                remember(store);
                assertRemembered(store);
            }
            execute("select * from flows.m_workflow_definition");
        }

        @Test
        void a_path_that_would_set_options_of_the_database_is_refused() {
            assertThatIllegalArgumentException().isThrownBy(() -> JdbcStore.h2(folder.resolve("store;INIT=x")));
        }
    }

    @Nested
    class OnPostgreSql {

        private final String schema = Postgres.freshSchema();
        private final JdbcStoreBuilder builder = JdbcStore.builder().schema(schema);

        private void execute(String sql) throws SQLException {
            try (var connection = Postgres.server().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Test
        void what_was_there_is_there_again() {
            try (var store = builder.postgres(Postgres.pool())) {
                remember(store);
            }
            try (var store = builder.postgres(Postgres.pool())) {
                assertRemembered(store);
                assertThat(store.register(WORKFLOW, List.of()).version()).isEqualTo(1);
            }
        }

        @Test
        void several_stores_share_the_tables() {
            try (var store = builder.postgres(Postgres.pool());
                    var other = builder.postgres(Postgres.pool())) {
                remember(store);
                assertRemembered(other);
            }
        }

        @Test
        void a_lease_of_less_than_a_second_is_refused() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.lease(Duration.ofMillis(999)))
                    .withMessage("the lease must last a second at least but was PT0.999S");
        }

        @Test
        void connections_that_see_old_rows_are_refused() {
            var config = new HikariConfig();
            config.setDataSource(Postgres.server());
            config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
            try (var pool = new HikariDataSource(config)) {
                assertThatThrownBy(() -> builder.postgres(pool))
                        .isInstanceOf(StoreException.class)
                        .hasMessage("the data source must hand out connections at READ COMMITTED");
            }
        }

        @Test
        void connections_that_wait_for_somebody_to_commit_do_not_lose_what_is_written() {
            var config = new HikariConfig();
            config.setDataSource(Postgres.server());
            config.setAutoCommit(false);
            try (var pool = new HikariDataSource(config);
                    var store = builder.postgres(pool)) {
                remember(store);
            }
            try (var store = builder.postgres(Postgres.pool())) {
                assertRemembered(store);
            }
        }

        @Test
        void a_store_that_is_closed_takes_nothing_more() {
            var store = builder.postgres(Postgres.pool());
            store.close();

            assertThatThrownBy(() -> remember(store))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("the store is closed");
        }

        @Test
        void stores_with_other_names_may_lie_beside_it() {
            try (var store = builder.postgres(Postgres.pool());
                    var other = JdbcStore.builder()
                            .schema(schema)
                            .tablePrefix("other_")
                            .postgres(Postgres.pool())) {
                remember(store);
                assertThat(other.workflows()).isEmpty();
            }
        }

        @Test
        void tables_of_a_newer_release_are_refused() throws SQLException {
            builder.postgres(Postgres.pool()).close();
            execute("insert into " + schema + ".maestro_schema_version (version, name) values (99, 'V99__future')");

            assertThatThrownBy(() -> builder.postgres(Postgres.pool()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the tables are at version 99, which is newer than version 1");
        }

        @Test
        void tables_may_be_made_by_hand() throws SQLException {
            builder.migration(Migration.CHECK);
            assertThatThrownBy(() -> builder.postgres(Postgres.pool()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the tables are at version 0 but version 1 is needed");

            execute(builder.postgresScript());

            try (var store = builder.postgres(Postgres.pool())) {
                remember(store);
                assertRemembered(store);
            }
        }
    }

    @Test
    void names_that_are_no_identifiers_are_refused() {
        for (var name : new String[] {"a b", "A", "1a", "a;drop table x", "a".repeat(31), "\u00e4"}) {
            assertThatIllegalArgumentException()
                    .as(name)
                    .isThrownBy(() -> JdbcStore.builder().tablePrefix(name).h2Script());
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcStore.builder().payloadLimit(0));
    }
}
