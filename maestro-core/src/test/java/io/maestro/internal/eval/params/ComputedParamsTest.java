package io.maestro.internal.eval.params;

import static io.maestro.internal.eval.params.Params.defined;
import static io.maestro.internal.eval.params.Params.error;
import static io.maestro.internal.eval.params.Params.failure;
import static io.maestro.internal.eval.params.Params.get;
import static io.maestro.internal.eval.params.Params.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.maestro.definition.StepId;
import io.maestro.internal.eval.merge.Cleanup;
import io.maestro.internal.eval.merge.GivenParams;
import io.maestro.internal.eval.merge.Kept;
import io.maestro.internal.eval.merge.ParamLayer;
import io.maestro.internal.eval.merge.ParamMerge;
import io.maestro.internal.eval.merge.WorkflowLayers;
import io.maestro.internal.eval.params.OtherSteps.OtherStep;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamCodec;
import io.maestro.param.ParamConversionException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamDefinition.Members;
import io.maestro.param.ParamFunctionException;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.step.OutputNotAvailableException;
import io.maestro.step.ParamFunction;
import io.maestro.step.ParamScope;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComputedParamsTest {

    private static final Map<String, ParamDefinition> TOTAL = Map.of("total", ParamDefinition.code(ParamType.LONG));

    private static long number(ParamScope scope, String name) {
        return ParamCodec.of(long.class).read(name, scope.param(name));
    }

    private static Map<String, ParamDefinition> merged(Map<String, ParamDefinition> computed, String json) {
        return Cleanup.of(ParamMerge.merge(defined(json), ParamLayer.of(ParamSource.DEFINITION, computed)));
    }

    private static Map<String, ParamDefinition> fresh(Map<String, ParamDefinition> definition, GivenParams given) {
        return WorkflowLayers.fresh(WorkflowLayers.declared(Map.of(), definition), given);
    }

    private static Map<String, EvaluatedParam> total(String json, ParamFunction function) {
        return WorkflowEvaluation.evaluate(
                Worlds.run(), Worlds.COMPILERS, merged(TOTAL, json), Map.of("total", function));
    }

    @Test
    void a_param_is_computed_from_others_which_are_evaluated_first() {
        var params = total(
                "{'twice': {'type': 'LONG', 'expression': 'total * 2'}, 'a': {'type': 'LONG', 'expression': '1 + 2'}}",
                scope -> ParamValue.of(number(scope, "a") + 1));

        assertThat(plain(params)).containsExactly(entry("twice", 8L), entry("a", 3L), entry("total", 4L));
        assertThat(get(params, "total").source()).isEqualTo(ParamSource.DEFINITION);
    }

    @Test
    void a_result_becomes_the_declared_type_or_is_refused() {
        assertThat(plain(total("{}", scope -> ParamValue.of("7")))).containsExactly(entry("total", 7L));
        assertThat(failure(() -> total("{}", scope -> ParamValue.of("many"))))
                .hasMessage("param 'total' must be a LONG but came to the STRING \"many\"");
    }

    @Test
    void a_cycle_through_code_is_told_with_its_params() {
        assertThat(failure(() -> total(
                        "{'a': {'type': 'LONG', 'expression': 'total + 1'}}",
                        scope -> ParamValue.of(number(scope, "a")))))
                .hasMessage("param 'a' of workflow 'wf' needs itself: a -> total -> a");
    }

    @Test
    void an_unknown_name_is_told_with_the_one_that_was_probably_meant() {
        assertThat(failure(() -> total("{'count': {'type': 'LONG', 'value': 1}}", scope -> scope.param("cuont"))))
                .hasMessage(
                        "param 'total' refers to 'cuont', which workflow 'wf' does not have; did you mean 'count'?");
    }

    @Test
    void what_a_function_throws_is_told_with_the_param() {
        assertThat(failure(() -> total(
                        "{'day': {'type': 'STRING', 'value': 'now'}}",
                        scope -> ParamValue.of(ParamCodec.of(LocalDate.class)
                                .read("day", scope.param("day"))
                                .toEpochDay()))))
                .isInstanceOf(ParamFunctionException.class)
                .hasMessage(
                        "param 'total' cannot be computed: io.maestro.param.ParamConversionException: param 'day' must"
                                + " be a date such as '2026-11-22' but was STRING 'now'")
                .hasCauseInstanceOf(ParamConversionException.class)
                .extracting("category")
                .hasToString("EXPRESSION");
    }

    @Test
    void a_param_without_its_function_is_refused() {
        assertThat(error(() ->
                        WorkflowEvaluation.evaluate(Worlds.run(), Worlds.COMPILERS, merged(TOTAL, "{}"), Map.of())))
                .isEqualTo("DEFINITION/no-code");
    }

    @Test
    void a_member_of_a_map_cannot_be_computed() {
        var map = new ParamDefinition(
                ParamType.MAP, new Members(TOTAL), Optional.empty(), List.of(), Optional.empty(), Map.of());

        assertThat(error(() -> WorkflowEvaluation.evaluate(
                        Worlds.run(),
                        Worlds.COMPILERS,
                        merged(Map.of("m", map), "{}"),
                        Map.of("m.total", scope -> ParamValue.of(1)))))
                .isEqualTo("DEFINITION/member-in-code");
    }

    @Test
    void what_a_request_gives_takes_the_place_of_what_is_computed() {
        var params = fresh(
                TOTAL,
                GivenParams.byUser(ParamSource.LAUNCH, Map.of("total", ParamDefinition.exactly(ParamValue.of(5)))));

        assertThat(plain(WorkflowEvaluation.evaluate(Worlds.run(), Worlds.COMPILERS, params)))
                .containsExactly(entry("total", 5L));
    }

    @Test
    void a_literal_map_cannot_be_laid_over_one_that_is_computed() {
        assertThat(failure(() -> fresh(
                        Map.of("m", ParamDefinition.code(ParamType.STRING_MAP)),
                        GivenParams.byUser(
                                ParamSource.LAUNCH, Params.of("{'m': {'type': 'STRING_MAP', 'value': {}}}")))))
                .hasMessage(
                        "param 'm' is given by a function in Java, so that a literal STRING_MAP cannot be laid over it;"
                                + " use an expression");
    }

    private static StepEvaluation step(ParamFunction function) {
        var ofRun = Params.evaluated("{'n': {'type': 'LONG', 'value': 1}, 'total': {'type': 'LONG', 'value': 40}}");
        var load = new OtherStep(
                Params.evaluated("{'rows': {'type': 'LONG', 'value': 7}}"),
                Optional.of("SUCCEEDED"),
                Optional.empty(),
                Optional.of(() -> List.of("a", "b")));
        var world = Worlds.step("here", ofRun, id -> id.equals("load") ? Optional.of(load) : Optional.empty());
        return new StepEvaluation(world, Worlds.COMPILERS, merged(TOTAL, "{}"), Map.of(), Map.of("total", function));
    }

    @Test
    void a_param_of_a_step_is_computed_from_those_of_the_run_of_other_steps_and_from_outputs() {
        var evaluation = step(scope -> ParamValue.of(number(scope, "n")
                + number(scope, "load__rows")
                + number(scope, "total")
                + ((List<?>) scope.output(new StepId("load"))).size()));

        assertThat(plain(evaluation.all())).containsExactly(entry("total", 50L));
    }

    @Test
    void an_output_that_is_not_there_is_told_with_the_param() {
        assertThat(failure(() -> step(scope ->
                                ParamValue.of(scope.output(new StepId("lost")).hashCode()))
                        .all()))
                .hasMessageContaining(
                        "step 'here' reads the output of step 'lost', which has none for the param 'total'")
                .hasCauseInstanceOf(OutputNotAvailableException.class);
        assertThat(error(() -> total(
                        "{}",
                        scope -> ParamValue.of(scope.output(new StepId("load")).hashCode()))))
                .isEqualTo("UNKNOWN_PARAM/no-such-step");
    }

    @Test
    void a_later_run_computes_anew_what_is_immutable_and_a_child_is_given_the_value() {
        var immutable = new ParamDefinition(
                ParamType.LONG,
                new ParamDefinition.Code(),
                Optional.of(ParamMode.IMMUTABLE),
                List.of(),
                Optional.empty(),
                Map.of());
        Map<String, ParamFunction> code = Map.of("total", scope -> ParamValue.of(number(scope, "n") + 1));
        var before = WorkflowEvaluation.evaluate(
                Worlds.run(),
                Worlds.COMPILERS,
                merged(Map.of("total", immutable), "{'n': {'type': 'LONG', 'value': 1}}"),
                code);

        var again = WorkflowLayers.restarted(
                before,
                GivenParams.byUser(ParamSource.RESTART, Map.of("n", ParamDefinition.exactly(ParamValue.of(9)))),
                GivenParams.none());
        var passed = new LinkedHashMap<String, ParamDefinition>();
        before.forEach((name, param) -> passed.put(name, Kept.forChild(param)));

        assertThat(plain(WorkflowEvaluation.evaluate(Worlds.run(), Worlds.COMPILERS, again, code)))
                .containsEntry("total", 10L);
        assertThat(plain(WorkflowEvaluation.evaluate(
                        Worlds.run(),
                        Worlds.COMPILERS,
                        fresh(Map.of(), GivenParams.byParent(ParamSource.FOREACH, passed)))))
                .isEqualTo(Map.of("n", 1L, "total", 2L));
    }

    @Test
    void a_value_that_is_given_as_it_is_keeps_its_dollar_signs() {
        var texts = Map.of("cost", ParamValue.of("$5 $$ ${x}"), "$k", ParamValue.of("v"));
        var definition = ParamDefinition.exactly(new ParamValue.MapValue(Map.of("m", new ParamValue.MapValue(texts))));

        assertThat(plain(WorkflowEvaluation.evaluate(
                        Worlds.run(), Worlds.COMPILERS, merged(Map.of("p", definition), "{}"))))
                .containsExactly(entry("p", Map.of("m", Map.of("cost", "$5 $$ ${x}", "$k", "v"))));
    }
}
