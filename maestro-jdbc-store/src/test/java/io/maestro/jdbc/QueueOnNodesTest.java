package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.definition.RunStrategy;
import io.maestro.dsl.Workflow;
import io.maestro.run.RunStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs of one workflow that wait for each other on several nodes that share one PostgreSQL. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class QueueOnNodesTest {

    private final String schema = Postgres.freshSchema();
    private final Set<String> places = ConcurrentHashMap.newKeySet();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private Maestro node(String name, Workflow workflow) {
        var maestro = Postgres.node(schema, name).build();
        maestro.register(workflow);
        return maestro;
    }

    /** Notes where a run goes on, and how many do so at once. */
    private Workflow counted(String place, RunStrategy strategy) {
        return Workflow.define("counted", w -> {
            w.runStrategy(strategy);
            w.run("work", ctx -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                places.add(place);
                Thread.onSpinWait();
                running.decrementAndGet();
            });
        });
    }

    private static Workflow held(CountDownLatch reached, CountDownLatch open) {
        return Workflow.define("held", w -> {
            w.runStrategy(RunStrategy.of(RunStrategy.Rule.SEQUENTIAL));
            w.run("work", ctx -> {
                reached.countDown();
                open.await();
            });
        });
    }

    private void limitHolds(RunStrategy strategy, int limit) {
        try (var one = node("one", counted("one", strategy));
                var other = node("other", counted("other", strategy))) {
            List<RunHandle> runs = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                runs.add((i % 2 == 0 ? one : other).start("counted"));
            }

            assertThat(runs).allSatisfy(run -> assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED));
            assertThat(most.get()).isBetween(1, limit);
        }
    }

    @Test
    void one_run_goes_on_at_a_time_on_all_nodes_together() {
        limitHolds(RunStrategy.of(RunStrategy.Rule.SEQUENTIAL), 1);
    }

    @Test
    void as_many_runs_as_may_go_on_at_once_on_all_nodes_together() {
        limitHolds(RunStrategy.parallel(3), 3);
    }

    @Test
    void those_that_wait_for_a_run_of_a_node_that_is_taken_for_dead_begin_when_others_have_ended_it() throws Exception {
        var reached = new CountDownLatch(1);
        var open = new CountDownLatch(1);
        try (var zombie = node("zombie", held(reached, open));
                var heir = node("heir", held(new CountDownLatch(1), open))) {
            var first = zombie.start("held");
            reached.await();
            var second = zombie.start("held");
            assertThat(second.status()).isEqualTo(RunStatus.CREATED);
            execute("update " + schema + ".maestro_node set live = false where name = 'zombie'");
            open.countDown();

            assertThat(heir.find(second.id()).orElseThrow().await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(first.await().endedAt().orElseThrow())
                    .isBeforeOrEqualTo(second.run().startedAt().orElseThrow());
        }
    }

    @Test
    void a_run_that_waits_is_stopped_from_another_node() throws Exception {
        var reached = new CountDownLatch(1);
        var open = new CountDownLatch(1);
        try (var one = node("one", held(reached, open));
                var other = node("other", held(new CountDownLatch(1), open))) {
            one.start("held");
            reached.await();
            var second = one.start("held");
            var end = second.ended();

            assertThat(other.find(second.id()).orElseThrow().stop("enough")).isTrue();
            assertThat(end.join().status()).isEqualTo(RunStatus.STOPPED);
            open.countDown();
        }
    }

    @Test
    void a_step_of_one_node_is_told_when_its_subworkflow_is_stopped_in_the_queue_of_another() throws Exception {
        var reached = new CountDownLatch(1);
        var open = new CountDownLatch(1);
        try (var one = node("one", held(reached, open));
                var other = node("other", held(new CountDownLatch(1), open))) {
            one.register(Workflow.define("above", w -> w.subworkflow("call", "held")));
            one.start("held");
            reached.await();
            var above = one.start("above");
            while (above.child("call", 1).isEmpty()) {
                Thread.onSpinWait();
            }

            assertThat(other.control("held").stopAll("ann", "enough").queued()).isEqualTo(1);
            assertThat(above.await().status()).isEqualTo(RunStatus.STOPPED);
            open.countDown();
        }
    }

    /** The node that ends the run in the way does not know that others wait for it. */
    @Test
    void those_that_wait_begin_although_who_was_before_them_does_not_know_of_the_limit() throws Exception {
        var reached = new CountDownLatch(1);
        var open = new CountDownLatch(1);
        var unlimited = Workflow.define(
                "held",
                w -> w.run("work", ctx -> {
                    reached.countDown();
                    open.await();
                }));
        try (var old = node("old", unlimited)) {
            old.start("held");
            reached.await();
            try (var other = node("other", held(new CountDownLatch(1), open))) {
                var second = other.start("held");
                assertThat(second.status()).isEqualTo(RunStatus.CREATED);
                open.countDown();

                assertThat(second.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = Postgres.server().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
