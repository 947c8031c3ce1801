package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maestro.RunHandle;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.param.InvalidParamsException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The params of a run. */
class ParamsTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static Flow flow() {
        return Flow.of("w").step("a", context -> context.params());
    }

    private RunHandle start(Flow flow, Map<String, ?> params) {
        return bench.maestro.register(flow).start(params);
    }

    private static Map<String, ParamValue> values(RunHandle run) {
        var values = new HashMap<String, ParamValue>();
        run.run().params().forEach((name, param) -> values.put(name, param.value()));
        return values;
    }

    private List<Problem> problems(Flow flow, Map<String, ?> params) {
        var e = catchThrowableOfType(InvalidParamsException.class, () -> start(flow, params));
        assertThat(bench.maestro.runs(io.maestro.store.RunQuery.all())).isEmpty();
        return e.problems();
    }

    private static ParamDefinition withMode(ParamMode mode) {
        return new ParamDefinition(
                ParamType.LONG,
                new ParamDefinition.Literal(ParamValue.of(1)),
                Optional.of(mode),
                List.of(),
                Optional.empty(),
                Map.of());
    }

    @Test
    void a_param_that_is_not_given_has_its_default() {
        var run = start(flow().runParam("x", ParamDefinition.literal(ParamValue.of(5))), Map.of());
        bench.awaitEnd(run);

        assertThat(values(run)).isEqualTo(Map.of("x", ParamValue.of(5)));
        assertThat(run.output("a", Map.class)).contains(Map.of("x", ParamValue.of(5)));
    }

    @Test
    void a_param_that_is_given_takes_the_place_of_the_default() {
        var run = start(flow().runParam("x", ParamDefinition.literal(ParamValue.of(5))), Map.of("x", 6));

        assertThat(values(run)).isEqualTo(Map.of("x", ParamValue.of(6)));
    }

    @Test
    void a_whole_number_may_be_given_for_a_double() {
        var run = start(flow().runParam("x", ParamDefinition.unset(ParamType.DOUBLE)), Map.of("x", 6));

        assertThat(values(run)).isEqualTo(Map.of("x", ParamValue.of(6.0)));
    }

    @Test
    void a_param_that_nobody_declared_is_let_through() {
        assertThat(values(start(flow(), Map.of("extra", "e")))).isEqualTo(Map.of("extra", ParamValue.of("e")));
    }

    @Test
    void a_required_param_that_is_missing_is_named() {
        assertThat(problems(flow().runParam("x", ParamDefinition.unset(ParamType.LONG)), Map.of()))
                .singleElement()
                .hasToString("/run_params/x: a LONG is required [MISSING]");
    }

    @Test
    void what_is_of_another_type_is_refused() {
        assertThat(problems(flow().runParam("x", ParamDefinition.unset(ParamType.LONG)), Map.of("x", "6")))
                .singleElement()
                .hasToString("/run_params/x: must be a LONG but is a STRING [WRONG_TYPE]");
    }

    @Test
    void what_may_not_change_is_refused() {
        for (var mode : List.of(ParamMode.IMMUTABLE, ParamMode.CONSTANT)) {
            assertThat(problems(flow().runParam("x", withMode(mode)), Map.of("x", 2)))
                    .singleElement()
                    .hasToString("/run_params/x: is " + mode + " and cannot be given at a start [CONFLICT]");
        }
        for (var mode : List.of(ParamMode.MUTABLE, ParamMode.MUTABLE_ON_START, ParamMode.MUTABLE_ON_START_RESTART)) {
            assertThat(values(start(flow().runParam("x", withMode(mode)), Map.of("x", 2))))
                    .isEqualTo(Map.of("x", ParamValue.of(2)));
        }
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        var flow = flow().runParam("required", ParamDefinition.unset(ParamType.LONG))
                .runParam("fixed", withMode(ParamMode.CONSTANT))
                .runParam("typed", ParamDefinition.unset(ParamType.STRING));
        var given = Map.of("fixed", "x", "typed", 1, "no name", 1, "thread", Thread.currentThread());

        assertThat(problems(flow, given))
                .extracting(Problem::code, Problem::path)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(ProblemCode.CONFLICT, "/run_params/fixed"),
                        org.assertj.core.groups.Tuple.tuple(ProblemCode.WRONG_TYPE, "/run_params/fixed"),
                        org.assertj.core.groups.Tuple.tuple(ProblemCode.WRONG_TYPE, "/run_params/typed"),
                        org.assertj.core.groups.Tuple.tuple(ProblemCode.INVALID_ID, "/run_params/no name"),
                        org.assertj.core.groups.Tuple.tuple(ProblemCode.WRONG_TYPE, "/run_params/thread"),
                        org.assertj.core.groups.Tuple.tuple(ProblemCode.MISSING, "/run_params/required"));
    }

    @Test
    @org.jspecify.annotations.NullUnmarked
    void a_null_is_refused() {
        var given = new HashMap<String, Object>();
        given.put("x", null);

        assertThat(problems(flow(), given)).singleElement().hasToString("/run_params/x: must not be null [WRONG_TYPE]");
    }

    @Test
    void more_params_than_any_run_may_have_are_refused() {
        var given = new HashMap<String, Object>();
        for (int i = 0; i < 129; i++) {
            given.put("p" + i, i);
        }
        assertThat(problems(flow(), given)).extracting(Problem::code).containsExactly(ProblemCode.TOO_MANY);

        given.remove("p128");
        assertThat(start(flow(), given).run().params()).containsKeys("p0", "p127");
    }
}
