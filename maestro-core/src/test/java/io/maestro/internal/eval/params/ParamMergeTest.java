package io.maestro.internal.eval.params;

import static io.maestro.internal.eval.params.Params.error;
import static io.maestro.internal.eval.params.Params.failure;
import static io.maestro.internal.eval.params.Params.get;
import static io.maestro.internal.eval.params.Params.layer;
import static io.maestro.internal.eval.params.Params.merged;
import static io.maestro.param.ParamSource.DEFINITION;
import static io.maestro.param.ParamSource.LAUNCH;
import static io.maestro.param.ParamSource.RESTART;
import static io.maestro.param.ParamSource.SUBWORKFLOW;
import static io.maestro.param.ParamSource.SYSTEM_DEFAULT;
import static io.maestro.param.ParamSource.TEMPLATE_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.internal.eval.merge.Cleanup;
import io.maestro.internal.eval.merge.ParamLayer;
import io.maestro.internal.eval.merge.Provenance;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamSource;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.tag.Tag;
import org.junit.jupiter.api.Test;

class ParamMergeTest {

    @Test
    void a_later_layer_wins_and_the_order_of_the_first_stays() {
        var merged = merged(
                layer(DEFINITION, "{'a': {'type': 'LONG', 'value': 1}, 'b': {'type': 'LONG', 'value': 2}}"),
                layer(LAUNCH, "{'c': {'type': 'LONG', 'value': 3}, 'a': {'type': 'LONG', 'value': 4}}"));

        assertThat(merged).containsOnlyKeys("a", "b", "c");
        assertThat(merged.keySet()).containsExactly("a", "b", "c");
        assertThat(literal(get(merged, "a"))).isEqualTo(ParamValue.of(4L));
        assertThat(Provenance.source("a", get(merged, "a"))).contains(LAUNCH);
        assertThat(Provenance.source("b", get(merged, "b"))).contains(DEFINITION);
        assertThat(get(merged, "b").mode()).contains(ParamMode.MUTABLE);
    }

    @Test
    void the_first_type_stays_and_literals_are_converted_to_it() {
        var base = layer(DEFINITION, "{'s': {'type': 'STRING', 'value': ''}, 'd': {'type': 'DOUBLE', 'value': 1}}");
        var merged = merged(
                base,
                layer(LAUNCH, "{'s': {'type': 'DOUBLE', 'value': 12345678.9}, 'd': {'type': 'STRING', 'value': '2'}}"));

        assertThat(literal(get(merged, "s"))).isEqualTo(ParamValue.of("12345678.9"));
        assertThat(literal(get(merged, "d"))).isEqualTo(ParamValue.of(2.0));
        assertThat(error(() -> merged(base, layer(LAUNCH, "{'d': {'type': 'STRING', 'value': 'x'}}"))))
                .isEqualTo("TYPE/merge-type-mismatch");
    }

    @Test
    void expressions_keep_the_type_of_the_param_that_they_override() {
        var merged = merged(
                layer(DEFINITION, "{'s': {'type': 'STRING', 'value': ''}}"),
                layer(LAUNCH, "{'s': {'type': 'LONG', 'expression': '1 + 1'}}"));

        assertThat(get(merged, "s").type()).isEqualTo(ParamType.STRING);
        assertThat(get(merged, "s").content()).isEqualTo(new ParamDefinition.Expression("1 + 1"));
    }

    @Test
    void maps_are_merged_by_key_to_any_depth() {
        var merged = merged(
                layer(
                        DEFINITION,
                        "{'m': {'type': 'MAP', 'mode': 'MUTABLE_ON_START', 'value': {"
                                + "'a': {'type': 'LONG', 'value': 1}, 'n': {'type': 'STRING_MAP', 'value': {'x': '1'}}}}}"),
                layer(LAUNCH, "{'m': {'type': 'MAP', 'value': {'n': {'type': 'STRING_MAP', 'value': {'y': '2'}}}}}"));

        var members = ((ParamDefinition.Members) get(merged, "m").content()).members();
        assertThat(literal(get(members, "n")).toJava()).hasToString("{x=1, y=2}");
        assertThat(get(members, "n").mode()).contains(ParamMode.MUTABLE_ON_START);
        assertThat(Provenance.source("a", get(members, "a"))).contains(DEFINITION);
        assertThat(Provenance.source("n", get(members, "n"))).contains(LAUNCH);
    }

    @Test
    void a_literal_map_can_be_laid_only_over_a_literal_map() {
        var map = layer(LAUNCH, "{'m': {'type': 'MAP', 'value': {}}}");

        assertThat(error(() -> merged(layer(DEFINITION, "{'m': {'type': 'MAP', 'expression': 'x'}}"), map)))
                .isEqualTo("TYPE/map-not-literal");
        assertThat(error(() -> merged(layer(DEFINITION, "{'m': {'type': 'LONG', 'value': 1}}"), map)))
                .isEqualTo("TYPE/merge-map-vs-other");
    }

    @Test
    void the_mode_tells_who_may_change_a_param() {
        assertThat(error(() -> merged(param(DEFINITION, 1, "CONSTANT"), param(LAUNCH, 2, ""))))
                .isEqualTo("MODE/mode-not-allowed");
        assertThat(error(() -> merged(
                        param(DEFINITION, 1, "MUTABLE_ON_START"),
                        param(RESTART, 2, "").onRestart())))
                .isEqualTo("MODE/mode-not-allowed");
        assertThat(error(() -> merged(param(DEFINITION, 1, "MUTABLE_ON_START"), param(LAUNCH, 2, "MUTABLE"))))
                .isEqualTo("MODE/less-strict");
        assertThat(merged(param(DEFINITION, 1, "CONSTANT"), param(LAUNCH, 1, "")))
                .hasSize(1);
        assertThat(merged(param(SYSTEM_DEFAULT, 1, "CONSTANT"), param(SYSTEM_DEFAULT, 2, "")))
                .hasSize(1);
    }

    @Test
    void a_refusal_names_the_param_and_what_would_be_allowed() {
        assertThat(failure(() -> merged(
                        layer(
                                DEFINITION,
                                "{'m': {'type': 'MAP', 'mode': 'CONSTANT', 'value': {"
                                        + "'a': {'type': 'LONG', 'value': 1}}}}"),
                        layer(LAUNCH, "{'m': {'type': 'MAP', 'value': {'a': {'type': 'LONG', 'value': 2}}}}"))))
                .hasMessage("param 'm.a' is CONSTANT and cannot be changed by LAUNCH; it would have to be one of"
                        + " [MUTABLE, MUTABLE_ON_START_RESTART, MUTABLE_ON_START]");
    }

    @Test
    void a_map_of_texts_cannot_be_changed_past_its_mode() {
        assertThat(error(() -> merged(
                        layer(DEFINITION, "{'m': {'type': 'STRING_MAP', 'mode': 'IMMUTABLE', 'value': {'a': '1'}}}"),
                        layer(LAUNCH, "{'m': {'type': 'STRING_MAP', 'value': {'a': '2'}}}"))))
                .isEqualTo("MODE/mode-not-allowed");
    }

    @Test
    void a_parent_run_passes_on_what_its_users_could_not_change() {
        var merged = merged(
                param(SYSTEM_DEFAULT, 1, "CONSTANT"),
                layer(SUBWORKFLOW, "{'p': {'type': 'LONG', 'value': 2, 'source': 'SYSTEM_DEFAULT'}}")
                        .fromUpstream());

        assertThat(literal(get(merged, "p"))).isEqualTo(ParamValue.of(2L));
        assertThat(error(() -> merged(
                        param(DEFINITION, 1, "CONSTANT"),
                        param(SUBWORKFLOW, 2, "").fromUpstream())))
                .isEqualTo("MODE/mode-not-allowed");
    }

    @Test
    void users_cannot_say_who_set_a_param_or_what_the_engine_asks_of_it() {
        var base = param(DEFINITION, 1, "");

        assertThat(error(() -> merged(base, layer(LAUNCH, "{'p': {'type': 'LONG', 'value': 2, 'source': 'SYSTEM'}}"))))
                .isEqualTo("MODE/source-change");
        assertThat(error(() -> merged(
                        base, layer(LAUNCH, "{'p': {'type': 'LONG', 'value': 2, 'internal_mode': 'OPTIONAL'}}"))))
                .isEqualTo("MODE/system-mode-in-update");
    }

    @Test
    void tags_are_united_and_a_validator_stays() {
        var merged = merged(
                layer(DEFINITION, "{'p': {'type': 'LONG', 'value': 1, 'tags': ['x'], 'validator': '@NotNull'}}"),
                layer(LAUNCH, "{'p': {'type': 'LONG', 'value': 2, 'tags': ['x', 'y']}}"));

        assertThat(get(merged, "p").tags()).extracting(Tag::name).containsExactly("x", "y");
        assertThat(get(merged, "p").validator()).contains("@NotNull");
    }

    @Test
    void what_is_optional_and_not_set_is_left_away() {
        var schema = layer(
                        TEMPLATE_SCHEMA,
                        "{'a': {'type': 'MAP', 'internal_mode': 'OPTIONAL', 'value': {"
                                + "'b': {'type': 'STRING', 'internal_mode': 'OPTIONAL'}}}, 'c': {'type': 'LONG', 'value': 1}}")
                .allowingEmpty();

        assertThat(Cleanup.of(merged(schema))).containsOnlyKeys("c");
    }

    @Test
    void what_is_required_and_not_set_is_an_error() {
        var schema = layer(
                        TEMPLATE_SCHEMA,
                        "{'k': {'type': 'MAP', 'value': {"
                                + "'image': {'type': 'STRING', 'internal_mode': 'REQUIRED'}}}}")
                .allowingEmpty();

        assertThat(failure(() -> Cleanup.of(merged(schema))))
                .hasMessage("param 'k.image' is required: a STRING must be given");
        assertThat(error(() -> merged(layer(DEFINITION, "{'a': {'type': 'LONG'}}"))))
                .isEqualTo("DEFINITION/value-xor-expression");
    }

    private static ParamLayer param(ParamSource source, long value, String mode) {
        var json =
                "{'p': {'type': 'LONG', 'value': " + value + (mode.isEmpty() ? "" : ", 'mode': '" + mode + "'") + "}}";
        return layer(source, json);
    }

    private static ParamValue literal(ParamDefinition param) {
        return ((ParamDefinition.Literal) param.content()).value();
    }
}
