package io.maestro.test;

import static io.maestro.test.MaestroAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.definition.RetryPolicy;
import io.maestro.dsl.Workflow;
import io.maestro.dsl.WorkflowJson;
import io.maestro.run.FailureKind;
import io.maestro.step.StepResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the guide to testing quotes. */
@MaestroTest
class TestingGuide {

    private static Workflow payment() {
        // region: workflow
        Workflow payment = Workflow.define("payment", w -> {
            var order = w.param("order", Long.class);
            var charge = w.step("charge", ctx -> Bank.charge(ctx.get(order)))
                    .retry(RetryPolicy.fixed(3, Duration.ofHours(1)))
                    .timeout(Duration.ofDays(1));
            var remind = w.run("wait", ctx -> Calendar.awaitDelivery(ctx.get(order)))
                    .after(charge)
                    .timeout(Duration.ofDays(8));
            w.run("thank", ctx -> Mail.thank(ctx.get(order))).after(remind);
        });
        // end
        return payment;
    }

    @SuppressWarnings("DoNotCallSuggester")
    private static final class Bank {
        static String charge(long order) {
            throw new AssertionError("order " + order + " was really charged");
        }
    }

    @SuppressWarnings("DoNotCallSuggester")
    private static final class Calendar {
        static void awaitDelivery(long order) {
            throw new AssertionError("order " + order + " was really waited for");
        }
    }

    @SuppressWarnings("DoNotCallSuggester")
    private static final class Mail {
        static void thank(long order) {
            throw new AssertionError("somebody was really thanked for order " + order);
        }
    }

    // region: first
    @Test
    void a_charge_that_fails_is_tried_again_after_an_hour(MaestroTestKit kit, Mocks mocks) {
        mocks.step("charge").fails(new IOException("no route to the bank")).returns("receipt 17");
        mocks.step("wait").succeeds().after(Duration.ofDays(6));
        mocks.step("thank").succeeds();

        var run = kit.run(payment(), Map.of("order", 17));

        assertThat(run)
                .succeeded()
                .tookPath("charge", "wait", "thank")
                .took(Duration.ofDays(6).plusHours(1))
                .step("charge")
                .ranTimes(2)
                .retriedAfter(Duration.ofHours(1))
                .returned("receipt 17");
    }
    // end

    // region: timeout
    @Test
    void nobody_is_thanked_for_what_is_not_delivered(MaestroTestKit kit, Mocks mocks) {
        mocks.step("charge").returns("receipt 17");
        mocks.step("wait").hangs();

        assertThat(kit.run(payment(), Map.of("order", 17)))
                .timedOut()
                .neverRan("thank")
                .took(Duration.ofDays(8));
    }
    // end

    // region: calls
    @Test
    void each_attempt_to_charge_has_the_same_key(MaestroTestKit kit, Mocks mocks) {
        var charge = mocks.step("charge").fails(FailureKind.PLATFORM, "the bank is closed");
        charge.when(call -> call.attempt() == 3).returns("receipt 17");
        mocks.step("wait").succeeds();
        mocks.step("thank").succeeds();

        assertThat(kit.run(payment(), Map.of("order", 17))).succeeded();

        assertThat(charge.calls())
                .hasSize(3)
                .extracting(StepCall::idempotencyKey)
                .containsOnly("payment:1:1/charge");
    }
    // end

    // region: types
    @Test
    @MaestroTest(
            mockTypes = {"Http", "Kubernetes"},
            strict = true)
    void a_definition_is_tested_without_what_it_works_with(MaestroTestKit kit, Mocks mocks) {
        mocks.type("Http").returns(StepResult.done());
        mocks.step("train").returns(StepResult.failed(FailureKind.USER, "out of memory"));

        var run = kit.maestro().register(WorkflowJson.read(training())).start();
        kit.clock().awaitEnd(run);

        assertThat(run).failed().neverRan("publish").step("train").ranTimes(3);
    }
    // end

    // region: crash
    @Test
    void a_charge_that_nobody_knows_of_is_not_made_twice(
            MaestroTestKit kit, Mocks mocks, EffectsLedger effects, Faults faults) {
        mocks.step("charge").does(ctx -> {
            var unused = effects.noteOnce("charge", ctx.idempotencyKey());
            return "receipt 17";
        });
        mocks.step("wait").succeeds().after(Duration.ofDays(6));
        mocks.step("thank").succeeds();
        faults.crashBefore(CrashPoint.outcomeOf("charge"));

        assertThat(kit.run(payment(), Map.of("order", 17))).succeeded();

        assertThat(faults.deaths()).isEqualTo(1);
        assertThat(effects.of("charge")).happenedExactlyOnce();
    }
    // end

    // region: everywhere
    @CrashAtEveryCommit
    void wherever_the_process_dies_an_order_is_charged_once(MaestroTestKit kit, Mocks mocks, EffectsLedger effects) {
        mocks.step("charge").fails(new IOException("no route to the bank")).does(ctx -> {
            var unused = effects.noteOnce("charge", ctx.idempotencyKey());
            return "receipt 17";
        });
        mocks.step("wait").succeeds().after(Duration.ofDays(6));
        mocks.step("thank").succeeds();

        assertThat(kit.run(payment(), Map.of("order", 17)))
                .succeeded()
                .took(Duration.ofDays(6).plusHours(1));

        assertThat(effects.of("charge")).happenedExactlyOnce();
    }
    // end

    // region: nodes
    @EachStore(StoreKind.SHARED_MEMORY)
    void an_order_goes_on_at_another_node_when_its_own_is_not_heard_of(MaestroTestKit kit, Mocks mocks) {
        mocks.step("charge").returns("receipt 17");
        mocks.step("wait").succeeds().after(Duration.ofDays(6));
        mocks.step("thank").succeeds();
        kit.maestro().register(payment());
        var other = kit.node("other");
        var id = other.maestro().start("payment", Map.of("order", 17)).id();
        kit.clock().settle();

        other.loseHeartbeat();
        var run = kit.maestro().find(id).orElseThrow();
        kit.clock().awaitEnd(run);

        assertThat(run).succeeded().took(Duration.ofDays(6));
    }
    // end

    // region: seeds
    @Seeds(20)
    void two_orders_at_once_are_charged_once_each(MaestroTestKit kit, Mocks mocks, EffectsLedger effects) {
        mocks.step("charge").does(ctx -> {
            effects.note("charge", ctx.idempotencyKey());
            return "receipt";
        });
        mocks.step("wait").succeeds().after(Duration.ofDays(6));
        mocks.step("thank").succeeds();
        var payment = kit.maestro().register(payment());

        var one = payment.start(Map.of("order", 17));
        var other = payment.start(Map.of("order", 18));
        kit.clock().awaitEnd(one);
        kit.clock().awaitEnd(other);

        assertThat(effects.of("charge")).happenedExactlyOnce().happenedTimes(2);
    }
    // end

    // region: loop
    @Test
    void three_files_are_read(MaestroTestKit kit, Mocks mocks) {
        var load = Workflow.define("load", w -> {
            var files = w.step("list", ctx -> List.of("a.csv", "b.csv", "c.csv"));
            w.foreach("load", files, (file, body) -> body.step("read", file, String::length));
        });
        mocks.step("read").when(call -> call.runId().instance() == 2).returns(0);

        var run = kit.run(load);

        assertThat(run).succeeded().tookPath("list", "load[0..2]");
        assertThat(run.child("load", 2).orElseThrow()).step("read").returned(0);
    }
    // end

    // region: golden
    @Test
    void an_order_goes_as_it_always_went(MaestroTestKit kit, Mocks mocks) {
        mocks.step("charge").fails(new IOException("no route to the bank")).returns("receipt 17");
        mocks.step("wait").succeeds().after(Duration.ofDays(6));
        mocks.step("thank").succeeds();

        var run = kit.run(payment(), Map.of("order", 17));

        assertThat(run).isLike(GoldenRun.of(Path.of("src/test/golden/payment.txt")));
    }
    // end

    // region: replay
    @Test
    void with_one_try_fewer_the_order_would_have_failed(MaestroTestKit kit, Mocks mocks) {
        mocks.step("charge").fails(new IOException("no route to the bank")).returns("receipt 17");
        mocks.step("wait").succeeds().after(Duration.ofDays(6));
        mocks.step("thank").succeeds();
        var run = kit.run(payment(), Map.of("order", 17));

        assertThat(Replay.of(run).against(payment())).isEmpty();
        assertThat(Replay.of(run).against(withoutRetries())).contains("""
                  step charge, attempt 1
                -   status: USER_FAILED
                +   status: FATALLY_FAILED""");
    }
    // end

    private static Workflow withoutRetries() {
        return Workflow.define("payment", w -> {
            var order = w.param("order", Long.class);
            var charge = w.step("charge", ctx -> Bank.charge(ctx.get(order)));
            var remind =
                    w.run("wait", ctx -> Calendar.awaitDelivery(ctx.get(order))).after(charge);
            w.run("thank", ctx -> Mail.thank(ctx.get(order))).after(remind);
        });
    }

    // region: coverage
    @Test
    void a_good_day_does_not_cover_all_of_a_payment() {
        var coverage = PipelineCoverage.create();

        try (var kit = MaestroTestKit.builder().coverage(coverage).build()) {
            var mocks = kit.mocks();
            mocks.step("charge").fails(new IOException("no route to the bank")).returns("receipt 17");
            mocks.step("wait").succeeds();
            mocks.step("thank").succeeds();
            kit.run(payment(), Map.of("order", 17));
        }

        assertThatThrownBy(() -> coverage.requireAtLeast(0.9)).hasMessage("""
                90 % of workflows were to be covered at least but 66 % are; not covered:
                  payment: the retries of step 'charge' were never used up
                  payment: step 'charge' never timed out
                  payment: step 'wait' never timed out""");
    }
    // end

    private static String training() {
        return """
                {"properties": {"owner": "ann"},
                 "workflow": {"id": "training", "steps": [
                   {"step": {"id": "fetch", "type": "Http", "transition": {"successors": {"train": "true"}}}},
                   {"step": {"id": "train", "type": "Kubernetes", "transition": {"successors": {"publish": "true"}}}},
                   {"step": {"id": "publish", "type": "Http"}}]}}""";
    }
}
