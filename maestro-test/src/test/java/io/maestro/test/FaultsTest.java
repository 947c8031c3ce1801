package io.maestro.test;

import static io.maestro.test.MaestroAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.StartRequest;
import io.maestro.definition.RetryPolicy;
import io.maestro.dsl.Workflow;
import io.maestro.run.RunStatus;
import io.maestro.store.RunQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@MaestroTest
class FaultsTest {

    private static Workflow order(EffectsLedger effects) {
        return Workflow.define("order", w -> {
            var charge = w.step("charge", ctx -> {
                effects.note("charge", ctx.idempotencyKey());
                return "receipt";
            });
            w.run("mail", ctx -> effects.note("mail", ctx.get(charge))).after(charge);
        });
    }

    @Test
    void a_crash_after_an_outcome_does_not_repeat_the_step(MaestroTestKit kit, Faults faults, EffectsLedger effects) {
        faults.crashAfter(CrashPoint.outcomeOf("charge"));

        assertThat(kit.run(order(effects))).succeeded().tookPath("charge", "mail");

        assertThat(faults.deaths()).isEqualTo(1);
        assertThat(effects.of("charge")).happenedExactlyOnce();
        assertThat(effects.of("mail")).happenedExactlyOnce();
    }

    @Test
    void a_crash_before_an_outcome_repeats_the_work_with_the_same_key(
            MaestroTestKit kit, Faults faults, EffectsLedger effects) {
        faults.crashBefore(CrashPoint.outcomeOf("charge"));

        assertThat(kit.run(order(effects))).succeeded().step("charge").ranTimes(1);

        assertThat(effects.of("charge").times()).isEqualTo(Map.of("order:1:1/charge", 2));
        assertThatThrownBy(() -> assertThat(effects.of("charge")).happenedExactlyOnce())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("'charge' of 'order:1:1/charge' was to happen exactly once but happened 2 times");
    }

    @Test
    void a_crash_before_a_body_leaves_nothing_done_and_one_after_it_all(
            MaestroTestKit kit, Faults faults, EffectsLedger effects) {
        faults.crashBefore(CrashPoint.bodyOf("charge")).crashAfter(CrashPoint.bodyOf("mail"));

        assertThat(kit.run(order(effects))).succeeded();

        assertThat(faults.deaths()).isEqualTo(2);
        assertThat(effects.of("charge")).happenedExactlyOnce();
        assertThat(effects.of("mail")).happenedTimes(2);
    }

    @Test
    void a_start_that_a_crash_cuts_off_is_made_once(MaestroTestKit kit, Faults faults, EffectsLedger effects) {
        faults.crashBefore(CrashPoint.commit(1)).crashAfter(CrashPoint.commit(2));

        assertThat(kit.run(order(effects))).succeeded();

        assertThat(faults.deaths()).isEqualTo(2);
        assertThat(kit.maestro().runs(RunQuery.of("order"))).hasSize(1);
    }

    @Test
    void what_a_test_holds_goes_on_with_the_next_engine(MaestroTestKit kit, Faults faults, EffectsLedger effects) {
        var workflow = kit.maestro().register(order(effects));
        kit.mocks().step("charge").returns("late").after(Duration.ofDays(1));
        var run = workflow.start();
        var step = run.step("charge");
        var ended = run.ended();
        var control = kit.maestro().control("order");
        kit.clock().settle();

        faults.crash();

        assertThat(run.status()).isEqualTo(RunStatus.IN_PROGRESS);
        assertThat(step.attempt()).isPresent();
        assertThat(control.active()).contains(1L);
        assertThat(workflow.version()).isEqualTo(1);
        assertThat(ended).isNotDone();
        assertThat(kit.clock().awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(ended).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(run.run());
        assertThat(kit.maestro().find(run.id())).contains(run);
        assertThat(run).isNotEqualTo(workflow.start()).hasToString("order:1:1");
    }

    @Test
    void a_timer_outlives_a_crash(MaestroTestKit kit, Faults faults) {
        var workflow = Workflow.define(
                "again", w -> w.step("charge", ctx -> "receipt").retry(RetryPolicy.fixed(3, Duration.ofHours(1))));
        kit.mocks().step("charge").fails(new IOException("no route")).returns("receipt");
        faults.crashAfter(CrashPoint.outcomeOf("charge"));

        assertThat(kit.run(workflow))
                .succeeded()
                .took(Duration.ofHours(1))
                .step("charge")
                .ranTimes(2)
                .retriedAfter(Duration.ofHours(1));
    }

    @Test
    void an_action_that_a_crash_cuts_off_is_asked_for_again(MaestroTestKit kit, Faults faults) {
        kit.mocks().step("charge").hangs();
        var run = kit.maestro().register(order(new EffectsLedger())).start();
        kit.clock().settle();
        faults.crashAfter(CrashPoint.commit(faults.commits() + 1));

        run.stop("ann", "enough");
        kit.clock().awaitEnd(run);

        assertThat(faults.deaths()).isEqualTo(1);
        assertThat(run).stopped();
    }

    @ParameterizedTest
    @EnumSource(
            value = CommitFailure.class,
            names = {"UNAVAILABLE", "LOST_UNRECORDED", "LOST_RECORDED"})
    void commits_that_fail_for_a_while_lose_nothing_and_do_nothing_twice(CommitFailure failure) {
        try (var kit = MaestroTestKit.create()) {
            var workflow = kit.maestro().register(order(kit.effects()));
            kit.faults().failCommits(failure, 2);
            var run = workflow.start();
            kit.faults().failCommits(failure, 3);
            kit.clock().awaitEnd(run);

            assertThat(run).succeeded();
            assertThat(kit.effects().of("charge")).happenedExactlyOnce();
            assertThat(kit.maestro().runs(RunQuery.of("order"))).hasSize(1);
        }
    }

    @Test
    void a_run_that_cannot_be_recorded_goes_on_after_a_restart(
            MaestroTestKit kit, Faults faults, EffectsLedger effects) {
        kit.mocks().step("charge").returns("late").after(Duration.ofDays(1));
        var run = kit.maestro().register(order(effects)).start();
        kit.clock().settle();
        faults.failCommits(CommitFailure.REFUSED, 100);
        kit.clock().advance(Duration.ofDays(1));
        kit.clock().settle();
        assertThat(run.status()).isEqualTo(RunStatus.IN_PROGRESS);

        faults.heal();
        faults.crash();
        kit.clock().awaitEnd(run);

        assertThat(run).succeeded();
    }

    @Test
    void slow_commits_take_virtual_time(MaestroTestKit kit, Faults faults, EffectsLedger effects) {
        faults.slowCommits(Duration.ofSeconds(5));

        assertThat(kit.run(order(effects))).succeeded();

        assertThat(kit.clock().instant()).isEqualTo("2026-01-01T00:00:10Z");
    }

    @Test
    void a_node_that_is_taken_for_dead_records_nothing_more(MaestroTestKit kit, Faults faults, EffectsLedger effects) {
        var first = new Gate();
        var calls = new AtomicInteger();
        kit.mocks().step("charge").does(ctx -> {
            if (calls.incrementAndGet() == 1) {
                first.pass();
                return "of the dead";
            }
            return "of the living";
        });
        var run = kit.maestro().register(order(effects)).start();
        first.awaitArrival();

        faults.loseHeartbeat();
        kit.clock().awaitEnd(run);
        first.open();

        assertThat(run).succeeded().step("charge").ranTimes(1).returned("of the living");
        assertThat(effects.of("mail").times()).isEqualTo(Map.of("of the living", 1));
    }

    @Test
    void a_node_that_stood_still_is_refused_when_it_goes_on(MaestroTestKit kit, Faults faults, EffectsLedger effects) {
        kit.mocks().step("charge").returns("late").after(Duration.ofDays(1));
        var run = kit.maestro().register(order(effects)).start();
        kit.clock().settle();

        faults.pauseNode();
        kit.clock().awaitEnd(run);
        faults.resumeNode();

        assertThat(run).succeeded().took(Duration.ofDays(1));
        assertThat(effects.of("mail")).happenedExactlyOnce();
    }

    @Test
    void a_duplicate_delivery_does_the_work_twice_and_counts_once(
            MaestroTestKit kit, Faults faults, EffectsLedger effects) {
        faults.runTwice("charge");

        assertThat(kit.run(order(effects))).succeeded().step("charge").ranTimes(1);

        assertThat(effects.of("charge")).happenedTimes(2);
        assertThat(effects.of("mail")).happenedExactlyOnce();
        assertThat(effects.of("refund")).neverHappened();
    }

    @Test
    void starts_have_ids_of_requests_only_when_something_may_go_wrong(MaestroTestKit kit, Faults faults) {
        var workflow = kit.maestro().register(order(new EffectsLedger()));
        var first = kit.maestro().startAll("order", List.of(StartRequest.plain(), StartRequest.plain()));
        faults.crashAfter(CrashPoint.commit(faults.commits() + 1));

        var second = kit.maestro().startAll("order", List.of(StartRequest.plain(), StartRequest.plain()));

        assertThat(first).doesNotContainAnyElementsOf(second);
        assertThat(kit.maestro().runs(RunQuery.of("order"))).hasSize(4);
        assertThat(workflow.id().value()).isEqualTo("order");
    }

    @Test
    void points_and_amounts_are_checked() {
        assertThatThrownBy(() -> CrashPoint.commit(0)).hasMessage("the number of a commit is 1 at least but was 0");
        assertThatThrownBy(() -> CrashPoint.bodyOf("a", -1))
                .hasMessage("the number of a body is 1 at least but was -1");
        assertThatThrownBy(() -> new Faults().failCommits(CommitFailure.REFUSED, 0))
                .hasMessage("one commit fails at least but it was to be 0");
        assertThatThrownBy(() -> new Faults().slowCommits(Duration.ofSeconds(-1)))
                .hasMessage("a commit takes no negative time but was to take PT-1S");
    }
}
