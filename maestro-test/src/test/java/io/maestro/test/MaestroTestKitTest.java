package io.maestro.test;

import static io.maestro.test.MaestroAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.Maestro;
import io.maestro.definition.FailureMode;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.StepId;
import io.maestro.dsl.Workflow;
import io.maestro.dsl.WorkflowJson;
import io.maestro.run.FailureKind;
import io.maestro.run.StepStatus;
import io.maestro.step.StepResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@MaestroTest
class MaestroTestKitTest {

    private static final String CALL = """
            {"properties": {"owner": "ann"}, "workflow": {"id": "call", "steps": [{"step": {"id": "ask", "type": "Http"}}]}}""";

    /** A payment that no test may really charge. */
    private static Workflow payment() {
        return Workflow.define("payment", w -> {
            var order = w.param("order", Long.class);
            var charge = w.step("charge", ctx -> really(ctx.get(order)))
                    .retry(RetryPolicy.fixed(3, Duration.ofHours(1)))
                    .timeout(Duration.ofDays(1));
            var ship = w.run("ship", ctx -> {}).after(charge);
            w.run("mail", ctx -> {}).after(ship);
        });
    }

    private static String really(long order) {
        throw new AssertionError("order " + order + " was really charged");
    }

    @Test
    void a_mock_answers_in_turn_and_gives_its_last_answer_again(MaestroTestKit kit) {
        var charge = kit.mocks()
                .step("charge")
                .fails(new IOException("no route"))
                .times(2)
                .returns("receipt");

        var run = kit.run(payment(), Map.of("order", 17));
        var another = kit.run(payment(), Map.of("order", 18));

        assertThat(run)
                .succeeded()
                .tookPath("charge", "ship", "mail")
                .took(Duration.ofHours(2))
                .hasParam("order", 17)
                .step("charge")
                .ranTimes(3)
                .retriedAfter(Duration.ofHours(1), Duration.ofHours(1))
                .returned("receipt");
        assertThat(another).succeeded().step("charge").ranTimes(1);
        assertThat(charge.calls()).extracting(StepCall::attempt).containsExactly(1, 2, 3, 1);
        assertThat(charge.calls()).extracting(StepCall::runId).contains(run.id(), another.id());
    }

    @Test
    void the_newest_condition_that_holds_decides_who_answers(MaestroTestKit kit) {
        var charge = kit.mocks().step("charge").returns("all others");
        charge.when(call -> call.attempt() == 1).fails(FailureKind.PLATFORM, "down");
        charge.when(call -> call.runId().instance() == 2).returns("second");

        assertThat(kit.run(payment(), Map.of("order", 1)))
                .step("charge")
                .ranTimes(2)
                .returned("all others");
        assertThat(kit.run(payment(), Map.of("order", 2)))
                .step("charge")
                .ranTimes(1)
                .returned("second");
    }

    @Test
    void an_answer_may_come_after_some_time(MaestroTestKit kit) {
        kit.mocks().step("charge").returns("late").after(Duration.ofHours(3));

        assertThat(kit.run(payment(), Map.of("order", 1)))
                .succeeded()
                .took(Duration.ofHours(3))
                .step("charge")
                .returned("late");
    }

    @Test
    void a_step_that_hangs_comes_to_its_timeout(MaestroTestKit kit) {
        kit.mocks().step("charge").hangs();

        assertThat(kit.run(payment(), Map.of("order", 1)))
                .timedOut()
                .took(Duration.ofDays(1))
                .neverRan("ship", "mail")
                .step("charge")
                .hasStatus(StepStatus.TIMED_OUT)
                .step("ship")
                .hasStatus(StepStatus.NOT_CREATED);
    }

    @Test
    void a_step_without_an_answer_does_its_work_and_its_calls_are_noted(MaestroTestKit kit, Mocks mocks) {
        var ship = mocks.step("ship");
        mocks.step("charge").returns("receipt");

        assertThat(kit.run(payment(), Map.of("order", 1))).succeeded();

        assertThat(ship.calls()).hasSize(1);
    }

    @Test
    void a_mock_may_do_something_and_then_what_the_step_really_does(MaestroTestKit kit) {
        var workflow = Workflow.define("count", w -> {
            var first = w.step("first", ctx -> 1).retry(RetryPolicy.fixed(1, Duration.ofMinutes(1)));
            w.step("second", first, number -> number + 1);
        });
        kit.mocks().step("first").fails(new IOException("once")).doesItsWork();
        kit.mocks().step("second").does(ctx -> ctx.output(new StepId("first")) + "!");

        assertThat(kit.run(workflow))
                .succeeded()
                .step("first")
                .ranTimes(2)
                .step("second")
                .returned("1!");
    }

    @Test
    void an_output_of_a_mock_sets_params_as_the_real_one_does(MaestroTestKit kit) {
        var workflow = Workflow.define("train", w -> {
            var score = w.step("score", ctx -> 0.1).outputParam("error", Double.class);
            w.from(score).when("error > 0.4").to(w.run("again", ctx -> {})).otherwise(w.run("publish", ctx -> {}));
        });
        kit.mocks().step("score").returns(0.5);

        assertThat(kit.run(workflow))
                .succeeded()
                .neverRan("publish")
                .step("score")
                .hasParam("error", 0.5);
    }

    @Test
    void a_step_in_a_loop_is_mocked_by_its_id(MaestroTestKit kit) {
        var workflow = Workflow.define("load", w -> {
            var files = w.step("list", ctx -> List.of("a", "b", "c"));
            w.foreach("load", files, (file, body) -> body.step("read", file, String::length));
        });
        kit.mocks().step("read").returns(7);

        var run = kit.run(workflow);

        assertThat(run).succeeded().tookPath("list", "load[0..2]");
        assertThat(run.child("load", 2).orElseThrow()).step("read").returned(7);
        assertThatThrownBy(() -> assertThat(run).tookPath("list", "load[0..1]"))
                .hasMessageContaining("'load' was to end with iteration 1 but had another");
        assertThatThrownBy(() -> assertThat(run).tookPath("list", "load[0..3]"))
                .hasMessageContaining("iteration 3 of 'load' was to end well but never began");
    }

    @Test
    @MaestroTest(mockTypes = "Http")
    void a_step_type_that_the_test_does_not_have_is_mocked(MaestroTestKit kit) {
        kit.mocks().type("http").returns(StepResult.failed(FailureKind.FATAL, "404"));

        var run = kit.maestro().register(WorkflowJson.read(CALL)).start();
        kit.clock().awaitEnd(run);

        assertThat(run).failed().step("ask").failedWith("404");
    }

    @Test
    @MaestroTest(mockTypes = "Http", strict = true)
    void nothing_outside_of_a_strict_test_is_touched(MaestroTestKit kit) {
        var run = kit.maestro().register(WorkflowJson.read(CALL)).start();
        kit.clock().awaitEnd(run);

        assertThat(run).failed().step("ask").ranTimes(1).failedWith("has no answer");
    }

    @Test
    void an_answer_for_a_step_that_nobody_has_fails_the_test() {
        var kit = MaestroTestKit.create();
        kit.maestro().register(payment());
        kit.mocks().step("chrage").returns("receipt");

        assertThatThrownBy(kit::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("[chrage]")
                .hasMessageContaining("charge");
    }

    @Test
    void what_is_injected_belongs_to_one_kit(MaestroTestKit kit, Maestro maestro, VirtualClock clock, Mocks mocks) {
        assertThat(maestro).isSameAs(kit.maestro());
        assertThat(clock).isSameAs(kit.clock());
        assertThat(mocks).isSameAs(kit.mocks());
        assertThat(maestro.workflows()).isEmpty();
    }

    @Test
    void an_assertion_that_fails_tells_what_has_happened(MaestroTestKit kit) {
        var workflow = Workflow.define("short", w -> {
            var one = w.run("one", ctx -> {
                        throw new IOException("no route");
                    })
                    .retry(RetryPolicy.none())
                    .failureMode(FailureMode.FAIL_AFTER_RUNNING);
            w.run("two", ctx -> {}).after(one);
        });

        var run = kit.run(workflow);

        assertThatThrownBy(() -> assertThat(run).succeeded())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the run was to be SUCCEEDED but is FAILED")
                .hasMessageContaining("2026-01-01T00:00:00Z step one, attempt 1: FATALLY_FAILED (")
                .hasMessageContaining("step 'two' is NOT_CREATED: was not reached, because 'one' did not complete")
                .hasMessageContaining("flowchart TB");
        assertThatThrownBy(() -> assertThat(run).tookPath("one", "two"))
                .hasMessageContaining("was to take the path [one, two] but took []");
        assertThatThrownBy(() -> assertThat(run).neverRan("one")).hasMessageContaining("'one' was not to run but did");
        assertThatThrownBy(() -> assertThat(run).neverRan("tow"))
                .hasMessageContaining("there is no step 'tow'; steps are [one, two]");
        assertThatThrownBy(() -> assertThat(run).took(Duration.ofHours(1)))
                .hasMessageContaining("was to take PT1H but took PT0S");
        assertThatThrownBy(() -> assertThat(run).step("one").ranTimes(2))
                .hasMessageContaining("was to run 2 times but ran 1 times");
        assertThatThrownBy(() -> assertThat(run).step("one").succeeded())
                .hasMessageContaining("'one' was to be SUCCEEDED but is FATALLY_FAILED");
        assertThatThrownBy(() -> assertThat(run).step("one").failedWith("no power"))
                .hasMessageContaining("was to fail with 'no power'");
        assertThatThrownBy(() -> assertThat(run).step("one").returned("x"))
                .hasMessageContaining("was to return x but returned nothing");
        assertThatThrownBy(() -> assertThat(run).hasParam("x", 1))
                .hasMessageContaining("param 'x' of the run was to be")
                .hasMessageContaining("is not there");
    }

    @Test
    void visits_of_a_cycle_are_counted(MaestroTestKit kit) {
        var workflow = Workflow.define("mend", w -> {
            var check = w.step("check", ctx -> 1).outputParam("left", Integer.class);
            w.from(check).when("left > 0").backTo(check).atMost(10);
        });
        kit.mocks().step("check").returns(2).returns(1).returns(0);

        assertThat(kit.run(workflow)).succeeded().step("check").wasVisited(3).ranTimes(3);
    }

    @Nested
    class Within {

        @Test
        void nested_tests_have_kits_as_well(MaestroTestKit kit) {
            kit.mocks().step("charge").returns("receipt");

            assertThat(kit.run(payment(), Map.of("order", 1))).succeeded();
        }
    }
}
