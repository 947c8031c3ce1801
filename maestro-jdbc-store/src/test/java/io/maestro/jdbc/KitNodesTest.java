package io.maestro.jdbc;

import static io.maestro.test.MaestroAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.RunHandle;
import io.maestro.dsl.Workflow;
import io.maestro.run.RunStatus;
import io.maestro.test.CrashAtEveryCommit;
import io.maestro.test.EachStore;
import io.maestro.test.EffectsLedger;
import io.maestro.test.MaestroTest;
import io.maestro.test.MaestroTestKit;
import io.maestro.test.Mocks;
import io.maestro.test.StoreKind;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nodes of a kit whose leases are rows of a PostgreSQL, and which do the same as those in memory. */
@MaestroTest(PostgresKits.class)
@EachStore({StoreKind.SHARED_MEMORY, StoreKind.POSTGRES})
class KitNodesTest {

    private static Workflow order(EffectsLedger effects) {
        return Workflow.define("order", w -> {
            var charge = w.step("charge", ctx -> "receipt");
            w.run("mail", ctx -> effects.note("mail", ctx.get(charge))).after(charge);
        });
    }

    private static RunHandle here(MaestroTestKit kit, RunHandle there) {
        return kit.maestro().find(there.id()).orElseThrow();
    }

    @Test
    void a_lease_runs_out_in_virtual_time(MaestroTestKit kit, Mocks mocks, EffectsLedger effects) {
        kit.maestro().register(order(effects));
        var other = kit.node("other");
        mocks.step("charge").returns("late").after(Duration.ofDays(1));
        var run = other.maestro().start("order");
        kit.clock().settle();

        other.loseHeartbeat();
        kit.clock().awaitEnd(here(kit, run));

        assertThat(here(kit, run)).succeeded().took(Duration.ofDays(1));
        assertThat(effects.of("mail").times()).isEqualTo(Map.of("late", 1));
    }

    @Test
    void what_a_zombie_records_late_is_refused(MaestroTestKit kit, Mocks mocks, EffectsLedger effects)
            throws InterruptedException {
        kit.maestro().register(order(effects));
        var other = kit.node("other");
        var arrived = new CountDownLatch(1);
        var open = new CountDownLatch(1);
        var calls = new AtomicInteger();
        mocks.step("charge").does(ctx -> {
            if (calls.incrementAndGet() == 1) {
                arrived.countDown();
                open.await();
                return "of the dead";
            }
            return "of the living";
        });
        var run = other.maestro().start("order");
        arrived.await();

        other.loseHeartbeat();
        kit.clock().advance(Duration.ofSeconds(10));
        var end = kit.clock().awaitEnd(here(kit, run));
        open.countDown();

        assertThat(end.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(here(kit, run)).step("charge").ranTimes(1).returned("of the living");
        assertThat(effects.of("mail").times()).isEqualTo(Map.of("of the living", 1));
    }

    @Test
    void iterations_spread_and_come_back(MaestroTestKit kit) {
        var spread = Workflow.define("spread", w -> {
            var doubled = w.foreach(
                            "each",
                            ctx -> IntStream.range(0, 20).boxed().toList(),
                            (number, body) -> body.step("double", number, value -> 2 * value))
                    .concurrency(10);
            w.step(
                    "sum",
                    doubled,
                    all -> all.stream().mapToInt(Integer::intValue).sum());
        });
        kit.maestro().register(spread);
        kit.node("other");

        assertThat(kit.run(spread)).succeeded().took(Duration.ZERO).step("sum").returned(380);
    }

    @CrashAtEveryCommit
    void wherever_the_first_node_dies_its_run_ends(MaestroTestKit kit, EffectsLedger effects) {
        kit.maestro().register(order(effects));
        kit.node("other");

        assertThat(kit.run(order(effects))).succeeded().took(Duration.ZERO);
    }
}
