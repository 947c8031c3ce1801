package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.maestro.definition.WorkflowId;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Commit;
import io.maestro.store.LeaseLostException;
import io.maestro.store.NewRun;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import io.maestro.store.StoreUnavailableException;
import io.maestro.store.UnknownOutcomeException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** What a store says when its database fails, and that it goes on afterwards. */
class FailuresTest {

    private static final WorkflowId WORKFLOW = new WorkflowId("w");

    private static Commit commit(String request) {
        return new Commit(
                List.of(new NewRun(
                        new NewRun.NextInstance(WORKFLOW, Optional.of(request)),
                        DefinitionRef.whole(WORKFLOW, 1),
                        Initiator.unknown(),
                        Map.of(),
                        Instant.EPOCH)),
                List.of());
    }

    /** Commits until the store says that it has happened, as an engine does. */
    private static void commitStubbornly(Store store, Commit commit, AtomicInteger failures) {
        while (true) {
            try {
                store.commit(commit);
                return;
            } catch (StoreUnavailableException | UnknownOutcomeException e) {
                failures.incrementAndGet();
            }
        }
    }

    /** Reads what is there; the connections that are left may all be cut. */
    private static List<Long> instances(Store store) {
        while (true) {
            try {
                return store.runs(RunQuery.all().limit(RunQuery.MAX_LIMIT)).stream()
                        .map(WorkflowRun::runId)
                        .map(RunId::instance)
                        .sorted()
                        .toList();
            } catch (StoreUnavailableException e) {
                assertThat(e).hasMessageContaining("the store cannot be read: ");
            }
        }
    }

    @Nested
    class OnPostgreSql {

        private final String schema = Postgres.freshSchema();
        private final HikariDataSource pool = Postgres.pool(4, schema);

        @AfterEach
        void close() {
            pool.close();
        }

        private JdbcStore open() {
            return JdbcStore.builder().schema(schema).postgres(pool);
        }

        private void execute(String sql) throws SQLException {
            try (var connection = Postgres.server().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        private void endConnections() throws SQLException {
            execute("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where pid <> pg_backend_pid() and application_name = '%s'""".formatted(schema));
        }

        @Test
        void connections_that_are_cut_lose_nothing_and_double_nothing() throws Exception {
            int commits = 200;
            var failures = new AtomicInteger();
            try (var store = open()) {
                var committing = Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < commits; i++) {
                        commitStubbornly(store, commit("request " + i), failures);
                    }
                });
                while (committing.isAlive()) {
                    endConnections();
                }

                assertThat(instances(store))
                        .isEqualTo(LongStream.rangeClosed(1, commits).boxed().toList());
            }
            assertThat(failures).hasPositiveValue();
        }

        @Test
        void a_node_that_was_taken_for_dead_commits_nothing_until_it_comes_back() throws Exception {
            try (var store = open()) {
                var nodes = store.nodes().orElseThrow();
                long before = nodes.self();
                store.commit(commit("first"));
                execute("update " + schema + ".maestro_node set live = false");

                assertThatThrownBy(() -> store.commit(commit("second"))).isInstanceOf(LeaseLostException.class);
                assertThatThrownBy(() -> store.commit(commit("again"))).isInstanceOf(LeaseLostException.class);
                assertThat(instances(store)).containsExactly(1L);

                nodes.rejoin();
                store.commit(commit("third"));
                assertThat(instances(store)).containsExactly(1L, 2L);
                assertThat(nodes.self()).isGreaterThan(before);
            }
        }

        @Test
        void a_server_that_is_not_there_is_told_when_the_store_is_opened() {
            var nobody = new PGSimpleDataSource();
            nobody.setServerNames(new String[] {"localhost"});
            nobody.setPortNumbers(new int[] {1});

            assertThatThrownBy(() -> JdbcStore.postgres(nobody))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("the store cannot be opened: ");
        }
    }

    @Nested
    class OnH2 {

        @Test
        void a_thread_that_is_interrupted_harms_nobody(@TempDir Path folder) throws Exception {
            try (var store = JdbcStore.h2(folder.resolve("store"))) {
                store.commit(commit("first"));
                var told = new AtomicInteger();
                var interrupted = Thread.ofVirtual().start(() -> {
                    Thread.currentThread().interrupt();
                    store.commit(commit("second"));
                    store.runs(RunQuery.all());
                    told.set(Thread.currentThread().isInterrupted() ? 1 : 0);
                });
                interrupted.join();

                assertThat(told).hasValue(1);
                store.commit(commit("third"));
                assertThat(instances(store)).containsExactly(1L, 2L, 3L);
            }
        }

        @Test
        void a_database_that_is_shut_down_is_opened_again(@TempDir Path folder) throws Exception {
            var file = folder.resolve("store");
            var failures = new AtomicInteger();
            try (var store = JdbcStore.h2(file)) {
                store.commit(commit("first"));
                try (var connection = DriverManager.getConnection("jdbc:h2:file:" + file, "sa", "");
                        var statement = connection.createStatement()) {
                    statement.execute("shutdown");
                }

                commitStubbornly(store, commit("second"), failures);
                assertThat(instances(store)).containsExactly(1L, 2L);
            }
        }
    }
}
