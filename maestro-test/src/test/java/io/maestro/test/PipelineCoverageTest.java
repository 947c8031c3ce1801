package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.definition.FailureMode;
import io.maestro.definition.RetryPolicy;
import io.maestro.dsl.Workflow;
import io.maestro.dsl.WorkflowJson;
import io.maestro.run.FailureKind;
import io.maestro.test.CoveragePoint.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PipelineCoverageTest {

    private final PipelineCoverage coverage = PipelineCoverage.create();

    private static Workflow order() {
        return Workflow.define("order", w -> {
            var amount = w.param("amount", 10L);
            var check = w.step("check", ctx -> ctx.get(amount));
            var approve = w.run("approve", ctx -> {});
            w.from(check).when(ctx -> ctx.get(check) > 100).to(approve);
            w.run("ship", ctx -> {})
                    .after(check)
                    .retry(RetryPolicy.fixed(2, Duration.ofHours(1)))
                    .timeout(Duration.ofDays(1))
                    .failureMode(FailureMode.IGNORE_FAILURE);
        });
    }

    private static Workflow load() {
        return Workflow.define("load", w -> {
            var size = w.param("size", 0L);
            var list = w.step("list", ctx -> List.of("a", "b").subList(0, (int) (long) ctx.get(size)));
            w.foreach("each", list, (file, body) -> body.step("read", file, String::length));
        });
    }

    private static Workflow poll() {
        return Workflow.define("poll", w -> {
            var passes = w.param("passes", 1L);
            var ask = w.step("ask", ctx -> ctx.attempt());
            var see = w.step("see", ctx -> (long) ctx.attempt()).after(ask);
            var done = w.run("done", ctx -> {});
            w.from(see).when(ctx -> ctx.get(see) <= ctx.get(passes)).backTo(ask).otherwise(done);
        });
    }

    private void play(Consumer<MaestroTestKit> test) {
        try (var kit = MaestroTestKit.builder().coverage(coverage).build()) {
            test.accept(kit);
        }
    }

    private WorkflowCoverage only() {
        assertThat(coverage.report().workflows()).hasSize(1);
        return coverage.report().workflows().getFirst();
    }

    private List<String> missing() {
        return only().missing().stream().map(CoveragePoint::missing).toList();
    }

    @Test
    void a_step_that_never_ran_and_a_transition_that_was_never_taken_are_missing() {
        play(kit -> kit.run(order()));

        assertThat(missing())
                .containsExactly(
                        "the transition from 'check' to 'approve' was never taken",
                        "step 'approve' never ran",
                        "step 'ship' was never tried again",
                        "the retries of step 'ship' were never used up",
                        "step 'ship' never timed out",
                        "step 'ship' never failed, and its failure mode says what comes of that");
    }

    @Test
    void a_condition_that_was_never_false_is_missing() {
        play(kit -> kit.run(order(), Map.of("amount", 200)));

        assertThat(missing())
                .contains("the condition of the transition from 'check' to 'approve' was never false")
                .doesNotContain("step 'approve' never ran", "the transition from 'check' to 'approve' was never taken");
    }

    @Test
    void retries_that_were_never_used_up_are_missing() {
        play(kit -> {
            kit.mocks().step("ship").fails(new IOException("no route")).succeeds();
            kit.run(order());
        });

        assertThat(missing())
                .contains("the retries of step 'ship' were never used up")
                .doesNotContain("step 'ship' was never tried again");
    }

    @Test
    void retries_are_not_used_up_by_a_failure_of_another_kind() {
        play(kit -> {
            kit.mocks().step("ship").fails(new IOException("no route")).times(2).hangs();
            kit.run(order());
        });

        assertThat(missing())
                .contains("the retries of step 'ship' were never used up")
                .doesNotContain("step 'ship' was never tried again", "step 'ship' never timed out");
    }

    @Test
    void retries_are_not_used_up_by_a_failure_for_good() {
        play(kit -> {
            kit.mocks().step("ship").fails(new IOException("no route")).fails(FailureKind.FATAL, "no such order");
            kit.run(order());
        });

        assertThat(missing()).contains("the retries of step 'ship' were never used up");
        assertThat(only().counts()).containsEntry(CoveragePoint.of(Kind.FAILED, "ship"), 1L);
    }

    @Test
    void a_condition_that_nobody_asked_for_was_not_false() {
        var chain = Workflow.define("chain", w -> {
            var first = w.step("first", ctx -> 1);
            var second = w.step("second", ctx -> 2);
            w.from(first).when(ctx -> ctx.get(first) > 1).to(second);
            w.run("third", ctx -> {}).after(second, ctx -> ctx.get(second) > 1);
        });

        play(kit -> kit.run(chain));

        assertThat(missing())
                .contains("the condition of the transition from 'second' to 'third' was never false")
                .doesNotContain("the condition of the transition from 'first' to 'second' was never false");
    }

    @Test
    void of_a_step_whose_author_said_nothing_only_its_work_is_to_be_come_to() {
        try (var kit =
                MaestroTestKit.builder().mockType("Http").coverage(coverage).build()) {
            kit.maestro().register(WorkflowJson.read("""
                    {"properties": {"owner": "ann"},
                     "workflow": {"id": "call", "steps": [{"step": {"id": "ask", "type": "Http"}}]}}"""));
        }

        assertThat(missing()).containsExactly("step 'ask' never ran");
    }

    @Test
    void what_one_kit_does_not_come_to_another_may() {
        play(kit -> kit.run(order()));
        play(kit -> kit.run(order(), Map.of("amount", 200)));
        play(kit -> {
            kit.mocks().step("ship").fails(new IOException("no route"));
            kit.run(order());
        });
        play(kit -> {
            kit.mocks().step("ship").hangs();
            kit.run(order());
        });

        assertThat(missing()).isEmpty();
        assertThat(only().share()).isEqualTo(1);
        assertThat(only().counts())
                .containsEntry(CoveragePoint.of(Kind.RAN, "check"), 4L)
                .containsEntry(CoveragePoint.of(Kind.RAN, "ship"), 6L)
                .containsEntry(CoveragePoint.of(Kind.TRIED_AGAIN, "ship"), 2L)
                .containsEntry(CoveragePoint.of(Kind.NOT_TAKEN, "check", "approve"), 3L);
        assertThatCode(() -> coverage.requireAtLeast(1)).doesNotThrowAnyException();
    }

    @Test
    void a_loop_is_to_have_no_iteration_and_one_and_several() {
        play(kit -> kit.run(load(), Map.of("size", 1)));
        assertThat(missing())
                .containsExactly("step 'each' never had no iteration", "step 'each' never had more than one iteration");

        play(kit -> kit.run(load(), Map.of("size", 0)));
        assertThat(missing()).containsExactly("step 'each' never had more than one iteration");

        play(kit -> kit.run(load(), Map.of("size", 2)));
        assertThat(missing()).isEmpty();
        assertThat(only().counts()).containsEntry(CoveragePoint.of(Kind.RAN, "each/read"), 3L);
    }

    @Test
    void iterations_of_a_while_are_counted_as_they_began() {
        var count = Workflow.define("count", w -> {
            var limit = w.param("limit", 0L);
            w.whileLoop("loop", body -> {
                var done = body.param("done", 0L);
                body.asLongAs(ctx -> ctx.get(done) < ctx.get(limit));
                var unused = body.step("next", done, n -> n + 1).outputParam(done, n -> n);
            });
        });

        play(kit -> kit.run(count, Map.of("limit", 3)));

        assertThat(missing())
                .containsExactly("step 'loop' never had no iteration", "step 'loop' never had one iteration only");
        assertThat(only().counts()).containsEntry(CoveragePoint.of(Kind.RAN, "loop/next"), 3L);
    }

    @Test
    void the_body_of_a_loop_that_had_no_iteration_is_missing() {
        play(kit -> kit.run(load()));

        assertThat(missing()).contains("step 'each/read' never ran");
    }

    @Test
    void a_run_is_to_go_round_a_cycle_not_at_all_and_once_and_several_times() {
        play(kit -> kit.run(poll()));
        assertThat(missing())
                .containsExactly(
                        "no run went without the transition from 'see' to 'ask'",
                        "no run went more than once by the transition from 'see' to 'ask'");

        play(kit -> kit.run(poll(), Map.of("passes", 0)));
        play(kit -> kit.run(poll(), Map.of("passes", 3)));
        assertThat(missing()).isEmpty();
    }

    @Test
    void a_workflow_that_was_only_registered_is_not_covered_at_all() {
        play(kit -> kit.maestro().register(order()));

        assertThat(only().share()).isZero();
    }

    @Test
    void too_little_coverage_fails_and_tells_what_is_missing() {
        play(kit -> kit.run(load(), Map.of("size", 2)));

        assertThatThrownBy(() -> coverage.requireAtLeast(0.9))
                .isInstanceOf(AssertionError.class)
                .hasMessage("90 % of workflows were to be covered at least but 71 % are; not covered:"
                        + "\n  load: step 'each' never had no iteration"
                        + "\n  load: step 'each' never had one iteration only");
        assertThatCode(() -> coverage.requireAtLeast(0.6)).doesNotThrowAnyException();
    }

    @Test
    void without_a_kit_that_is_closed_nothing_is_covered() {
        assertThatThrownBy(() -> coverage.requireAtLeast(0))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no kit with this coverage that is closed");
        assertThatThrownBy(() -> coverage.requireAtLeast(90)).hasMessage("a share is from 0 to 1 but was 90.0");
    }

    @Test
    void a_report_may_be_of_some_workflows() {
        play(kit -> {
            kit.run(load());
            kit.run(order());
        });

        assertThat(coverage.report().of("order").workflows())
                .extracting(part -> part.definition().id().value())
                .containsExactly("order");
        assertThatThrownBy(() -> coverage.report().of("ordr"))
                .hasMessage("no kit has registered a workflow 'ordr'; did you mean 'order'?");
    }

    @Test
    void the_text_tells_each_step_and_then_what_is_missing() {
        play(kit -> kit.run(load(), Map.of("size", 2)));

        assertThat(coverage.report().text()).isEqualTo("""
                covered: 71 %
                workflow 'load': 5 of 7 covered, 71 %
                  step 'list': ran: 1
                  the transition from 'list' to 'each': taken: 1
                  step 'each': ran: 1, no iteration: 0, one iteration: 0, several iterations: 1
                  step 'each/read': ran: 2
                  not covered:
                    step 'each' never had no iteration
                    step 'each' never had one iteration only
                """);
    }

    @Test
    void the_picture_is_a_heat_map_with_what_was_never_taken_dashed() {
        play(kit -> kit.run(order()));
        play(kit -> kit.run(load(), Map.of("size", 2)));

        var parts = coverage.report().workflows();
        assertThat(parts.getFirst().mermaid()).isEqualTo("""
                ---
                title: "workflow 'load': 5 of 7 covered, 71 %"
                ---
                flowchart TB
                  s0("list<br>ran: 1")
                  subgraph s1["each, ran: 1, no iteration: 0, one iteration: 0, several iterations: 1"]
                    s1_0("read<br>ran: 2")
                  end
                  s0 -->|"taken: 1"| s1
                  classDef heat2 fill:#ffdf9e,stroke:#6e7781,color:#1f2328
                  class s0,s1 heat2
                  classDef heat4 fill:#ff8f5e,stroke:#6e7781,color:#1f2328
                  class s1_0 heat4
                """);
        assertThat(parts.getLast().mermaid())
                .contains("s0 -.->|\"taken: 0<br>not taken: 1\"| s1")
                .contains("classDef heat0 fill:#f6f8fa")
                .contains("class s1 heat0");
    }

    @Test
    void the_json_tells_the_same() {
        play(kit -> kit.run(order()));

        var report = JsonMapper.shared().readTree(coverage.report().json());

        assertThat(report.at("/workflows/0/workflow").asString()).isEqualTo("order");
        assertThat(report.at("/workflows/0/points/0").toString())
                .isEqualTo("{\"kind\":\"RAN\",\"step\":\"check\",\"count\":1,\"required\":true}");
        assertThat(report.at("/workflows/0/points/1").toString())
                .isEqualTo("{\"kind\":\"TAKEN\",\"step\":\"check\",\"to\":\"approve\",\"count\":0,\"required\":true}");
        assertThat(report.at("/share").asDouble()).isEqualTo(coverage.report().share());
    }

    @MaestroTest
    @CoversPipelines(atLeast = 0.9, workflows = "load")
    static class CoversLittle {
        @Test
        void two_files_are_read(MaestroTestKit kit) {
            kit.run(load(), Map.of("size", 2));
            kit.run(order());
        }
    }

    @MaestroTest
    @CoversPipelines(atLeast = 1)
    static class CoversAll {
        @Test
        void two_files_are_read(MaestroTestKit kit) {
            kit.run(load(), Map.of("size", 2));
        }

        @Nested
        class Little {
            @Test
            void a_file_is_read(MaestroTestKit kit) {
                kit.run(load(), Map.of("size", 1));
            }

            @Test
            void no_file_is_read(MaestroTestKit kit) {
                kit.run(load());
            }
        }
    }

    @Test
    void a_class_of_tests_that_covers_too_little_fails() {
        assertThat(Played.of(CoversLittle.class)).containsExactly("two_files_are_read(MaestroTestKit)");
        assertThat(Played.failuresOfClasses(CoversLittle.class))
                .singleElement()
                .asString()
                .startsWith(
                        "PipelineCoverageTest$CoversLittle: 90 % of workflows were to be covered at least but 71 % are")
                .contains("step 'each' never had no iteration")
                .doesNotContain("order");
    }

    @Test
    void tests_of_nested_classes_cover_as_well() {
        assertThat(Played.of(CoversAll.class)).hasSize(3);
        assertThat(Played.failuresOfClasses(CoversAll.class)).isEmpty();
    }
}
