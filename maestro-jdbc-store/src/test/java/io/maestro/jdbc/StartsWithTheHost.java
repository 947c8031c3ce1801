package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.Maestro;
import io.maestro.PendingRun;
import io.maestro.StartRequest;
import io.maestro.dsl.Workflow;
import io.maestro.run.RunNotFoundException;
import io.maestro.run.RunStatus;
import io.maestro.store.RunQuery;
import io.maestro.store.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that start in a transaction of the host's. */
@Timeout(60)
abstract class StartsWithTheHost {

    private final AtomicInteger begun = new AtomicInteger();
    private JdbcStore store;
    private Maestro maestro;

    /** Returns the store, in which is what was in it before. */
    abstract JdbcStore open();

    /** Returns a connection of the host's to the database of the store. */
    abstract Connection connect() throws SQLException;

    private final Workflow workflow = Workflow.define("ship", w -> {
        var order = w.param("order", 0L);
        w.step("load", order, number -> {
            begun.incrementAndGet();
            return "order " + number;
        });
    });

    @BeforeEach
    void begin() {
        store = open();
        maestro = Maestro.builder().store(store).drainLimit(Duration.ZERO).build();
        maestro.register(workflow);
    }

    @AfterEach
    void close() {
        maestro.close();
    }

    private Connection inTransaction() throws SQLException {
        var connection = connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private PendingRun start(Connection connection, StartRequest request) {
        return maestro.start("ship", request, store.within(connection));
    }

    private static StartRequest order(long number) {
        return StartRequest.of(Map.of("order", number));
    }

    @Test
    void a_run_appears_with_the_commit() throws SQLException {
        try (var connection = inTransaction()) {
            var pending = start(connection, order(17));
            assertThat(maestro.find(pending.id())).isEmpty();
            connection.commit();

            var run = pending.committed();
            assertThat(run.id()).isEqualTo(pending.id());
            assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.output("load", String.class)).contains("order 17");
            assertThat(run.attempts().getFirst().recoveries()).isZero();
        }
    }

    @Test
    void a_run_that_is_rolled_back_never_was() throws SQLException {
        try (var connection = inTransaction()) {
            var pending = start(connection, order(17));
            connection.rollback();

            assertThat(maestro.runs(RunQuery.of("ship"))).isEmpty();
            assertThatThrownBy(pending::committed).isInstanceOf(RunNotFoundException.class);
            var other = maestro.start("ship");
            assertThat(other.id()).as("numbers have no gaps").isEqualTo(pending.id());
            other.await();
            assertThatThrownBy(pending::committed)
                    .as("the number is another's now")
                    .isInstanceOf(RunNotFoundException.class);
        }
        assertThat(begun).hasValue(1);
    }

    @Test
    void a_run_that_is_not_committed_yet_does_not_begin() throws SQLException {
        try (var connection = inTransaction()) {
            var pending = start(connection, order(17));
            assertThatThrownBy(pending::committed).isInstanceOf(RunNotFoundException.class);
            connection.commit();

            assertThat(pending.committed().await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(pending.committed().await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
        assertThat(begun).hasValue(1);
    }

    @Test
    void several_start_in_one_transaction_and_are_numbered_in_turn() throws SQLException {
        try (var connection = inTransaction()) {
            var pending = List.of(start(connection, order(1)), start(connection, order(2)));
            connection.commit();

            assertThat(pending).extracting(run -> run.id().instance()).containsExactly(1L, 2L);
            pending.forEach(run -> run.committed().await());
        }
        assertThat(begun).hasValue(2);
    }

    @Test
    void a_request_that_was_made_before_is_the_same_run() throws SQLException {
        try (var connection = inTransaction()) {
            var first = maestro.start("ship", order(17).requestId("order-17"));
            first.await();
            var again = start(connection, order(17).requestId("order-17"));
            var fresh = start(connection, order(18).requestId("order-18"));
            var same = start(connection, order(18).requestId("order-18"));
            connection.commit();

            assertThat(again.id()).isEqualTo(first.id());
            assertThat(again.committed().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(same.id()).isEqualTo(fresh.id());
            fresh.committed().await();
            assertThat(same.committed().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
        assertThat(begun).hasValue(2);
    }

    @Test
    void a_run_of_which_nobody_says_that_it_is_committed_begins_after_a_restart() throws SQLException {
        PendingRun pending;
        try (var connection = inTransaction()) {
            pending = start(connection, order(17));
            connection.commit();
        }
        assertThat(begun).hasValue(0);
        maestro.close();
        begin();

        assertThat(maestro.find(pending.id()).orElseThrow().await().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(begun).hasValue(1);
    }

    @Test
    void a_handle_of_jdbi_is_as_good() {
        var pending = Jdbi.create(this::connect).inTransaction(handle -> start(handle.getConnection(), order(17)));

        assertThat(pending.committed().await().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_connection_that_commits_by_itself_is_refused() throws SQLException {
        try (var connection = connect()) {
            assertThatThrownBy(() -> start(connection, order(17)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("commits each statement by itself");
        }
        assertThat(maestro.runs(RunQuery.of("ship"))).isEmpty();
    }

    @Test
    void a_connection_to_another_database_is_refused() throws SQLException {
        try (var elsewhere = DriverManager.getConnection("jdbc:h2:mem:")) {
            elsewhere.setAutoCommit(false);
            assertThatThrownBy(() -> start(elsewhere, order(17)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("is to another database");
        }
    }

    @Test
    void what_does_not_fit_spoils_nothing() throws SQLException {
        try (var connection = inTransaction()) {
            assertThatThrownBy(() -> start(connection, StartRequest.of(Map.of("order", "many"))))
                    .isInstanceOf(io.maestro.param.InvalidParamsException.class);
            var pending = start(connection, order(17));
            connection.commit();

            assertThat(pending.committed().await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }
}
