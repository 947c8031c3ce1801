package io.maestro.internal.eval.params;

import static io.maestro.internal.eval.params.Params.error;
import static io.maestro.internal.eval.params.Params.get;
import static io.maestro.internal.eval.params.Params.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.maestro.error.ProblemCode;
import io.maestro.internal.eval.merge.DefaultParams;
import io.maestro.internal.eval.merge.GivenParams;
import io.maestro.internal.eval.merge.Kept;
import io.maestro.internal.eval.merge.OutputParams;
import io.maestro.internal.eval.merge.RequestCheck;
import io.maestro.internal.eval.merge.StepLayers;
import io.maestro.internal.eval.merge.WorkflowLayers;
import io.maestro.param.EvaluatedParam;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayersTest {

    private static Map<String, ParamDefinition> fresh(
            Map<String, ParamDefinition> defaults, Map<String, ParamDefinition> definition, GivenParams given) {
        return WorkflowLayers.fresh(WorkflowLayers.declared(defaults, definition), given);
    }

    @Test
    void every_workflow_has_the_dates_of_its_run() {
        var cron = new Initiator(Initiator.Kind.TIME, Optional.empty(), Optional.of("Asia/Tokyo"));
        var params = evaluated(
                Worlds.run(cron, Signals.none()), fresh(DefaultParams.workflow(), Map.of(), GivenParams.none()));

        assertThat(plain(params))
                .containsEntry("DSL_DEFAULT_TZ", "UTC")
                .containsEntry("WORKFLOW_CRON_TIMEZONE", "Asia/Tokyo")
                .containsEntry("TARGET_RUN_DATE", "20240507")
                .containsEntry("TARGET_RUN_HOUR", "08")
                .containsEntry("DERIVED_RUN_TS", 1715036400000L)
                .containsEntry("DERIVED_RUN_DATE_US_PACIFIC", "20240506")
                .containsEntry("DERIVED_RUN_DATE_US_PACIFIC_MINUS_ONE", "20240505")
                .containsEntry("DERIVED_RUN_HOUR_US_PACIFIC", "16")
                .containsEntry("DERIVED_RUN_DATE_UTC_PLUS_ONE_HOUR", "20240507")
                .containsEntry("DERIVED_RUN_HOUR_UTC_PLUS_ONE_HOUR", "00")
                .containsEntry("RUN_DATE_MINUS_7", "20240429")
                .containsEntry("owner", "tester")
                .containsEntry("workflow_id", "wf")
                .doesNotContainKey("job_template_version");
        assertThat(get(params, "RUN_TS").source()).isEqualTo(ParamSource.SYSTEM_DEFAULT);
    }

    @Test
    void a_request_may_set_a_default_that_is_not_reserved() {
        var given = given("{'RUN_TS': {'type': 'LONG', 'value': 0}}");

        assertThat(plain(evaluated(fresh(DefaultParams.workflow(), Map.of(), given))))
                .containsEntry("RUN_DATE", "19700101");
        assertThat(error(() -> fresh(
                        DefaultParams.workflow(),
                        Params.of("{'workflow_id': {'type': 'STRING', 'value': 'x'}}"),
                        given)))
                .isEqualTo("MODE/mode-not-allowed");
    }

    @Test
    void a_definition_may_leave_a_param_to_the_request() {
        var definition = Map.of("day", ParamDefinition.unset(ParamType.STRING));

        assertThat(error(() -> fresh(Map.of(), definition, GivenParams.none())))
                .isEqualTo("DEFINITION/required-missing");
        assertThat(plain(evaluated(fresh(Map.of(), definition, given("{'day': {'type': 'LONG', 'value': 7}}")))))
                .containsExactly(entry("day", "7"));
    }

    @Test
    void a_restarted_run_keeps_its_values_and_evaluates_only_what_is_immutable() {
        var before = Params.evaluated("{'id': {'type': 'LONG', 'expression': 'params.nextUniqueId()'},"
                + " 'fresh': {'type': 'LONG', 'mode': 'IMMUTABLE', 'expression': 'id + 1'},"
                + " 'cost': {'type': 'STRING', 'value': '$$5 $$id'},"
                + " 'm': {'type': 'MAP', 'value': {'t': {'type': 'STRING', 'expression': '5'}}}}");

        var again = evaluated(WorkflowLayers.restarted(
                before,
                GivenParams.byUser(ParamSource.RESTART, Params.of("{'id': {'type': 'LONG', 'value': 1}}")),
                GivenParams.none()));

        assertThat(plain(again))
                .containsExactly(
                        entry("id", 1L), entry("fresh", 2L), entry("cost", "$5 $id"), entry("m", Map.of("t", 5L)));
        assertThat(get(again, "id").source()).isEqualTo(ParamSource.RESTART);
        assertThat(get(again, "cost").source()).isEqualTo(ParamSource.DEFINITION);
    }

    @Test
    void what_a_parent_passes_on_is_a_value_of_the_type_that_the_child_declares() {
        var parent = Params.evaluated("{'p': {'type': 'LONG', 'expression': '1 + 1'}}");
        var passed = new LinkedHashMap<String, ParamDefinition>();
        parent.forEach((name, param) -> passed.put(name, Kept.definitionOf(param)));

        var child = evaluated(fresh(
                Map.of(),
                Params.of("{'p': {'type': 'STRING', 'value': ''}}"),
                GivenParams.byParent(ParamSource.SUBWORKFLOW, passed)));

        assertThat(plain(child)).containsExactly(entry("p", "2"));
        assertThat(get(child, "p").source()).isEqualTo(ParamSource.SUBWORKFLOW);
    }

    @Test
    void a_request_is_checked_before_it_is_merged() {
        assertThat(
                        RequestCheck.problems(
                                "/run_params",
                                Params.of(
                                        "{'params': {'type': 'LONG', 'value': 1}, 'a': {'type': 'LONG', 'value': 1, 'source': 'SYSTEM'}}")))
                .extracting(problem -> problem.code() + " " + problem.path())
                .containsExactly("RESERVED_ID /run_params/params", "UNKNOWN_MEMBER /run_params/a/source");
        var many = new LinkedHashMap<String, ParamDefinition>();
        for (int i = 0; i < 129; i++) {
            many.put("p" + i, ParamDefinition.literal(ParamValue.of(1L)));
        }
        assertThat(RequestCheck.problems("", many)).extracting("code").containsExactly(ProblemCode.TOO_MANY);
    }

    @Test
    void a_request_may_not_use_what_expressions_call_otherwise_nor_what_tells_who_may_do_what() {
        for (var name : List.of(
                "maestro",
                "Maestro",
                "MAESTRO",
                "scheduler",
                "Scheduler",
                "SCHEDULER",
                "util",
                "Util",
                "UTIL",
                "params",
                "Params",
                "PARAMS",
                "AUTH_BLOB",
                "AUTH_DATA",
                "AUTH_ACTING_ON_BEHALF_OF_BLOB",
                "AUTH_TRIGGERING_ON_BEHALF_OF_BLOB",
                "AUTHORIZED_MANAGERS")) {
            assertThat(RequestCheck.problems("", Map.of(name, ParamDefinition.literal(ParamValue.of(1L)))))
                    .as(name)
                    .extracting("code")
                    .containsExactly(ProblemCode.RESERVED_ID);
        }
        assertThat(RequestCheck.problems("", Map.of("authority", ParamDefinition.literal(ParamValue.of(1L)))))
                .isEmpty();
    }

    @Test
    void a_step_has_the_params_of_its_type_and_its_definition() {
        var layers = StepLayers.of(
                DefaultParams.step(),
                Params.of("{'subworkflow_version': {'type': 'STRING', 'value': 'active', 'internal_mode': 'PROVIDED'},"
                        + " 'subworkflow_id': {'type': 'STRING', 'internal_mode': 'REQUIRED'}}"),
                Params.of("{'subworkflow_id': {'type': 'STRING', 'value': 'child'}}"));
        var world = Worlds.step("here", Map.of(), OtherSteps.none());

        assertThat(plain(new StepEvaluation(world, Worlds.COMPILERS, layers.merged(false), Map.of()).all()))
                .containsExactly(
                        entry("workflow_instance_id", 12L),
                        entry("step_instance_uuid", "uuid-here"),
                        entry("step_attempt_id", 1L),
                        entry("step_id", "here"),
                        entry("subworkflow_version", "active"),
                        entry("subworkflow_id", "child"));
    }

    @Test
    void a_request_may_set_params_of_a_step_that_its_definition_does_not_name() {
        var layers = new StepLayers(
                Map.of(),
                Params.of("{'sleep_seconds': {'type': 'LONG', 'value': 3, 'internal_mode': 'PROVIDED'}}"),
                Map.of(),
                Params.of("{'n': {'type': 'LONG', 'value': 1}}"),
                given("{'sleep_seconds': {'type': 'LONG', 'value': 9}, 'n': {'type': 'LONG', 'value': 2}}"),
                GivenParams.none(),
                Map.of());
        var world = Worlds.step("here", Map.of(), OtherSteps.none());

        assertThat(plain(new StepEvaluation(world, Worlds.COMPILERS, layers.merged(false), Map.of()).all()))
                .containsExactly(entry("sleep_seconds", 9L), entry("n", 2L));
    }

    @Test
    void outputs_replace_params_that_the_step_declares() {
        var params =
                Params.evaluated("{'n': {'type': 'LONG', 'value': 1}, 'm': {'type': 'STRING_MAP', 'value': {'a': '1'}},"
                        + " 'x': {'type': 'LONG', 'value': 5}}");

        var merged = OutputParams.merge(
                params, Map.of("n", ParamValue.of("7"), "m", new ParamValue.StringMap(Map.of("b", "$2"))));

        assertThat(plain(merged))
                .containsExactly(entry("n", 7L), entry("m", Map.of("a", "1", "b", "$2")), entry("x", 5L));
        assertThat(get(merged, "n").source()).isEqualTo(ParamSource.OUTPUT_PARAMETER);
        assertThat(get(merged, "x").source()).isEqualTo(ParamSource.DEFINITION);
    }

    @Test
    void an_output_must_be_declared_and_may_change_only_what_is_mutable() {
        var params = Params.evaluated("{'rows': {'type': 'LONG', 'mode': 'MUTABLE_ON_START', 'value': 1}}");

        assertThat(error(() -> OutputParams.merge(params, Map.of("row", ParamValue.of(2L)))))
                .isEqualTo("UNKNOWN_PARAM/no-such-output");
        assertThat(error(() -> OutputParams.merge(params, Map.of("rows", ParamValue.of(2L)))))
                .isEqualTo("MODE/mode-not-allowed");
    }

    private static Map<String, EvaluatedParam> evaluated(Map<String, ParamDefinition> params) {
        return evaluated(Worlds.run(), params);
    }

    private static Map<String, EvaluatedParam> evaluated(RunWorld world, Map<String, ParamDefinition> params) {
        return WorkflowEvaluation.evaluate(world, Worlds.COMPILERS, params);
    }

    private static GivenParams given(String json) {
        return GivenParams.byUser(ParamSource.LAUNCH, Params.of(json));
    }
}
