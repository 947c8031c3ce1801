package io.maestro.jdbc;

import static io.maestro.test.MaestroAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.RetryPolicy;
import io.maestro.dsl.Workflow;
import io.maestro.test.CrashAtEveryCommit;
import io.maestro.test.CrashPoint;
import io.maestro.test.EachStore;
import io.maestro.test.EffectsLedger;
import io.maestro.test.Faults;
import io.maestro.test.MaestroTest;
import io.maestro.test.MaestroTestKit;
import io.maestro.test.Mocks;
import io.maestro.test.StoreKind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A test kit on each kind of store, the PostgreSQL of this build included. */
@MaestroTest(PostgresKits.class)
@EachStore({StoreKind.MEMORY, StoreKind.H2, StoreKind.POSTGRES})
class EachStoreTest {

    /** Something that is told by its type only. */
    record Receipt(String number, Instant at) {}

    private static Workflow order(EffectsLedger effects) {
        return Workflow.define("order", w -> {
            var charge = w.step("charge", ctx -> {
                        var unused = effects.noteOnce("charge", ctx.idempotencyKey());
                        return new Receipt("17", ctx.now());
                    })
                    .returns(Receipt.class)
                    .retry(RetryPolicy.fixed(3, Duration.ofHours(1)));
            var all = w.foreach(
                    "pack", ctx -> List.of("a", "b", "c"), (part, body) -> body.step("part", part, String::length));
            all.after(charge);
            w.run("mail", ctx -> effects.note("mail", ctx.get(charge).number())).after(all);
        });
    }

    @Test
    void a_run_of_hours_is_the_same_on_each(MaestroTestKit kit, Mocks mocks, EffectsLedger effects) {
        mocks.step("charge").fails(new IOException("no route")).doesItsWork();

        assertThat(kit.run(order(effects)))
                .succeeded()
                .tookPath("charge", "pack[0..2]", "mail")
                .took(Duration.ofHours(1))
                .step("charge")
                .ranTimes(2);

        assertThat(effects.of("mail").times()).isEqualTo(Map.of("17", 1));
        assertThat(kit.maestro()).hasNoStuckRuns().hasNoLeakedPermits();
    }

    @CrashAtEveryCommit
    void wherever_the_process_dies_an_order_is_charged_once(MaestroTestKit kit, Mocks mocks, EffectsLedger effects) {
        mocks.step("charge").fails(new IOException("no route")).doesItsWork();

        assertThat(kit.run(order(effects))).succeeded().took(Duration.ofHours(1));

        assertThat(effects.of("charge")).happenedExactlyOnce();
    }

    @Test
    void a_node_that_is_taken_for_dead_is_succeeded_by_another(
            MaestroTestKit kit, Mocks mocks, Faults faults, EffectsLedger effects) {
        mocks.step("charge").returns(new Receipt("18", Instant.EPOCH)).after(Duration.ofDays(1));
        var run = kit.maestro().register(order(effects)).start();
        kit.clock().settle();

        faults.loseHeartbeat();
        kit.clock().awaitEnd(run);

        assertThat(run).succeeded().took(Duration.ofDays(1));
        assertThat(effects.of("mail").times()).isEqualTo(Map.of("18", 1));
    }

    @Test
    void a_node_that_stood_still_is_refused_when_it_goes_on(MaestroTestKit kit, Faults faults, EffectsLedger effects) {
        var run = kit.maestro().register(order(effects)).start();
        faults.pauseNode();
        kit.clock().awaitEnd(run);
        faults.resumeNode();

        assertThat(run).succeeded();
        assertThat(effects.of("charge")).happenedExactlyOnce();
    }

    @Test
    void a_crash_is_one_of_a_node(MaestroTestKit kit, Faults faults, EffectsLedger effects) {
        faults.crashAfter(CrashPoint.bodyOf("mail"));

        assertThat(kit.run(order(effects))).succeeded();

        assertThat(faults.deaths()).isEqualTo(1);
        assertThat(effects.of("mail")).happenedTimes(2);
    }
}
