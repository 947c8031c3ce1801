package io.maestro.test;

import static io.maestro.test.Bench.attempts;
import static io.maestro.test.Bench.error;
import static io.maestro.test.Bench.status;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.RunHandle;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.StepStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the params of a step know of other steps. */
class OtherStepsTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static ParamDefinition expression(ParamType type, String text) {
        return ParamDefinition.expression(type, text);
    }

    private static ParamDefinition text(String text) {
        return ParamDefinition.literal(ParamValue.of(text));
    }

    private static EvaluatedParam stepParam(RunHandle run, String step, String name) {
        return requireNonNull(attempts(run, step).getLast().params().get(name), name);
    }

    @Test
    void may_refer_to_those_of_steps_upstream() {
        var run = bench.run(Flow.of("w")
                .step("a")
                .param("x", expression(ParamType.LONG, "20 + 1"))
                .step("b")
                .after("a")
                .param("y", expression(ParamType.LONG, "a__x * 2"))
                .param("said", text("${a__x} of ${y}")));

        assertThat(stepParam(run, "b", "said").value()).isEqualTo(ParamValue.of("21 of 42"));
    }

    @Test
    void cannot_refer_to_those_of_a_step_that_is_not_upstream() {
        var run = bench.run(Flow.of("w")
                .step("a")
                .param("x", expression(ParamType.LONG, "1"))
                .step("b")
                .param("y", expression(ParamType.LONG, "a__x")));

        assertThat(status(run, "b")).isEqualTo(StepStatus.INTERNALLY_FAILED);
        assertThat(error(run, "b")).contains("param 'y' refers", "'a__x'", "'a' has no param 'x'");
    }

    @Test
    void may_ask_for_what_is_recorded_of_a_step_that_is_not_upstream() {
        var run = bench.run(Flow.of("w")
                .step("a")
                .param("x", expression(ParamType.LONG, "20 + 1"))
                .typed("later", "Sleep")
                .step("b")
                .after("later")
                .param("y", expression(ParamType.LONG, "params.getFromStep('a', 'x')"))
                .param("was", expression(ParamType.STRING, "params.getFromStep('a', 'MAESTRO_STEP_STATUS')")));

        assertThat(stepParam(run, "b", "y").value()).isEqualTo(ParamValue.of(21));
        assertThat(stepParam(run, "b", "was").value()).isEqualTo(ParamValue.of("SUCCEEDED"));
    }

    @Test
    void may_ask_for_the_runs_of_a_step_that_is_not_upstream() {
        var run = bench.run(Flow.of("w")
                .foreach(
                        "loop",
                        2,
                        Map.of("i", new ParamValue.LongArray(List.of(1L, 2L))),
                        Flow.of("b").step("inner").param("v", expression(ParamType.LONG, "i * 10")))
                .typed("later", "Sleep")
                .step("b")
                .after("later")
                .param("all", expression(ParamType.LONG_ARRAY, "params.getFromForeach('loop', 'inner', 'v')")));

        assertThat(stepParam(run, "b", "all").value()).isEqualTo(new ParamValue.LongArray(List.of(10L, 20L)));
    }

    @Test
    void cannot_ask_for_what_is_not_recorded_yet() {
        var run = bench.run(Flow.of("w")
                .typed("later", "Sleep")
                .step("a")
                .after("later")
                .param("x", expression(ParamType.LONG, "1"))
                .step("b")
                .param("y", expression(ParamType.LONG, "params.getFromStep('a', 'x')")));

        assertThat(status(run, "b")).isEqualTo(StepStatus.INTERNALLY_FAILED);
        assertThat(error(run, "b")).contains("'a' has no param 'x'");
    }

    @Test
    void know_which_steps_were_to_run() {
        var run = bench.run(Flow.of("w")
                .step("a")
                .param("own", expression(ParamType.BOOLEAN, "maestro_step_satisfied"))
                .step("b")
                .when("a", "!maestro_step_satisfied")
                .step("c")
                .when("a", "a__maestro_step_satisfied")
                .step("d")
                .after("b")
                .after("c")
                .param("left", expression(ParamType.BOOLEAN, "b__maestro_step_satisfied"))
                .param("right", expression(ParamType.BOOLEAN, "c__maestro_step_satisfied")));

        assertThat(stepParam(run, "a", "own").value()).isEqualTo(ParamValue.of(true));
        assertThat(stepParam(run, "d", "left").value()).isEqualTo(ParamValue.of(false));
        assertThat(stepParam(run, "d", "right").value()).isEqualTo(ParamValue.of(true));
    }
}
