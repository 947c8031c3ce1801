package io.maestro.test;

import static io.maestro.test.MaestroAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.dsl.Workflow;
import io.maestro.dsl.WorkflowJson;
import io.maestro.param.ParamValue;
import io.maestro.run.FailureKind;
import io.maestro.step.StepResult;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@MaestroTest
class ReplayTest {

    private RunHandle run;

    /** An order as it is defined now, of which nothing is really done. */
    private record Order(long free, int retries, Duration limit, boolean mails) {
        static final Order THEN = new Order(100, 2, Duration.ofDays(8), false);

        Workflow workflow() {
            return Workflow.define("order", w -> {
                var amount = w.param("amount", Long.class);
                var charge = w.step("charge", ctx -> really(ctx.get(amount)))
                        .retry(RetryPolicy.fixed(retries, Duration.ofHours(1)));
                var parts =
                        w.step("list", ctx -> List.of("really")).after(charge).timeout(limit);
                var ship = w.foreach("ship", parts, (part, body) -> body.step("pack", part, ReplayTest::really));
                var gift = w.run("gift", ctx -> really(0L));
                w.from(parts).when(ctx -> ctx.get(amount) < free).to(ship).otherwise(gift);
                if (mails) {
                    w.run("mail", ctx -> really(0L)).after(ship);
                }
            });
        }
    }

    private static <T> T really(T what) {
        throw new AssertionError(what + " was really done");
    }

    @BeforeEach
    void an_order_was_made(MaestroTestKit kit, Mocks mocks) {
        mocks.step("charge").fails(new IOException("no route")).returns(40L);
        mocks.step("list").returns(List.of("leg", "top")).after(Duration.ofDays(6));
        mocks.step("pack").when(call -> call.runId().instance() == 1).returns("leg by mail");
        mocks.step("pack")
                .when(call -> call.runId().instance() == 2)
                .returns("top by ship")
                .after(Duration.ofDays(1));
        run = kit.run(Order.THEN.workflow(), Map.of("amount", 40));
        assertThat(run).succeeded().tookPath("charge", "list", "ship[0..1]");
    }

    private List<String> replayed(Order now) {
        return Replay.of(run).against(now.workflow());
    }

    @Test
    void in_the_same_definition_a_run_goes_the_same_way() {
        assertThat(replayed(Order.THEN)).isEmpty();
    }

    @Test
    void another_condition_is_told_by_the_other_way() {
        assertThat(replayed(new Order(30, 2, Duration.ofDays(8), false)))
                .contains(
                        "  step ship, attempt 1\n-   status: SUCCEEDED\n+   status: UNSATISFIED\n-   leaf steps SUCCEEDED: 2")
                .anyMatch(text -> text.startsWith("- run ship[1]\n"));
    }

    @Test
    void fewer_retries_are_told_by_a_failure() {
        assertThat(replayed(new Order(100, 0, Duration.ofDays(8), false)))
                .anyMatch(text -> text.startsWith("  run\n-   status: SUCCEEDED\n+   status: FAILED\n"))
                .anyMatch(text -> text.startsWith("- step charge, attempt 2\n"));
    }

    @Test
    void a_shorter_timeout_is_told_by_what_takes_longer() {
        assertThat(replayed(new Order(100, 2, Duration.ofDays(5), false)))
                .anyMatch(text -> text.startsWith("  step list, attempt 1\n-   status: SUCCEEDED\n+   status: TIME"));
    }

    @Test
    void a_step_that_is_new_is_told() {
        assertThat(replayed(new Order(100, 2, Duration.ofDays(8), true)))
                .anyMatch(text -> text.startsWith("+ step mail, attempt 1\n+   status: SUCCEEDED"));
    }

    @Test
    void a_run_of_production_is_replayed_without_its_clock() {
        try (var maestro = Maestro.inMemory()) {
            var made = maestro.register(Workflow.define("made", w -> {
                        var one = w.step("one", ctx -> ctx.now().toString());
                        w.run("two", one, said -> {});
                    }))
                    .start();
            made.await();

            assertThat(Replay.of(made).against(Workflow.define("made", w -> {
                        var one = w.step("one", ctx -> really("one"));
                        w.run("two", one, ReplayTest::really);
                    })))
                    .isEmpty();
        }
    }

    private static WorkflowDefinition sleeping(long seconds) {
        return WorkflowJson.read("""
                {"properties": {"owner": "ann"}, "workflow": {"id": "nap", "timeout": "1 hour", "steps": [
                  {"step": {"id": "sleep", "type": "Sleep",
                    "params": {"sleep_seconds": {"value": %d, "type": "LONG"}}}}]}}""".formatted(seconds));
    }

    @Test
    void a_step_that_sleeps_does_so_as_it_would_now(MaestroTestKit kit) {
        var slept = kit.maestro().register(sleeping(60)).start();
        kit.clock().awaitEnd(slept);

        assertThat(Replay.of(slept).against(sleeping(60))).isEmpty();
        assertThat(Replay.of(slept).against(sleeping(7200)))
                .anyMatch(text -> text.contains("\n-   status: SUCCEEDED\n+   status: TIMED_OUT\n"));
    }

    @Test
    void types_need_not_be_there_and_the_workflows_that_are_called_are_given() {
        var report = WorkflowJson.read("""
                {"properties": {"owner": "ann"}, "workflow": {"id": "report", "steps": [
                  {"step": {"id": "query", "type": "Presto",
                    "params": {"rows": {"value": 0, "type": "LONG"}}, "transition": {"successors": {"print": "true"}}}},
                  {"step": {"id": "print", "type": "Printer"}}]}}""");
        var caller = Workflow.define("caller", w -> w.subworkflow("call", "report"));
        var table = Map.of("rows", ParamValue.of(3L));
        try (var kit =
                MaestroTestKit.builder().mockType("Presto").mockType("Printer").build()) {
            kit.mocks().step("query").returns(StepResult.doneWith(table)).after(Duration.ofMinutes(1));
            kit.mocks().step("print").fails(FailureKind.FATAL, "no paper");
            kit.maestro().register(report);
            var failed = kit.run(caller);
            assertThat(failed).failed();

            assertThat(Replay.of(failed).with(report).against(caller)).isEmpty();
        }
    }

    @Test
    void what_has_not_ended_or_is_a_part_is_not_replayed(MaestroTestKit kit) {
        kit.mocks().step("hold").hangs();
        var going = kit.maestro()
                .register(Workflow.define("going", w -> w.run("hold", ctx -> {})))
                .start();
        kit.clock().settle();

        assertThatThrownBy(() -> Replay.of(going))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a run is replayed when it has ended, but going:1:1 has not");
        assertThatThrownBy(() -> Replay.of(run.child("ship", 1).orElseThrow()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "what a step started is replayed with the run at the top, order:1:1, but this is ");
    }
}
