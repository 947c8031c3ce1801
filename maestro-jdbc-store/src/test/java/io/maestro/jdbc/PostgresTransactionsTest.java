package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.dsl.Workflow;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PostgresTransactionsTest extends WorksInTransactions {

    private final String schema = Postgres.freshSchema();

    @Override
    JdbcStore open() {
        return JdbcStore.builder().schema(schema).stepTransactions(2).postgres(Postgres.pool());
    }

    @Override
    Connection connect() throws SQLException {
        return Postgres.server().getConnection();
    }

    @Override
    String table() {
        return schema + ".booking";
    }

    /** One connection is the lock's, and bodies have the other two. */
    @Test
    void a_pool_that_is_too_small_is_slow_and_no_more() {
        var store = JdbcStore.builder().schema(Postgres.freshSchema()).postgres(Postgres.pool(3, "small"));
        try (var maestro = Maestro.builder().store(store).build()) {
            var run = maestro.register(Workflow.define("w", w -> {
                        for (int i = 0; i < 10; i++) {
                            w.step("s" + i, this::inserted);
                        }
                    }))
                    .start();

            assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void a_constraint_that_is_checked_by_the_commit_fails_the_step() throws Exception {
        execute("create table " + schema + ".parent (id int primary key)");
        execute("create table " + schema + ".child (id int references " + schema
                + ".parent deferrable initially deferred)");
        var run = run(context -> context.transactionally(Connection.class, connection -> {
            insert(connection, "a");
            try (var statement = connection.createStatement()) {
                statement.execute("insert into " + schema + ".child values (1)");
            }
            return "done";
        }));

        assertThat(attempt(run).status()).isEqualTo(StepStatus.FATALLY_FAILED);
        assertThat(error(run)).contains("could not be committed", "foreign key");
        assertThat(count()).isZero();
    }

    @Test
    void a_transaction_whose_connection_is_lost_is_done_again() throws Exception {
        var tries = new AtomicInteger();
        var run = run(context -> {
            int backend = context.transactionally(Connection.class, connection -> {
                insert(connection, "a");
                try (var statement = connection.createStatement();
                        var row = statement.executeQuery("select pg_backend_pid()")) {
                    row.next();
                    return row.getInt(1);
                }
            });
            if (tries.incrementAndGet() == 1) {
                execute("select pg_terminate_backend(" + backend + ", 10000)");
            }
            return "done";
        });

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(tries).hasValue(2);
        assertThat(attempt(run).recoveries()).isEqualTo(1);
        assertThat(count()).isEqualTo(1);
    }
}
