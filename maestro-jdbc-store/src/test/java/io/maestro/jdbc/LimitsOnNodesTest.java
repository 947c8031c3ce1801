package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.dsl.Workflow;
import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
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

/** Steps that need permits on several nodes that share one PostgreSQL. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LimitsOnNodesTest {

    private final String schema = Postgres.freshSchema();
    private final Set<String> places = ConcurrentHashMap.newKeySet();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private Maestro node(String name, Workflow workflow) {
        var maestro = Postgres.node(schema, name)
                .limit(HostLimit.ofTag("gpu").permits(1))
                .build();
        maestro.register(workflow);
        return maestro;
    }

    private Workflow counted(String place) {
        return Workflow.define("counted", w -> {
            w.stepConcurrency(3);
            for (int i = 0; i < 3; i++) {
                w.run("work" + i, ctx -> {
                    most.accumulateAndGet(working.incrementAndGet(), Math::max);
                    places.add(place);
                    Thread.onSpinWait();
                    working.decrementAndGet();
                });
            }
        });
    }

    /** The first body on a node waits, those after it do not. */
    private static Workflow held(CountDownLatch reached, CountDownLatch open) {
        return Workflow.define(
                "held",
                w -> w.run("work", ctx -> {
                            if (reached.getCount() > 0) {
                                reached.countDown();
                                open.await();
                            }
                        })
                        .tag("gpu"));
    }

    @Test
    void as_many_steps_work_at_once_as_may_on_all_nodes_together() {
        try (var one = node("one", counted("one"));
                var other = node("other", counted("other"))) {
            List<RunHandle> runs = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                runs.add((i % 2 == 0 ? one : other).start("counted"));
            }

            assertThat(runs).allSatisfy(run -> assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED));
            assertThat(most.get()).isBetween(1, 3);
            assertThat(places).containsExactlyInAnyOrder("one", "other");
        }
    }

    @Test
    void a_permit_that_one_node_gives_back_goes_to_who_waits_at_another() throws Exception {
        var reached = new CountDownLatch(1);
        var open = new CountDownLatch(1);
        try (var one = node("one", held(reached, open));
                var other = node("other", held(new CountDownLatch(1), open))) {
            var first = one.start("held");
            reached.await();
            var second = other.start("held");
            // Who has it is known once the permit has been asked for.
            while (!second.explain().getFirst().reason().text().contains(" has")) {
                Thread.onSpinWait();
            }
            assertThat(second.explain().getFirst().reason().text())
                    .contains("tag 'gpu' (1 of 1 taken), which step 'work' of run " + first.id() + " has");
            open.countDown();

            assertThat(first.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(second.await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void a_permit_of_a_node_that_is_taken_for_dead_returns_while_its_body_still_works() throws Exception {
        var reached = new CountDownLatch(1);
        var open = new CountDownLatch(1);
        var taken = new CountDownLatch(1);
        try (var zombie = node("zombie", held(reached, open));
                var heir = node("heir", held(taken, new CountDownLatch(0)))) {
            var first = zombie.start("held");
            reached.await();
            var second = heir.start("held");
            execute("update " + schema + ".maestro_node set live = false where name = 'zombie'");

            assertThat(taken.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(second.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            open.countDown();
            assertThat(heir.find(first.id()).orElseThrow().await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void a_limit_that_one_node_sets_is_known_to_the_others() throws Exception {
        var open = new CountDownLatch(1);
        try (var one = node("one", held(new CountDownLatch(1), open));
                var other = node("other", held(new CountDownLatch(1), open))) {
            one.limits().set(HostLimit.ofTag("gpu").permits(0));
            var run = other.start("held");
            while (run.explain().getFirst().status() != StepStatus.WAITING_FOR_PERMITS) {
                Thread.onSpinWait();
            }
            assertThat(other.limits().list())
                    .containsExactly(HostLimit.ofTag("gpu").permits(0));
            one.limits().remove(Limit.ofTag("gpu"));
            open.countDown();

            assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = Postgres.server().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
