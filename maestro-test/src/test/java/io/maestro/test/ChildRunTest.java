package io.maestro.test;

import static io.maestro.test.Bench.attempts;
import static io.maestro.test.Bench.error;
import static io.maestro.test.Bench.reason;
import static io.maestro.test.Bench.status;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.RunHandle;
import io.maestro.definition.FailureMode;
import io.maestro.definition.StepId;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.Children;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepExplanation;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import io.maestro.step.StepBody;
import io.maestro.store.RunQuery;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Steps whose work is done by runs of their own. */
class ChildRunTest {

    private final Bench bench = new Bench();
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        bench.close();
    }

    private static Map<String, ParamValue> loopParams(Object... namesAndValues) {
        var params = new LinkedHashMap<String, ParamValue>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            params.put((String) namesAndValues[i], (ParamValue) namesAndValues[i + 1]);
        }
        return params;
    }

    private static ParamValue longs(Long... values) {
        return new ParamValue.LongArray(List.of(values));
    }

    private static ParamValue texts(String... values) {
        return new ParamValue.StringArray(List.of(values));
    }

    private static ParamDefinition expression(ParamType type, String text) {
        return ParamDefinition.expression(type, text);
    }

    /** Notes the values of params of the run. */
    private StepBody<Object> noting(String... params) {
        return context -> {
            var values = Stream.of(params)
                    .map(param -> String.valueOf(
                            requireNonNull(context.params().get(param), param).toJava()))
                    .collect(Collectors.joining());
            seen.add(values);
            return values;
        };
    }

    private List<WorkflowRun> children(RunHandle run, String step) {
        var children = attempts(run, step).getLast().children().orElseThrow();
        return bench.maestro.runs(RunQuery.of(children.workflow().value())).reversed();
    }

    @Nested
    class Foreach {

        private Flow over(Map<String, ParamValue> loopParams, int concurrency, StepBody<?> body) {
            return Flow.of("w")
                    .foreach("loop", concurrency, loopParams, Flow.of("b").step("inner", body));
        }

        @Test
        void runs_its_body_for_each_combination_the_first_param_fastest() {
            var run = bench.run(
                    over(loopParams("x", longs(1L, 2L), "y", texts("a", "b")), 1, noting("x", "y", "loop_index")));

            assertThat(status(run, "loop")).isEqualTo(StepStatus.SUCCEEDED);
            assertThat(seen).containsExactly("1a0", "2a1", "1b2", "2b3");
        }

        @Test
        void gives_its_body_the_params_of_the_run_and_its_own() {
            var run = bench.run(Flow.of("w")
                    .runParam("given", ParamDefinition.literal(ParamValue.of("g")))
                    .foreach("loop", 1, loopParams("x", longs(1L)), Flow.of("b").step("inner", noting("given", "own")))
                    .param("own", expression(ParamType.STRING, "given + '!'")));

            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(seen).containsExactly("gg!");
        }

        @Test
        void gives_each_iteration_its_own_value_of_a_param_that_every_workflow_has() {
            var run = bench.run(over(loopParams("RUN_DATE", texts("20260101", "20260102")), 1, noting("RUN_DATE")));

            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(seen).containsExactly("20260101", "20260102");
        }

        @Test
        void has_an_index_of_its_own_within_another_loop() {
            var inner = over(loopParams("x", longs(5L, 6L)), 1, noting("loop_index", "x", "y"));
            bench.run(Flow.of("outermost").foreach("outer", 1, loopParams("y", longs(7L, 8L)), inner));

            assertThat(seen).containsExactly("057", "167", "058", "168");
        }

        @Test
        void runs_as_many_at_once_as_its_concurrency_says() {
            var gate = new Gate();
            var run = bench.start(over(loopParams("x", longs(1L, 2L, 3L, 4L, 5L, 6L, 7L)), 3, context -> {
                gate.pass();
                return 1;
            }));
            gate.awaitArrival();
            assertThat(reason(run, "loop"))
                    .isInstanceOfSatisfying(
                            StepExplanation.WaitsForRuns.class,
                            waits -> assertThat(waits.runs()).hasSize(3));

            gate.open();
            bench.awaitEnd(run);

            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(children(run, "loop")).hasSize(7);
        }

        @Test
        void with_nothing_to_loop_over_succeeds_at_once() {
            var run = bench.run(over(loopParams("x", longs()), 3, noting()));

            assertThat(status(run, "loop")).isEqualTo(StepStatus.SUCCEEDED);
            assertThat(seen).isEmpty();
        }

        @Test
        void begins_no_more_after_a_failure_and_fails_when_the_others_have_ended() {
            var run = bench.run(over(loopParams("x", longs(1L, 2L, 3L)), 1, context -> {
                seen.add(String.valueOf(context.params().get("x")));
                throw new IllegalStateException("no");
            }));

            assertThat(status(run, "loop")).isEqualTo(StepStatus.FATALLY_FAILED);
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(seen).hasSize(1);
        }

        @Test
        void whose_failure_is_ignored_goes_on_after_it() {
            var run = bench.run(Flow.of("w")
                    .foreach("loop", 2, loopParams("x", longs(1L)), Flow.of("b").step("inner", context -> {
                        throw new IllegalStateException("no");
                    }))
                    .mode(FailureMode.IGNORE_FAILURE)
                    .step("after")
                    .after("loop"));

            assertThat(status(run, "loop")).isEqualTo(StepStatus.COMPLETED_WITH_ERROR);
            assertThat(status(run, "after")).isEqualTo(StepStatus.SUCCEEDED);
        }

        @Test
        void refuses_more_iterations_than_the_limit() {
            var many = new Long[25_001];
            Arrays.fill(many, 1L);
            var run = bench.run(over(loopParams("x", longs(many)), 1, noting()));

            assertThat(status(run, "loop")).isEqualTo(StepStatus.FATALLY_FAILED);
            assertThat(error(run, "loop")).contains("25000");
        }

        @Test
        void has_as_many_iterations_as_the_limit_says() {
            var many = new Long[25_000];
            Arrays.fill(many, 1L);
            var run = bench.run(over(loopParams("x", longs(many)), 1, context -> {
                throw new IllegalStateException("no");
            }));

            assertThat(error(run, "loop")).doesNotContain("25000");
            assertThat(bench.maestro.runs(RunQuery.all())).hasSize(2);
        }

        @Test
        void gathers_the_params_of_its_steps_for_expressions() {
            var run = bench.run(Flow.of("w")
                    .foreach(
                            "loop",
                            2,
                            loopParams("x", longs(1L, 2L, 3L)),
                            Flow.of("b").step("inner").param("square", expression(ParamType.LONG, "x * x")))
                    .step("after")
                    .after("loop")
                    .param(
                            "squares",
                            expression(ParamType.LONG_ARRAY, "params.getFromForeach('loop', 'inner', 'square')")));

            assertThat(requireNonNull(attempts(run, "after").getLast().params().get("squares")))
                    .extracting(param -> param.value())
                    .isEqualTo(longs(1L, 4L, 9L));
        }

        @Test
        void is_stopped_with_its_iterations() {
            var gate = new Gate();
            var run = bench.start(over(loopParams("x", longs(1L, 2L)), 2, context -> {
                gate.pass();
                return 1;
            }));
            gate.awaitArrival();
            assertThat(reason(run, "loop")).isInstanceOf(StepExplanation.WaitsForRuns.class);

            run.stop("enough");
            bench.awaitEnd(run);

            assertThat(status(run, "loop")).isEqualTo(StepStatus.STOPPED);
            assertThat(children(run, "loop")).extracting(WorkflowRun::status).containsOnly(RunStatus.STOPPED);
        }

        @Test
        void nests() {
            var inner = Flow.of("i").step("leaf", noting("x", "y"));
            var outer = Flow.of("o").foreach("inner", 1, loopParams("y", texts("a", "b")), inner);
            var run = bench.run(Flow.of("w").foreach("outer", 1, loopParams("x", longs(1L, 2L)), outer));

            assertThat(seen).containsExactly("1a", "1b", "2a", "2b");
            assertThat(run.run().rollup().counts()).isEqualTo(Map.of(StepStatus.SUCCEEDED, 4L));
        }

        @Test
        void tells_of_each_iteration_what_started_it() {
            var run = bench.run(over(loopParams("x", longs(1L)), 1, noting()));

            var child = children(run, "loop").getFirst();
            assertThat(child.initiator()).isInstanceOfSatisfying(Initiator.ByStep.class, by -> {
                assertThat(by.parent()).isEqualTo(run.id());
                assertThat(by.step()).isEqualTo(new StepId("loop"));
                assertThat(by.depth()).isEqualTo(1);
            });
            assertThat(child.definition().body()).containsExactly(new StepId("loop"));
        }
    }

    @Nested
    class While {

        private Flow counting(String condition, StepBody<?> body) {
            return Flow.of("w")
                    .whileLoop(
                            "loop",
                            condition,
                            loopParams("i", ParamValue.of(0)),
                            Flow.of("b").step("inner", body).param("i", expression(ParamType.LONG, "i + 1")));
        }

        @Test
        void runs_its_body_as_long_as_its_condition_holds_and_carries_its_params_on() {
            var run = bench.run(counting("i < 3", noting("i", "loop_index")));

            assertThat(status(run, "loop")).isEqualTo(StepStatus.SUCCEEDED);
            assertThat(seen).containsExactly("00", "11", "22");
        }

        @Test
        void ends_after_as_many_iterations_as_the_limit_says() {
            var run = bench.run(Flow.of("w")
                    .whileLoop(
                            "loop",
                            "n > 0",
                            Map.of("n", ParamValue.of(1)),
                            Flow.of("b").step("inner")));

            assertThat(status(run, "loop")).isEqualTo(StepStatus.FATALLY_FAILED);
            assertThat(error(run, "loop")).contains("25000");
            assertThat(run.child("loop", 25_000).orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.child("loop", 25_001)).isEmpty();
        }

        @Test
        void whose_condition_does_not_hold_at_first_runs_nothing() {
            var run = bench.run(counting("i > 0", noting("i")));

            assertThat(status(run, "loop")).isEqualTo(StepStatus.SUCCEEDED);
            assertThat(seen).isEmpty();
        }

        @Test
        void fails_with_its_first_failing_iteration() {
            var run = bench.run(counting("i < 3", context -> {
                seen.add("tried");
                throw new IllegalStateException("no");
            }));

            assertThat(status(run, "loop")).isEqualTo(StepStatus.FATALLY_FAILED);
            assertThat(seen).hasSize(1);
        }
    }

    @Nested
    class Subworkflow {

        private RunId child(RunHandle run) {
            return attempts(run, "sub")
                    .getLast()
                    .children()
                    .flatMap(children -> children.run(1))
                    .orElseThrow();
        }

        @Test
        void runs_another_workflow_with_the_params_of_this_one() {
            bench.maestro.register(Flow.of("other").step("inner", noting("given")));
            var run = bench.run(Flow.of("w")
                    .runParam("given", ParamDefinition.literal(ParamValue.of("g")))
                    .subworkflow("sub", "other", true));

            assertThat(status(run, "sub")).isEqualTo(StepStatus.SUCCEEDED);
            assertThat(seen).containsExactly("g");
            assertThat(child(run)).hasToString("other:1:1");
        }

        @Test
        void that_is_not_awaited_is_done_when_its_run_has_begun() {
            var gate = new Gate();
            bench.maestro.register(Flow.of("other").step("inner", context -> {
                gate.pass();
                return 1;
            }));
            var run = bench.start(Flow.of("w").subworkflow("sub", "other", false));

            assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            var child = bench.maestro.find(child(run)).orElseThrow();
            assertThat(child.status()).isEqualTo(RunStatus.IN_PROGRESS);
            gate.open();
            bench.awaitEnd(child);
        }

        @Test
        void fails_as_its_run_does() {
            bench.maestro.register(Flow.of("other").step("inner", context -> {
                throw new IllegalStateException("no");
            }));
            var run = bench.run(Flow.of("w").subworkflow("sub", "other", true));

            assertThat(status(run, "sub")).isEqualTo(StepStatus.FATALLY_FAILED);
            assertThat(error(run, "sub")).contains("other:1:1", "FAILED");
        }

        @Test
        void that_is_not_registered_fails() {
            var run = bench.run(Flow.of("w").subworkflow("sub", "nobody", true));

            assertThat(status(run, "sub")).isEqualTo(StepStatus.FATALLY_FAILED);
            assertThat(error(run, "sub")).contains("nobody");
        }

        @Test
        void that_runs_itself_ends_at_the_limit_of_depth() {
            bench.maestro.register(Flow.of("w").subworkflow("sub", "w", true));
            var run = bench.maestro.start("w");
            bench.awaitEnd(run);

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(bench.maestro.runs(RunQuery.of("w"))).hasSize(10);
        }

        @Test
        void lets_expressions_read_the_params_of_its_steps() {
            bench.maestro.register(Flow.of("other").step("inner").param("x", expression(ParamType.LONG, "6 * 7")));
            var run = bench.run(Flow.of("w")
                    .subworkflow("sub", "other", true)
                    .step("after")
                    .after("sub")
                    .param("y", expression(ParamType.LONG, "params.getFromSubworkflow('sub', 'inner', 'x')")));

            assertThat(requireNonNull(attempts(run, "after").getLast().params().get("y")))
                    .extracting(param -> param.value())
                    .isEqualTo(ParamValue.of(42));
            assertThat(attempts(run, "sub").getLast().children()).containsInstanceOf(Children.Subworkflow.class);
        }
    }
}
