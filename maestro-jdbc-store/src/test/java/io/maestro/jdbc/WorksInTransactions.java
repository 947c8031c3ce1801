package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.definition.EffectPolicy;
import io.maestro.dsl.Workflow;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.step.StepBody;
import io.maestro.step.StepContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bodies that work in the database of the store, in the transaction that records their outcome. */
@Timeout(60)
abstract class WorksInTransactions {

    private static final int MANY = 20;

    private Maestro maestro;

    /** Returns the store, in which is what was in it before. */
    abstract JdbcStore open();

    /** Returns a connection of the host's to the database of the store. */
    abstract Connection connect() throws SQLException;

    /** Returns the name of the host's table, which nobody else has. */
    abstract String table();

    private Maestro opened() {
        return Maestro.builder()
                .store(open())
                .drainLimit(Duration.ZERO)
                .stopGrace(Duration.ofMillis(100))
                .build();
    }

    @BeforeEach
    void begin() throws SQLException {
        maestro = opened();
        execute("create table " + table() + " (name varchar(99))");
    }

    @AfterEach
    void close() {
        maestro.close();
    }

    final void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    final long count() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + table())) {
            rows.next();
            return rows.getLong(1);
        }
    }

    final String insert(Connection connection, String name) throws SQLException {
        try (var statement = connection.prepareStatement("insert into " + table() + " values (?)")) {
            statement.setString(1, name);
            statement.execute();
            return name;
        }
    }

    final String inserted(StepContext context) throws Exception {
        return context.transactionally(
                Connection.class,
                connection -> insert(connection, context.stepId().value()));
    }

    final RunHandle start(StepBody<String> body) {
        return maestro.register(Workflow.define("w", w -> w.step("a", body).returns(String.class)))
                .start();
    }

    final RunHandle run(StepBody<String> body) {
        var run = start(body);
        run.await();
        return run;
    }

    static StepAttempt attempt(RunHandle run) {
        return run.attempts().getLast();
    }

    static String error(RunHandle run) {
        return attempt(run).error().orElseThrow().message();
    }

    @Test
    void what_a_body_writes_is_there_when_its_outcome_is() throws Exception {
        var run = run(this::inserted);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.output("a", String.class)).contains("a");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void a_body_may_have_a_handle_of_jdbi() throws Exception {
        var run = run(context -> context.transactionally(Handle.class, handle -> {
            handle.execute("insert into " + table() + " values (?)", "a");
            return handle.select("select name from " + table())
                    .mapTo(String.class)
                    .one();
        }));

        assertThat(run.output("a", String.class)).contains("a");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void there_are_no_connections_of_other_types() {
        var run = run(context -> context.transactionally(String.class, text -> text));

        assertThat(error(run)).contains("java.sql.Connection", "org.jdbi.v3.core.Handle", "no java.lang.String");
    }

    @Test
    void what_a_body_wrote_before_it_threw_is_gone() throws Exception {
        var run = run(context -> {
            inserted(context);
            throw new IllegalStateException("no");
        });

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(count()).isZero();
    }

    @Test
    void nobody_else_sees_it_before_the_outcome() throws Exception {
        var seen = new AtomicReference<Long>();
        run(context -> {
            inserted(context);
            seen.set(count());
            return "done";
        });

        assertThat(seen).hasValue(0L);
        assertThat(count()).isEqualTo(1);
    }

    /** Something that the body must leave alone. */
    private interface Attack {
        void on(Connection connection) throws SQLException;
    }

    @Test
    void the_connection_does_not_let_the_body_end_the_transaction() throws Exception {
        var attacks = List.<Attack>of(
                Connection::commit,
                Connection::rollback,
                Connection::close,
                connection -> connection.setAutoCommit(true),
                connection -> connection.unwrap(Connection.class));
        var run = run(context -> context.transactionally(Connection.class, connection -> {
            for (var attack : attacks) {
                assertThatThrownBy(() -> attack.on(connection))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("is not for the body of a step");
            }
            return insert(connection, "a");
        }));

        assertThat(run.attempts())
                .allSatisfy(attempt -> assertThat(attempt.error()).isEmpty());
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void a_body_that_commits_by_sql_is_found_out() throws Exception {
        var run = run(context -> context.transactionally(Connection.class, connection -> {
            insert(connection, "a");
            try (var statement = connection.createStatement()) {
                statement.execute("commit");
            }
            return insert(connection, "b");
        }));

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(error(run)).contains("has ended the transaction");
    }

    @Test
    void savepoints_are_the_bodys_own() throws Exception {
        run(context -> context.transactionally(Connection.class, connection -> {
            insert(connection, "a");
            var point = connection.setSavepoint();
            insert(connection, "b");
            connection.rollback(point);
            return "done";
        }));

        assertThat(count()).isEqualTo(1);
    }

    @Test
    void the_connection_is_good_for_nothing_afterwards() throws Exception {
        var kept = new AtomicReference<Connection>();
        var run = run(context -> {
            context.transactionally(Connection.class, connection -> {
                kept.set(connection);
                return insert(connection, "a");
            });
            assertThat(kept.get().isClosed()).isTrue();
            assertThatThrownBy(() -> insert(kept.get(), "b")).hasMessageContaining("is over");
            return "done";
        });

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void a_step_that_is_stopped_has_written_nothing_and_holds_nothing() throws Exception {
        var written = new CountDownLatch(1);
        var run = start(context -> context.transactionally(Connection.class, connection -> {
            insert(connection, "a");
            written.countDown();
            new CountDownLatch(1).await();
            return "never";
        }));
        written.await();

        run.stop("enough");
        assertThat(run.await().status()).isEqualTo(RunStatus.STOPPED);
        execute("drop table " + table());
        execute("create table " + table() + " (name varchar(99))");
        assertThat(count()).isZero();
    }

    @Test
    void a_step_that_waits_for_a_lock_can_be_stopped() throws Exception {
        execute("insert into " + table() + " values ('locked')");
        try (var host = connect()) {
            host.setAutoCommit(false);
            try (var statement = host.createStatement()) {
                statement.executeUpdate("update " + table() + " set name = 'mine'");
            }
            var begun = new CountDownLatch(1);
            var run = start(context -> context.transactionally(Connection.class, connection -> {
                begun.countDown();
                try (var statement = connection.createStatement()) {
                    statement.executeUpdate("update " + table() + " set name = 'theirs'");
                }
                return "never";
            }));
            begun.await();
            run.stop("enough");

            assertThat(run.await().status()).isEqualTo(RunStatus.STOPPED);
            host.rollback();
        }
    }

    @Test
    void a_step_that_was_cut_off_is_done_again_and_once() throws Exception {
        var written = new CountDownLatch(1);
        var tries = new AtomicInteger();
        StepBody<String> body = context -> context.transactionally(Connection.class, connection -> {
            insert(connection, "a");
            if (tries.incrementAndGet() == 1) {
                written.countDown();
                new CountDownLatch(1).await();
            }
            return "done";
        });
        var workflow = Workflow.define(
                "w", w -> w.step("a", body).returns(String.class).effects(EffectPolicy.TRANSACTIONAL));
        var id = maestro.register(workflow).start().id();
        written.await();
        maestro.close();
        maestro = opened();
        maestro.register(workflow);

        assertThat(maestro.find(id).orElseThrow().await().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(tries).hasValue(2);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void more_steps_than_there_are_connections_take_turns() throws Exception {
        var run = maestro.register(Workflow.define("w", w -> {
                    for (int i = 0; i < MANY; i++) {
                        w.step("s" + i, this::inserted);
                    }
                }))
                .start();

        assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(count()).isEqualTo(MANY);
    }

    @Test
    void steps_after_it_see_what_was_committed() throws Exception {
        var run = maestro.register(Workflow.define("w", w -> {
                    var first = w.step("first", this::inserted);
                    w.step("second", first, name -> name + count()).returns(String.class);
                }))
                .start();
        run.await();

        assertThat(run.output("second", String.class)).contains("first1");
    }

    @Test
    void a_closed_store_has_rolled_back_what_ignores_that_it_is_closed() throws Exception {
        var written = new CountDownLatch(1);
        var end = new CompletableFuture<Boolean>();
        start(context -> context.transactionally(Connection.class, connection -> {
            insert(connection, "a");
            written.countDown();
            while (!end.isDone()) {
                Thread.onSpinWait();
            }
            return "late";
        }));
        written.await();
        maestro.close();
        maestro = opened();

        assertThat(count()).isZero();
        execute("drop table " + table());
        end.complete(true);
    }

    @Test
    void what_is_refused_tells_the_status_of_the_attempt() throws Exception {
        var run = run(context -> context.transactionally(Connection.class, connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("insert into " + table() + " values (1, 2, 3)");
            }
            return "never";
        }));

        assertThat(attempt(run).status()).isEqualTo(StepStatus.FATALLY_FAILED);
        assertThat(error(run)).contains("SQL");
        assertThat(count()).isZero();
    }
}
