package io.maestro.test;

import static io.maestro.test.Bench.attempts;
import static io.maestro.test.Bench.error;
import static io.maestro.test.Bench.status;
import static io.maestro.test.Bench.statuses;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.maestro.RunHandle;
import io.maestro.definition.Backoff;
import io.maestro.definition.FailureMode;
import io.maestro.definition.InvalidSettingException;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Setting;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.InvalidParamsException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamExpressionException;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.FailureKind;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.sel.EvalLimits;
import io.maestro.step.StepContext;
import io.maestro.step.StepFailedException;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import io.maestro.store.RunQuery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Params, settings and conditions in the expression language, in runs. */
class ExpressionTest {

    private final Bench bench = new Bench(builder -> builder.stepType("Measure", new Measure()));

    @AfterEach
    void close() {
        bench.close();
    }

    /** A job that is polled once, and whose result goes into its param {@code measured}. */
    private static final class Measure implements StepRuntime {
        @Override
        public Map<String, ParamDefinition> params() {
            return Map.of("measured", ParamDefinition.literal(ParamValue.of(0)));
        }

        @Override
        public StepResult start(StepContext context) {
            return new StepResult.Pending("job", Duration.ofMinutes(1));
        }

        @Override
        public StepResult poll(StepContext context, String jobId) {
            return StepResult.doneWith(Map.of("measured", ParamValue.of(7)));
        }
    }

    private static ParamDefinition expression(ParamType type, String text) {
        return ParamDefinition.expression(type, text);
    }

    private static ParamDefinition text(String text) {
        return ParamDefinition.literal(ParamValue.of(text));
    }

    private static EvaluatedParam runParam(RunHandle run, String name) {
        return of(run.run().params(), name);
    }

    private static EvaluatedParam stepParam(RunHandle run, String step, String name) {
        return of(attempts(run, step).getLast().params(), name);
    }

    private static EvaluatedParam of(Map<String, EvaluatedParam> params, String name) {
        return requireNonNull(params.get(name), name);
    }

    @Nested
    class ParamsOfARun {

        @Test
        void are_evaluated_in_the_order_in_which_they_need_each_other() {
            var run = bench.run(Flow.of("w")
                    .runParam("sum", expression(ParamType.LONG, "one + two"))
                    .runParam("one", ParamDefinition.literal(ParamValue.of(1)))
                    .runParam("two", expression(ParamType.LONG, "one + 1"))
                    .runParam("said", text("sum is ${sum}"))
                    .step("a"));

            assertThat(runParam(run, "said").value()).isEqualTo(ParamValue.of("sum is 3"));
        }

        @Test
        void are_recorded_with_who_set_them() {
            var run = bench.maestro
                    .register(Flow.of("w")
                            .runParam("declared", expression(ParamType.LONG, "1"))
                            .runParam("given", ParamDefinition.unset(ParamType.LONG))
                            .step("a"))
                    .start(Map.of("given", 2));
            bench.awaitEnd(run);

            assertThat(runParam(run, "declared").source()).isEqualTo(ParamSource.DEFINITION);
            assertThat(runParam(run, "given").source()).isEqualTo(ParamSource.LAUNCH);
            assertThat(runParam(run, "RUN_DATE").source()).isEqualTo(ParamSource.SYSTEM_DEFAULT);
        }

        @Test
        void have_the_dates_of_the_run_by_the_engines_clock() {
            var run = bench.run(Flow.of("w").step("a"));

            assertThat(runParam(run, "RUN_TS").value()).isEqualTo(ParamValue.of(bench.start.toEpochMilli()));
        }

        @Test
        void are_only_what_is_declared_where_only_java_could_read_them() {
            var run = bench.run(Flow.of("w").step("a", context -> context.stepParams()));

            assertThat(run.run().params()).isEmpty();
            assertThat(run.output("a", Map.class)).contains(Map.of());
        }

        @Test
        void that_have_no_value_keep_the_run_from_starting() {
            var flow = Flow.of("w")
                    .runParam("zero", expression(ParamType.LONG, "0"))
                    .runParam("bad", expression(ParamType.LONG, "1 / zero"))
                    .step("a");
            var workflow = bench.maestro.register(flow);

            var e = catchThrowableOfType(InvalidParamsException.class, workflow::start);

            assertThat(e.problems())
                    .extracting(Problem::code, Problem::path)
                    .containsExactly(tuple(ProblemCode.NO_VALUE, "/workflow/params/bad"));
            assertThat(e).hasCauseInstanceOf(ParamExpressionException.class);
            assertThat(bench.maestro.runs(RunQuery.all())).isEmpty();
        }

        @Test
        void that_java_gives_are_taken_as_they_are() {
            var run = bench.maestro
                    .register(Flow.of("w").runParam("cost", text("")).step("a"))
                    .start(Map.of("cost", "$5 for ${nobody}"));

            assertThat(runParam(run, "cost").value()).isEqualTo(ParamValue.of("$5 for ${nobody}"));
        }

        @Test
        void may_be_given_as_definitions() {
            var run = bench.maestro
                    .register(Flow.of("w").runParam("day", text("x")).step("a"))
                    .start(Map.of("day", expression(ParamType.STRING, "RUN_TS + 'ms'"), "other", text("on ${day}")));

            assertThat(runParam(run, "other").value())
                    .isEqualTo(ParamValue.of("on " + bench.start.toEpochMilli() + "ms"));
        }

        @Test
        void that_use_too_much_are_refused_with_the_limit_of_the_host() {
            try (var strict = new Bench(
                    builder -> builder.evalLimits(EvalLimits.defaults().withLoopPasses(10)))) {
                var workflow = strict.maestro.register(Flow.of("w")
                        .runParam("n", expression(ParamType.LONG, "for (i = 0; i < 100; i += 1) {} return i;"))
                        .step("a"));

                assertThatThrownBy(workflow::start).hasMessageContaining("loop");
            }
        }
    }

    @Nested
    class ParamsOfAStep {

        @Test
        void are_evaluated_when_its_work_starts_and_recorded() {
            var run = bench.run(Flow.of("w")
                    .runParam("base", ParamDefinition.literal(ParamValue.of(40)))
                    .step("a", StepContext::stepParams)
                    .param("next", expression(ParamType.LONG, "base + 2")));

            assertThat(run.output("a", Map.class).orElseThrow().get("next")).isEqualTo(ParamValue.of(42));
            assertThat(stepParam(run, "a", "next").value()).isEqualTo(ParamValue.of(42));
            assertThat(stepParam(run, "a", "step_id").value()).isEqualTo(ParamValue.of("a"));
        }

        @Test
        void are_evaluated_anew_in_each_attempt() {
            var run = bench.run(Flow.of("w")
                    .step("a", context -> {
                        if (context.attempt() == 1) {
                            throw new IllegalStateException("once");
                        }
                        return 1;
                    })
                    .param("attempt", expression(ParamType.LONG, "step_attempt_id * 10"))
                    .retry(RetryPolicy.fixed(1, Duration.ofSeconds(1))));

            assertThat(attempts(run, "a"))
                    .extracting(attempt -> of(attempt.params(), "attempt").value())
                    .containsExactly(ParamValue.of(10), ParamValue.of(20));
        }

        @Test
        void that_have_no_value_fail_the_step_for_good_and_leave_it_without_params() {
            var run = bench.run(Flow.of("w")
                    .step("a", context -> 1)
                    .param("good", expression(ParamType.LONG, "1"))
                    .param("bad", expression(ParamType.LONG, "good / 0"))
                    .retry(RetryPolicy.fixed(5, Duration.ofSeconds(1)))
                    .mode(FailureMode.IGNORE_FAILURE));

            assertThat(statuses(run)).isEqualTo(Map.of("a", StepStatus.INTERNALLY_FAILED));
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(attempts(run, "a").getLast().params()).isEmpty();
        }

        @Test
        void are_those_of_its_type_unless_it_says_otherwise() {
            var run = bench.run(Flow.of("w")
                    .typed("a", "Measure")
                    .step("b")
                    .after("a")
                    .param("seen", expression(ParamType.LONG, "a__measured + 1")));

            assertThat(stepParam(run, "a", "measured").value()).isEqualTo(ParamValue.of(7));
            assertThat(stepParam(run, "a", "measured").source()).isEqualTo(ParamSource.OUTPUT_PARAMETER);
            assertThat(stepParam(run, "b", "seen").value()).isEqualTo(ParamValue.of(8));
        }

        @Test
        void that_no_output_may_change_fail_the_step_when_one_does() {
            var fixed = new ParamDefinition(
                    ParamType.LONG,
                    new ParamDefinition.Literal(ParamValue.of(1)),
                    Optional.of(ParamMode.MUTABLE_ON_START),
                    List.of(),
                    Optional.empty(),
                    Map.of());
            var run = bench.run(Flow.of("w").typed("a", "Measure").param("measured", fixed));

            assertThat(status(run, "a")).isEqualTo(StepStatus.INTERNALLY_FAILED);
        }
    }

    @Nested
    class Conditions {

        @Test
        void decide_by_params_of_the_step_and_the_run() {
            var run = bench.run(Flow.of("w")
                    .runParam("limit", ParamDefinition.literal(ParamValue.of(10)))
                    .step("a")
                    .param("size", expression(ParamType.LONG, "limit * 2"))
                    .step("big")
                    .when("a", "size > limit")
                    .step("small")
                    .when("a", "size <= limit"));

            assertThat(statuses(run))
                    .isEqualTo(Map.of(
                            "a", StepStatus.SUCCEEDED, "big", StepStatus.SUCCEEDED, "small", StepStatus.UNSATISFIED));
        }

        @Test
        void see_what_the_step_put_out() {
            var run = bench.run(Flow.of("w").typed("a", "Measure").step("b").when("a", "measured == 7"));

            assertThat(status(run, "b")).isEqualTo(StepStatus.SUCCEEDED);
        }

        @Test
        void that_come_to_no_answer_fail_the_step_that_had_ended() {
            var run = bench.run(Flow.of("w").step("a").step("b").when("a", "1 + 1"));

            assertThat(statuses(run)).isEqualTo(Map.of("a", StepStatus.INTERNALLY_FAILED, "b", StepStatus.NOT_CREATED));
            assertThat(error(run, "a"))
                    .startsWith("the condition to 'b' failed: ")
                    .contains("BOOLEAN");
        }

        @Test
        void are_asked_of_a_step_whose_failure_is_ignored_with_the_params_that_it_had() {
            var run = bench.run(Flow.of("w")
                    .step("a", context -> {
                        throw new IllegalStateException("no");
                    })
                    .param("x", expression(ParamType.LONG, "params.nextUniqueId()"))
                    .mode(FailureMode.IGNORE_FAILURE)
                    .step("b")
                    .when("a", "x > 0")
                    .step("c")
                    .when("a", "x < 0"));

            assertThat(statuses(run))
                    .isEqualTo(Map.of(
                            "a", StepStatus.COMPLETED_WITH_ERROR,
                            "b", StepStatus.SUCCEEDED,
                            "c", StepStatus.UNSATISFIED));
        }
    }

    @Nested
    class SettingsInText {

        @Test
        void of_a_step_may_refer_to_params_of_the_run() {
            var run = bench.maestro
                    .register(Flow.of("w")
                            .runParam("patience", text("5 minutes"))
                            .typed("a", "Sleep")
                            .param("sleep_seconds", ParamValue.of(3600))
                            .timeout("${patience}"))
                    .start(Map.of("patience", "2 minutes"));
            bench.awaitEnd(run);

            assertThat(status(run, "a")).isEqualTo(StepStatus.TIMED_OUT);
            assertThat(bench.passed()).isEqualTo(Duration.ofMinutes(2));
        }

        @Test
        void that_cannot_be_read_fail_the_step_when_it_is_reached() {
            var run = bench.run(Flow.of("w")
                    .runParam("patience", text("for ever"))
                    .step("a")
                    .step("b")
                    .after("a")
                    .timeout("${patience}"));

            assertThat(statuses(run)).isEqualTo(Map.of("a", StepStatus.SUCCEEDED, "b", StepStatus.INTERNALLY_FAILED));
            assertThat(error(run, "b")).contains("timeout", "for ever");
        }

        @Test
        void that_are_out_of_range_fail_the_step_when_it_is_reached() {
            var run = bench.run(
                    Flow.of("w").runParam("days", text("121 days")).step("a").timeout("${days}"));

            assertThat(status(run, "a")).isEqualTo(StepStatus.INTERNALLY_FAILED);
            assertThat(error(run, "a")).contains("120 days");
        }

        @Test
        void of_the_run_that_cannot_be_read_keep_it_from_starting() {
            var workflow = bench.maestro.register(
                    Flow.of("w").runTimeout("${n}").runParam("n", text("never")).step("a"));

            assertThatThrownBy(workflow::start).isInstanceOf(InvalidSettingException.class);
            assertThat(bench.maestro.runs(RunQuery.all())).isEmpty();
        }

        @Test
        void of_the_run_end_it_in_time() {
            var run = bench.run(Flow.of("w")
                    .runTimeout("${n}")
                    .runParam("n", ParamDefinition.literal(ParamValue.of(90)))
                    .typed("a", "Sleep")
                    .param("sleep_seconds", ParamValue.of(3600)));

            assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
            assertThat(bench.passed()).isEqualTo(Duration.ofSeconds(90));
        }

        @Test
        void of_retries_that_cannot_be_read_are_the_usual_ones() {
            var policy = new RetryPolicy(
                    new RetryPolicy.Retry(
                            new Setting.Interpolated<>("${often}"),
                            new Backoff.Fixed(Setting.of(Duration.ofSeconds(1)))),
                    RetryPolicy.none().platform(),
                    RetryPolicy.none().timeout());
            var flow = Flow.of("w")
                    .runParam("often", text("1"))
                    .step("a", context -> {
                        throw new StepFailedException(FailureKind.USER, "no");
                    })
                    .retry(policy);
            var workflow = bench.maestro.register(flow);

            var once = workflow.start();
            bench.awaitEnd(once);
            var usual = workflow.start(Map.of("often", "again and again"));
            bench.awaitEnd(usual);

            assertThat(attempts(once, "a")).hasSize(2);
            assertThat(attempts(usual, "a")).hasSize(3);
        }
    }
}
