package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.definition.RunStrategy;
import io.maestro.dsl.Workflow;
import io.maestro.run.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that only undo, on one of two nodes, while the other starts runs of the same workflow. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class UndoingOnNodesTest {

    private final String schema = Postgres.freshSchema();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch undoes = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    private Maestro node(String name, RunStrategy.Rule rule) {
        var maestro = Postgres.node(schema, name).build();
        maestro.register(trips(rule));
        return maestro;
    }

    /** It is undone only on request, for which it waits. */
    private Workflow trips(RunStrategy.Rule rule) {
        return Workflow.define("trips", w -> {
            w.runStrategy(RunStrategy.of(rule));
            var fails = w.param("fails", false);
            var flight =
                    w.step("flight", ctx -> done.add("flight " + ctx.runId().instance()));
            flight.compensateWith(w.run("cancel", ctx -> {
                if (ctx.runId().run() == 1) {
                    throw new IllegalStateException("closed");
                }
                undoes.countDown();
                open.await();
                done.add("cancelled " + ctx.runId().instance());
            }));
            w.run("pay", ctx -> {
                        if (ctx.get(fails)) {
                            throw new IllegalStateException("no money");
                        }
                    })
                    .after(flight);
        });
    }

    private RunHandle undoing(RunHandle run) throws InterruptedException {
        var undoing = run.compensate("ann", "the guest does not come");
        undoes.await();
        return undoing;
    }

    @ParameterizedTest
    @EnumSource(names = {"SEQUENTIAL", "LAST_ONLY"})
    void a_run_of_the_other_node_waits_until_all_is_undone(RunStrategy.Rule rule) throws Exception {
        try (var one = node("one", rule);
                var other = node("other", rule)) {
            var first = one.start("trips");
            assertThat(first.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            var undoing = undoing(first);
            var next = other.start("trips");
            assertThat(next.status()).isEqualTo(RunStatus.CREATED);
            open.countDown();

            assertThat(undoing.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(undoing.run().compensation().orElseThrow().isDone()).isTrue();
            assertThat(next.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(done).containsExactly("flight 1", "cancelled 1", "flight 2");
        }
    }

    @Test
    void under_first_only_a_run_of_the_other_node_is_stopped() throws Exception {
        try (var one = node("one", RunStrategy.Rule.FIRST_ONLY);
                var other = node("other", RunStrategy.Rule.FIRST_ONLY)) {
            var first = one.start("trips");
            first.await();
            var undoing = undoing(first);

            assertThat(other.start("trips").await().status()).isEqualTo(RunStatus.STOPPED);
            open.countDown();
            assertThat(undoing.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(other.start("trips").await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void what_was_unblocked_on_one_node_does_not_block_again_when_it_is_undone_on_the_other() throws Exception {
        try (var one = node("one", RunStrategy.Rule.STRICT_SEQUENTIAL);
                var other = node("other", RunStrategy.Rule.STRICT_SEQUENTIAL)) {
            var failed = one.start("trips", Map.of("fails", true));
            assertThat(failed.await().status()).isEqualTo(RunStatus.FAILED);
            assertThat(one.control("trips").unblock("ann", "known")).isEqualTo(1);
            var undoing = undoing(other.find(failed.id()).orElseThrow());
            var next = one.start("trips");
            assertThat(next.status()).isEqualTo(RunStatus.CREATED);
            open.countDown();

            assertThat(undoing.await().status()).isEqualTo(RunStatus.FAILED);
            assertThat(next.await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }
}
