package io.maestro.test;

import static io.maestro.test.MaestroAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.RunHandle;
import io.maestro.dsl.Workflow;
import io.maestro.run.RunStatus;
import io.maestro.store.Node;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two nodes in one JVM, whose leases run out in virtual time. */
@MaestroTest
@EachStore(StoreKind.SHARED_MEMORY)
class TestNodeTest {

    private static Workflow order(EffectsLedger effects) {
        return Workflow.define("order", w -> {
            var charge = w.step("charge", ctx -> {
                effects.note("charge", ctx.idempotencyKey());
                return "receipt";
            });
            w.run("mail", ctx -> effects.note("mail", ctx.get(charge))).after(charge);
        });
    }

    private static RunHandle here(MaestroTestKit kit, RunHandle there) {
        return kit.maestro().find(there.id()).orElseThrow();
    }

    @Test
    void nodes_know_each_other_and_what_is_registered(MaestroTestKit kit, EffectsLedger effects) {
        kit.maestro().register(order(effects));
        var other = kit.node("other");
        kit.maestro().register(Workflow.define("later", w -> w.step("a", ctx -> "a")));

        assertThat(kit.maestro().nodes()).extracting(Node::name).containsExactly("node 1", "other");
        kit.clock().awaitEnd(other.maestro().start("order"));
        var run = other.maestro().start("later");
        assertThat(kit.clock().awaitEnd(here(kit, run)).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void the_runs_of_a_node_that_is_not_heard_of_are_taken_over_when_its_lease_has_run_out(
            MaestroTestKit kit, Mocks mocks, EffectsLedger effects) {
        kit.maestro().register(order(effects));
        var other = kit.node("other");
        mocks.step("charge").returns("late").after(Duration.ofDays(1));
        var run = other.maestro().start("order");
        kit.clock().settle();

        other.loseHeartbeat();
        kit.clock().advance(Duration.ofSeconds(9));
        assertThat(kit.maestro().nodes()).extracting(Node::name).containsExactly("node 1", "other");
        kit.clock().advance(Duration.ofSeconds(1));

        assertThat(kit.maestro().nodes()).extracting(Node::name).containsExactly("node 1");
        kit.clock().awaitEnd(here(kit, run));
        assertThat(here(kit, run)).succeeded().took(Duration.ofDays(1));
        assertThat(effects.of("mail").times()).isEqualTo(Map.of("late", 1));
    }

    @Test
    void what_a_zombie_records_late_is_refused(MaestroTestKit kit, Mocks mocks, EffectsLedger effects) {
        kit.maestro().register(order(effects));
        var other = kit.node("other");
        var gate = new Gate();
        var calls = new AtomicInteger();
        mocks.step("charge").does(ctx -> {
            if (calls.incrementAndGet() == 1) {
                gate.pass();
                return "of the dead";
            }
            return "of the living";
        });
        var run = other.maestro().start("order");
        gate.awaitArrival();

        other.loseHeartbeat();
        kit.clock().advance(Duration.ofSeconds(10));
        var end = kit.clock().awaitEnd(here(kit, run));
        gate.open();

        assertThat(end.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(here(kit, run)).step("charge").ranTimes(1).returned("of the living");
        assertThat(effects.of("mail").times()).isEqualTo(Map.of("of the living", 1));
    }

    @Test
    void a_node_that_stands_still_is_refused_when_it_goes_on(MaestroTestKit kit, Mocks mocks, EffectsLedger effects) {
        kit.maestro().register(order(effects));
        var other = kit.node("other");
        mocks.step("charge").returns("late").after(Duration.ofDays(1));
        var run = other.maestro().start("order");
        kit.clock().settle();

        other.pause();
        kit.clock().awaitEnd(here(kit, run));
        other.resume();

        assertThat(here(kit, run)).succeeded().took(Duration.ofDays(1));
        assertThat(effects.of("mail")).happenedExactlyOnce();
    }

    @Test
    void the_runs_of_a_node_that_dies_are_taken_over_at_once(MaestroTestKit kit, Faults faults, EffectsLedger effects) {
        kit.maestro().register(order(effects));
        var other = kit.node("other");
        faults.crashAfter(CrashPoint.bodyOf("charge"));
        var run = other.maestro().start("order");

        kit.clock().awaitEnd(here(kit, run));

        assertThat(here(kit, run)).succeeded().took(Duration.ZERO);
        assertThat(faults.deaths()).isEqualTo(1);
        assertThat(effects.of("charge")).happenedTimes(2);
    }

    @Test
    void iterations_spread_over_nodes_and_come_back(MaestroTestKit kit) {
        var spread = Workflow.define("spread", w -> {
            var doubled = w.foreach(
                            "each",
                            ctx -> IntStream.range(0, 30).boxed().toList(),
                            (number, body) -> body.step("double", number, value -> 2 * value))
                    .concurrency(10);
            w.step(
                    "sum",
                    doubled,
                    all -> all.stream().mapToInt(Integer::intValue).sum());
        });
        kit.maestro().register(spread);
        kit.node("other");
        kit.node("third");

        var run = kit.run(spread);

        assertThat(run).succeeded().took(Duration.ZERO).step("sum").returned(870);
    }

    @CrashAtEveryCommit
    void whichever_node_dies_an_order_ends(MaestroTestKit kit, EffectsLedger effects) {
        kit.maestro().register(order(effects));
        var other = kit.node("other");

        var first = kit.maestro().start("order");
        kit.clock().awaitEnd(first);
        var second = kit.maestro().start("order");
        kit.clock().awaitEnd(second);

        assertThat(first).succeeded();
        assertThat(second).succeeded();
        assertThat(other.toString()).isEqualTo("other");
    }

    @Test
    void a_store_of_one_process_has_no_other_nodes() {
        try (var kit = MaestroTestKit.create()) {
            assertThatThrownBy(() -> kit.node("other"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("StoreKind.SHARED_MEMORY or POSTGRES");
        }
        assertThat(List.of(StoreKind.values())).contains(StoreKind.SHARED_MEMORY);
    }
}
