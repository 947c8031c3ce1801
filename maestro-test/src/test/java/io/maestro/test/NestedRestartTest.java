package io.maestro.test;

import static io.maestro.run.StepStatus.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.definition.StepId;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.RestartPolicy;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.Rollup;
import io.maestro.run.RunStatus;
import io.maestro.step.StepBody;
import io.maestro.step.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Restarts of loops and subworkflows, and of what lies in them (spec: runtime, sections 5.2 and 5.5 to 5.7). */
class NestedRestartTest {

    private final Bench bench = new Bench();
    private final Breakable steps = new Breakable(NestedRestartTest::name);
    private final List<String> ran = steps.ran;
    private final Set<String> broken = steps.broken;

    @AfterEach
    void close() {
        bench.close();
    }

    /** An iteration's step is known by its number as well. */
    private static String name(StepContext context) {
        return context.runId().workflow().value().startsWith("maestro_")
                ? context.stepId().value() + context.runId().instance()
                : context.stepId().value();
    }

    private StepBody<Object> body() {
        return steps.body();
    }

    private RunHandle restart(RunHandle run, RestartRequest request) {
        ran.clear();
        var next = run.restart(request);
        bench.awaitEnd(next);
        return next;
    }

    private RunHandle restartStep(RunHandle run, String step, RestartRequest request) {
        ran.clear();
        var next = run.restartStep(step, request);
        bench.awaitEnd(next);
        return next;
    }

    private static ParamValue numbers(int count) {
        var numbers = new ArrayList<Long>();
        for (long number = 1; number <= count; number++) {
            numbers.add(number);
        }
        return new ParamValue.LongArray(numbers);
    }

    private Flow loop(int concurrency) {
        var each = Flow.of("each").step("k", body()).step("k2", body()).after("k");
        return Flow.of("w")
                .step("a", body())
                .foreach("f", concurrency, Map.of("i", numbers(4)), each)
                .after("a")
                .step("d", body())
                .after("f");
    }

    private static RunHandle iteration(RunHandle run, String loop, long number) {
        return run.child(loop, number).orElseThrow();
    }

    @Test
    void a_foreach_keeps_the_iterations_that_succeeded_and_runs_the_others() {
        broken.add("k2");
        broken.add("k22");
        var first = bench.run(loop(1));
        assertThat(first.status()).isEqualTo(RunStatus.FAILED);
        broken.clear();

        var second = restart(first, RestartRequest.fromIncomplete());

        assertThat(ran).containsExactly("k2", "k22", "k3", "k23", "k4", "k24", "d");
        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(iteration(second, "f", 1).id().run()).isEqualTo(1);
        assertThat(iteration(second, "f", 2).id().run()).isEqualTo(2);
        assertThat(iteration(second, "f", 4).id().run()).isEqualTo(2);
        assertThat(second.rollup()).isEqualTo(new Rollup(Map.of(SUCCEEDED, 10L)));
    }

    @Test
    void an_iteration_that_did_not_succeed_goes_on_from_what_did_not_complete_in_it() {
        broken.add("k22");
        var first = bench.run(loop(1));
        broken.clear();

        var second = restart(first, RestartRequest.fromIncomplete());

        assertThat(ran).startsWith("k22", "k3");
        assertThat(iteration(second, "f", 2).instance().step(new StepId("k")).run())
                .contains(1L);
    }

    @Test
    void from_the_beginning_all_iterations_run_again_under_their_numbers() {
        broken.add("k2");
        var first = bench.run(loop(1));
        broken.clear();

        var second = restart(first, RestartRequest.fromBeginning());

        assertThat(ran).containsExactly("a", "k1", "k21", "k2", "k22", "k3", "k23", "k4", "k24", "d");
        assertThat(iteration(second, "f", 1).id().run()).isEqualTo(2);
    }

    @Test
    void iterations_that_run_again_heed_the_concurrency_and_the_first_failure_ends_it() {
        var each = Flow.of("each").step("k", body());
        broken.addAll(List.of("k1", "k2", "k3", "k4"));
        var first = bench.run(Flow.of("w").foreach("f", 4, Map.of("i", numbers(4)), each));
        assertThat(ran).hasSize(4);
        var again = bench.maestro.register(Flow.of("w").foreach("f", 1, Map.of("i", numbers(4)), each));
        assertThat(again.version()).isEqualTo(2);
        broken.remove("k1");

        var second = restart(first, RestartRequest.fromIncomplete());

        assertThat(ran).contains("k1");
        assertThat(second.status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void one_iteration_is_restarted_through_the_run_of_its_loop() {
        var first = bench.run(loop(4));

        ran.clear();
        var second = iteration(first, "f", 2).restart(RestartRequest.fromBeginning());
        bench.awaitEnd(second);

        assertThat(second.id().workflow().value()).isEqualTo("w");
        assertThat(second.id().run()).isEqualTo(2);
        assertThat(second.run().restart().orElseThrow().policy()).isEqualTo(RestartPolicy.FROM_SPECIFIC);
        assertThat(ran).containsExactly("k2", "k22", "d");
        assertThat(iteration(second, "f", 1).id().run()).isEqualTo(1);
        assertThat(iteration(second, "f", 2).id().run()).isEqualTo(3);
        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_step_of_one_iteration_is_restarted_through_the_run_of_its_loop() {
        var first = bench.run(loop(4));

        var second = restartStep(iteration(first, "f", 2), "k2", RestartRequest.fromIncomplete());

        assertThat(ran).containsExactly("k22", "d");
        assertThat(iteration(second, "f", 2).instance().step(new StepId("k")).run())
                .contains(1L);
        assertThat(second.rollup()).isEqualTo(new Rollup(Map.of(SUCCEEDED, 10L)));
    }

    @Test
    void another_iteration_that_failed_stays_as_it_was_when_one_is_restarted() {
        broken.addAll(List.of("k2", "k3"));
        var first = bench.run(loop(4));
        broken.clear();

        ran.clear();
        var second = iteration(first, "f", 2).restart(RestartRequest.fromIncomplete());
        bench.awaitEnd(second);

        assertThat(ran).containsExactly("k2", "k22");
        assertThat(second.status()).isEqualTo(RunStatus.FAILED);
        assertThat(iteration(second, "f", 3).status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void params_reach_only_what_is_to_be_restarted() {
        var flow = loop(4).runParam("c", ParamDefinition.literal(ParamValue.of("old")));
        var first = bench.run(flow);

        ran.clear();
        var second =
                iteration(first, "f", 2).restart(RestartRequest.fromBeginning().params(Map.of("c", "new", "extra", 1)));
        bench.awaitEnd(second);

        assertThat(second.run().params().get("c"))
                .isEqualTo(first.run().params().get("c"));
        assertThat(iteration(second, "f", 2).run().params()).containsKey("extra");
        assertThat(iteration(second, "f", 2).run().params().get("c"))
                .extracting(param -> param.value())
                .isEqualTo(ParamValue.of("new"));
    }

    @Test
    void params_that_are_given_to_a_step_in_a_loop_reach_it_in_all_iterations() {
        var each = Flow.of("each")
                .step("k")
                .param("v", ParamValue.of(1))
                .step("k2")
                .after("k")
                .param("w", ParamDefinition.expression(ParamType.LONG, "k__v + i"));
        var first = bench.run(Flow.of("w").foreach("f", 2, Map.of("i", numbers(2)), each));

        var second = restart(first, RestartRequest.fromBeginning().stepParams("k", Map.of("v", 100)));

        for (long number = 1; number <= 2; number++) {
            assertThat(Bench.attempts(iteration(second, "f", number), "k2")
                            .getFirst()
                            .params()
                            .get("w"))
                    .extracting(param -> param.value())
                    .isEqualTo(ParamValue.of(100 + number));
        }
    }

    @Test
    void outputs_of_iterations_that_are_kept_are_gathered() {
        broken.add("k3");
        var each =
                Flow.of("each").step("k", body()).param("square", ParamDefinition.expression(ParamType.LONG, "i * i"));
        var first = bench.run(Flow.of("w")
                .foreach("f", 1, Map.of("i", numbers(4)), each)
                .step("sum")
                .after("f")
                .param(
                        "squares",
                        ParamDefinition.expression(ParamType.LONG_ARRAY, "params.getFromForeach('f', 'k', 'square')")));
        broken.clear();

        var second = restart(first, RestartRequest.fromIncomplete());

        assertThat(Bench.attempts(second, "sum").getFirst().params().get("squares"))
                .extracting(param -> param.value())
                .isEqualTo(new ParamValue.LongArray(List.of(1L, 4L, 9L, 16L)));
    }

    private Flow whileLoop() {
        var each = Flow.of("each").step("k", body()).param("i", ParamDefinition.expression(ParamType.LONG, "i + 1"));
        return Flow.of("w")
                .whileLoop("f", "i < 4", Map.of("i", ParamValue.of(0)), each)
                .step("d", body())
                .after("f");
    }

    @Test
    void a_while_goes_on_with_the_iteration_that_it_came_to_last() {
        broken.add("k3");
        var first = bench.run(whileLoop());
        assertThat(first.status()).isEqualTo(RunStatus.FAILED);
        broken.clear();

        var second = restart(first, RestartRequest.fromIncomplete());

        assertThat(ran).containsExactly("k3", "k4", "d");
        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(iteration(second, "f", 3).run().params().get("i"))
                .extracting(param -> param.value())
                .isEqualTo(ParamValue.of(2));
        assertThat(second.rollup()).isEqualTo(new Rollup(Map.of(SUCCEEDED, 5L)));
    }

    @Test
    void a_while_from_the_beginning_runs_all_iterations() {
        broken.add("k3");
        var first = bench.run(whileLoop());
        broken.clear();

        restart(first, RestartRequest.fromBeginning());

        assertThat(ran).containsExactly("k1", "k2", "k3", "k4", "d");
    }

    @Test
    void one_iteration_of_a_while_is_restarted_with_those_after_it() {
        var first = bench.run(whileLoop());

        ran.clear();
        var second = iteration(first, "f", 2).restart(RestartRequest.fromBeginning());
        bench.awaitEnd(second);

        assertThat(ran).containsExactly("k2", "k3", "k4", "d");
        assertThat(second.rollup()).isEqualTo(new Rollup(Map.of(SUCCEEDED, 5L)));
    }

    private RunHandle parent() {
        bench.maestro.register(Flow.of("child")
                .step("k0", body())
                .step("k", body())
                .after("k0")
                .step("k3", body())
                .after("k"));
        return bench.run(Flow.of("w")
                .step("a", body())
                .subworkflow("s", "child", true)
                .after("a")
                .param("subworkflow_version", ParamValue.of("latest"))
                .step("d", body())
                .after("s"));
    }

    @Test
    void a_subworkflow_goes_on_as_the_next_run_of_the_same_instance() {
        broken.add("k");
        var first = parent();
        broken.clear();

        var second = restart(first, RestartRequest.fromIncomplete());

        assertThat(ran).containsExactly("k", "k3", "d");
        var child = iteration(second, "s", 1);
        assertThat(child.id().toString()).isEqualTo("child:1:2");
        assertThat(child.run().restart().orElseThrow().policy()).isEqualTo(RestartPolicy.FROM_INCOMPLETE);
        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(second.rollup()).isEqualTo(new Rollup(Map.of(SUCCEEDED, 5L)));
    }

    @Test
    void a_subworkflow_from_the_beginning_runs_all_its_steps_in_the_same_instance() {
        broken.add("k");
        var first = parent();
        broken.clear();

        var second = restart(first, RestartRequest.fromBeginning());

        assertThat(ran).containsExactly("a", "k0", "k", "k3", "d");
        assertThat(iteration(second, "s", 1).id().toString()).isEqualTo("child:1:2");
    }

    @Test
    void a_step_of_a_subworkflow_is_restarted_through_the_run_above() {
        var first = parent();

        var second = restartStep(iteration(first, "s", 1), "k3", RestartRequest.fromIncomplete());

        assertThat(second.id().toString()).isEqualTo("w:1:2");
        assertThat(ran).containsExactly("k3", "d");
    }

    @Test
    void a_subworkflow_that_was_through_runs_from_the_beginning_when_what_comes_before_it_runs_again() {
        var first = parent();

        var second = restartStep(first, "a", RestartRequest.fromIncomplete());

        assertThat(ran).containsExactly("a", "k0", "k", "k3", "d");
        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_run_in_a_run_that_has_not_ended_is_refused() {
        var gate = new Gate();
        var each = Flow.of("each").step("k", body());
        var run = bench.start(
                Flow.of("w").foreach("f", 1, Map.of("i", numbers(1)), each).step("g", context -> {
                    gate.pass();
                    return 1;
                }));
        gate.awaitArrival();
        bench.clock.waitUntil(() ->
                run.child("f", 1).filter(child -> child.status().isTerminal()).isPresent());

        assertThatThrownBy(() -> iteration(run, "f", 1).restart(RestartRequest.fromBeginning()))
                .isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining("it has ended as SUCCEEDED, and the run goes on from that");
        gate.open();
        bench.awaitEnd(run);
    }

    @Test
    void nested_loops_keep_what_succeeded_on_all_levels() {
        var inner = Flow.of("inner").step("k", context -> {
            var name = context.runId().instance() + " in " + context.iteration(new StepId("f"));
            ran.add(name);
            if (broken.contains(name)) {
                throw new IllegalStateException("broken");
            }
            return name;
        });
        broken.add("1 in 1");
        var first = bench.run(Flow.of("w")
                .foreach(
                        "f",
                        1,
                        Map.of("i", numbers(2)),
                        Flow.of("outer").foreach("n", 1, Map.of("j", numbers(2)), inner))
                .step("d", body())
                .after("f"));
        assertThat(ran).containsExactly("1 in 0", "2 in 0", "1 in 1");
        broken.clear();

        var second = restart(first, RestartRequest.fromIncomplete());

        assertThat(ran).containsExactly("1 in 1", "2 in 1", "d");
        assertThat(second.rollup()).isEqualTo(new Rollup(Map.of(SUCCEEDED, 5L)));
    }

    @Test
    void a_foreach_that_failed_in_a_run_that_goes_on_runs_only_what_did_not_succeed_once_more() {
        var gate = new Gate();
        broken.add("k2");
        var each = Flow.of("each").step("k", body());
        var run = bench.start(Flow.of("w")
                .step("g", context -> {
                    gate.pass();
                    return 1;
                })
                .foreach("f", 1, Map.of("i", numbers(3)), each)
                .step("d", body())
                .after("f"));
        gate.awaitArrival();
        bench.clock.waitUntil(() -> Bench.attempts(run, "f").stream()
                .anyMatch(attempt -> attempt.status().isTerminal()));
        broken.clear();
        ran.clear();

        run.restartStep("f", RestartRequest.fromIncomplete());
        gate.open();
        bench.awaitEnd(run);

        assertThat(ran).containsExactly("k2", "k3", "d");
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    }
}
