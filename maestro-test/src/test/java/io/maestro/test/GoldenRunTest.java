package io.maestro.test;

import static io.maestro.test.MaestroAssertions.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maestro.RunHandle;
import io.maestro.definition.RetryPolicy;
import io.maestro.dsl.Workflow;
import io.maestro.dsl.WorkflowJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenRunTest {

    @TempDir
    private Path folder;

    private GoldenRun golden() {
        return GoldenRun.of(folder.resolve("golden/order.txt"));
    }

    private String written() throws IOException {
        return Files.readString(golden().file());
    }

    /** Charges, and then ships each part, or refunds. */
    private static Workflow order() {
        return Workflow.define("order", w -> {
            w.param("key", String.class).sensitive();
            var parts = w.step("list", ctx -> List.of("leg", "top"));
            var charge = w.step("charge", ctx -> 40L)
                    .retry(RetryPolicy.fixed(2, Duration.ofHours(1)))
                    .after(parts);
            var ship =
                    w.foreach("ship", parts, (part, body) -> body.step("pack", part, name -> name + " by " + "mail"));
            var refund = w.run("refund", ctx -> {});
            w.from(charge).when(ctx -> ctx.get(charge) > 0).to(ship).otherwise(refund);
        });
    }

    private static RunHandle run(MaestroTestKit kit) {
        return kit.run(order(), Map.of("key", "open sesame"));
    }

    private void record(Consumer<Mocks> told) {
        try (var kit = MaestroTestKit.create()) {
            told.accept(kit.mocks());
            golden().record(run(kit));
        }
    }

    /** Compares with what was recorded, and returns what the assertion says. */
    private String complaint(Consumer<Mocks> told) {
        try (var kit = MaestroTestKit.create()) {
            told.accept(kit.mocks());
            var run = run(kit);
            var failure = catchThrowableOfType(
                    AssertionError.class, () -> assertThat(run).isLike(golden()));
            var message = requireNonNull(failure.getMessage());
            return message.substring(0, message.indexOf("\nrun order:1:1 is "));
        }
    }

    @Test
    void what_is_recorded_can_be_read() throws IOException {
        record(mocks -> mocks.step("charge").fails(new IOException("no route")).returns(40L));

        assertThat(written()).isEqualTo("""
                # What a run came to. Written by its test, when that runs with -Dmaestro.golden.update=true; see GoldenRun.

                run
                  workflow: order
                  status: SUCCEEDED
                  started after: 0 s
                  ended after: 1 hour
                  param key: ***
                  leaf steps UNSATISFIED: 1
                  leaf steps SUCCEEDED: 4

                step list, attempt 1
                  status: SUCCEEDED
                  started after: 0 s
                  ended after: 0 s
                  output: ["leg", "top"]
                  to charge: yes

                step charge, attempt 1
                  status: USER_FAILED
                  started after: 0 s
                  ended after: 0 s
                  error: "IOException: no route"

                step charge, attempt 2
                  status: SUCCEEDED
                  started after: 1 hour
                  ended after: 1 hour
                  output: 40
                  to refund: no
                  to ship: yes

                step ship, attempt 1
                  status: SUCCEEDED
                  started after: 1 hour
                  ended after: 1 hour
                  leaf steps SUCCEEDED: 2

                step refund, attempt 1
                  status: UNSATISFIED
                  ended after: 1 hour

                run ship[0]
                  status: SUCCEEDED
                  item: "leg"
                  started after: 1 hour
                  ended after: 1 hour
                  leaf steps SUCCEEDED: 1

                step ship[0]/pack, attempt 1
                  status: SUCCEEDED
                  started after: 1 hour
                  ended after: 1 hour
                  output: "leg by mail"

                run ship[1]
                  status: SUCCEEDED
                  item: "top"
                  started after: 1 hour
                  ended after: 1 hour
                  leaf steps SUCCEEDED: 1

                step ship[1]/pack, attempt 1
                  status: SUCCEEDED
                  started after: 1 hour
                  ended after: 1 hour
                  output: "top by mail"
                """);
    }

    @Test
    void a_run_of_another_number_at_another_time_is_like_it() {
        record(mocks -> mocks.step("pack").does(ctx -> ctx.idempotencyKey() + " " + UUID.randomUUID()));

        try (var kit = MaestroTestKit.builder()
                .startAt(Instant.parse("2031-07-01T12:00:00Z"))
                .build()) {
            kit.mocks().step("pack").does(ctx -> ctx.idempotencyKey() + " " + UUID.randomUUID());
            run(kit);
            assertThat(run(kit)).isLike(golden());
        }
    }

    @Test
    void another_output_is_told() {
        record(mocks -> {});

        assertThat(complaint(mocks -> mocks.step("charge").returns(41L)))
                .isEqualTo("the run was to be like that of '" + golden().file() + "' but is not (- recorded, + now):\n"
                        + """
                          step charge, attempt 1
                        -   output: 40
                        +   output: 41
                        to record it anew, run the test once with -Dmaestro.golden.update=true""");
    }

    @Test
    void another_path_is_told() {
        record(mocks -> {});

        assertThat(complaint(mocks -> mocks.step("charge").returns(0L))).contains("""
                -   to ship: yes
                +   to ship: no
                  step ship, attempt 1
                -   status: SUCCEEDED
                +   status: UNSATISFIED
                """, """
                - run ship[0]
                -   status: SUCCEEDED
                """);
    }

    @Test
    void another_retry_is_told() {
        record(mocks -> mocks.step("charge").fails(new IOException("no route")).returns(40L));

        assertThat(complaint(mocks -> {})).contains("""
                  run
                -   ended after: 1 hour
                +   ended after: 0 s
                  step charge, attempt 1
                -   status: USER_FAILED
                +   status: SUCCEEDED
                -   error: "IOException: no route"
                """, "\n- step charge, attempt 2\n-   status: SUCCEEDED\n");
    }

    @Test
    void what_an_iteration_comes_to_is_told() {
        record(mocks -> {});

        assertThat(complaint(mocks -> mocks.step("pack")
                        .when(call -> call.runId().instance() == 2)
                        .returns("lost")))
                .contains("  step ship[1]/pack, attempt 1\n-   output: \"top by mail\"\n+   output: \"lost\"");
    }

    @Test
    void no_more_than_ten_places_are_told() {
        var letters = List.of("abcdefghijkl".split(""));
        var loop = Workflow.define(
                "loop",
                w -> w.foreach(
                        "each",
                        w.step("list", ctx -> letters),
                        (letter, body) -> body.step("copy", letter, text -> text)));
        try (var kit = MaestroTestKit.create()) {
            golden().record(kit.run(loop));
            kit.mocks().step("copy").returns("z");
            var run = kit.run(loop);

            assertThatThrownBy(() -> assertThat(run).isLike(golden()))
                    .hasMessageContaining("\nand so on, for 2 more runs and attempts\nto record it anew, ");
        }
    }

    @Test
    void the_order_of_what_goes_on_side_by_side_does_not_matter() {
        record(mocks -> {});

        MaestroTestKit.builder().forSeeds(20, kit -> assertThat(run(kit)).isLike(golden()));
    }

    @Test
    void crashes_do_not_matter() {
        record(mocks -> {});

        MaestroTestKit.builder().crashAtEveryCommit(kit -> assertThat(run(kit)).isLike(golden()));
    }

    @Test
    void what_is_sensitive_is_nowhere() throws IOException {
        record(mocks -> mocks.step("charge").does(ctx -> {
            throw new IOException("nobody opens by saying open sesame");
        }));

        assertThat(written()).doesNotContain("sesame").contains("param key: ***\n", "nobody opens by saying ***");
    }

    @Test
    void a_sensitive_value_in_an_output_is_left_out() throws IOException {
        record(mocks -> mocks.step("pack").returns(Map.of("said", List.of("open sesame!"))));

        assertThat(written()).doesNotContain("sesame").contains("output: {\"said\": [\"***!\"]}\n");
    }

    @Test
    void params_are_told_where_they_come_from() throws IOException {
        var report = WorkflowJson.read("""
                {"properties": {"owner": "ann"}, "workflow": {"id": "report",
                 "params": {"n": {"value": 3, "type": "LONG"}}, "steps": [
                  {"foreach": {"id": "each",
                    "params": {"loop_params": {"value": {"i": {"value": [1, 2], "type": "LONG_ARRAY"}}, "type": "MAP"}},
                    "steps": [{"step": {"id": "add", "type": "NoOp",
                      "params": {"sum": {"expression": "n + i", "type": "LONG"}}}}]}}]}}""");
        try (var kit = MaestroTestKit.create()) {
            kit.maestro().register(report);
            golden().record(kit.run(Workflow.define("caller", w -> w.subworkflow("call", "report"))));
        }

        assertThat(written().lines().filter(line -> line.startsWith("  param ")))
                .containsExactly(
                        "  param subworkflow_id: \"report\"",
                        "  param n: 3",
                        "  param loop_params: {\"i\": [1, 2]}",
                        "  param i: 1",
                        "  param loop_index: 0",
                        "  param sum: 4",
                        "  param i: 2",
                        "  param loop_index: 1",
                        "  param sum: 5");
    }

    @Test
    void a_run_that_goes_on_is_told_as_it_stands() throws IOException {
        try (var kit = MaestroTestKit.create()) {
            kit.mocks().step("charge").hangs();
            var run = kit.maestro().register(order()).start(Map.of("key", "open sesame"));
            kit.clock().settle();

            golden().record(run);
            assertThat(run).isLike(golden());
            kit.clock().advance(Duration.ofDays(11));

            assertThat(written()).contains("step charge, attempt 1\n  status: RUNNING\n  started after: 0 s\n");
            assertThatThrownBy(() -> assertThat(run).isLike(golden())).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void what_was_not_recorded_says_how_to_record_it() {
        assertThat(complaint(mocks -> {}))
                .isEqualTo("the run was to be like that of '" + golden().file() + "', which does not exist;"
                        + " to record it, run the test once with -Dmaestro.golden.update=true");
    }

    @Test
    void it_is_recorded_anew_where_that_is_asked_for() {
        var anew = new GoldenRun(golden().file(), true);
        record(mocks -> mocks.step("charge").returns(0L));

        try (var kit = MaestroTestKit.create()) {
            assertThat(run(kit)).isLike(anew).isLike(golden());
        }
    }

    @Test
    void a_line_that_is_no_fact_is_told() throws IOException {
        record(mocks -> {});
        Files.writeString(golden().file(), "run\n  status: SUCCEEDED\n  and more\n");

        assertThat(complaint(mocks -> {}))
                .isEqualTo("golden run '" + golden().file() + "' cannot be read: line 3 is no fact: 'and more'"
                        + "\nto record it anew, run the test once with -Dmaestro.golden.update=true");
    }
}
