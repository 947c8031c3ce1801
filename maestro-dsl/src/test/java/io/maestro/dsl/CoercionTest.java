package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.Criticality;
import io.maestro.definition.FailureMode;
import io.maestro.definition.StepType;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.tag.Tag;
import io.maestro.tag.TagNamespace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of parsing that hold everywhere (spec: definitions, section 1.1). */
class CoercionTest {

    @Test
    void enums_and_type_ids_and_the_kind_of_a_step_are_taken_in_any_case() {
        var definition = WorkflowJson.read("""
                {"workflow": {"id": "w", "criticality": "hIgh", "tags": [{"name": "t", "namespace": "system"}],
                  "params": {"p": {"type": "lOng", "value": 1}},
                  "steps": [{"Step": {"id": "a", "type": "NOOP", "failure_mode": "ignore_Failure",
                    "retry_policy": {"backoff": {"type": "fixed_backoff"}}}}]}}
                """);

        assertThat(definition.criticality()).contains(Criticality.HIGH);
        assertThat(definition.tags()).containsExactly(new Tag("t", Optional.of(TagNamespace.SYSTEM), Map.of()));
        assertThat(definition.params().get("p")).isEqualTo(ParamDefinition.literal(ParamValue.of(1)));
        assertThat(definition.steps().getFirst().basics().failureMode()).isEqualTo(FailureMode.IGNORE_FAILURE);
    }

    @Test
    void a_well_known_step_type_is_spelled_as_usual_and_any_other_as_it_is_written() {
        assertThat(typeOf("noop").name()).isEqualTo("NoOp");
        assertThat(typeOf("KUBERNETES").name()).isEqualTo("Kubernetes");
        assertThat(typeOf("myOwn").name()).isEqualTo("myOwn");
    }

    private static StepType typeOf(String name) {
        var step = WorkflowJson.read(Requests.withSteps("{\"step\": {\"id\": \"a\", \"type\": \"" + name + "\"}}"))
                .steps()
                .getFirst();
        return ((TypedStep) step).type();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"5 | 5", "1.50 | 1.50", "1e3 | 1e3", "true | true", "99999999999999999999 | 99999999999999999999"})
    void a_number_or_a_boolean_is_taken_for_a_text_as_it_is_written(String json, String text) {
        assertThat(WorkflowJson.read(Requests.withWorkflow("\"name\": " + json)).name())
                .contains(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5 | 5",
                "\"5\" | 5",
                "\" -5 \" | -5",
                "5.9 | 5",
                "-5.9 | -5",
                "1e3 | 1000",
                "9223372036854775807 | 9223372036854775807",
                "-9223372036854775808 | -9223372036854775808",
                "0.1e-999999999 | 0"
            })
    void a_long_is_taken_from_a_number_without_its_fraction_or_from_a_text(String json, long value) {
        assertThat(literal("LONG", json)).isEqualTo(ParamValue.of(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5 | 5",
                "0.5 | 0.5",
                "\"0.5\" | 0.5",
                "-0.0 | -0.0",
                "1e-400 | 0",
                "\".5\" | 0.5",
                "\"1e3\" | 1000"
            })
    void a_double_is_taken_from_a_number_or_a_text(String json, double value) {
        assertThat(literal("DOUBLE", json)).isEqualTo(ParamValue.of(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"true | true", "\"True\" | true", "\"false\" | false"})
    void a_boolean_is_taken_from_its_text(String json, boolean value) {
        assertThat(literal("BOOLEAN", json)).isEqualTo(ParamValue.of(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "LONG | true | expected a whole number but found true [WRONG_TYPE]",
                "LONG | \"5.5\" | expected a whole number but found the text '5.5' [WRONG_TYPE]",
                "LONG | 9223372036854775808 | expected a number of 64 bits but found the number 9223372036854775808 [OUT_OF_RANGE]",
                "LONG | 1e999999999 | expected a number of 64 bits but found the number 1e999999999 [OUT_OF_RANGE]",
                "LONG | [1] | expected a whole number but found a list [WRONG_TYPE]",
                "DOUBLE | 1e400 | expected a number that a double can hold but found the number 1e400 [OUT_OF_RANGE]",
                "DOUBLE | \"NaN\" | expected a number but found the text 'NaN' [WRONG_TYPE]",
                "DOUBLE | \"0x1p3\" | expected a number but found the text '0x1p3' [WRONG_TYPE]",
                "BOOLEAN | 1 | expected true or false but found the number 1 [WRONG_TYPE]",
                "BOOLEAN | \"yes\" | expected true or false but found the text 'yes' [WRONG_TYPE]",
                "STRING | {} | expected a text but found an object [WRONG_TYPE]",
                "STRING_ARRAY | \"a\" | expected a list but found the text 'a' [WRONG_TYPE]",
                "STRING_MAP | [] | expected an object but found a list [WRONG_TYPE]",
                "MAP | 5 | expected an object but found the number 5 [WRONG_TYPE]"
            })
    void what_fits_no_rule_is_refused(String type, String json, String problem) {
        assertThat(Refusals.ofJson(Requests.withParam("{\"type\": \"" + type + "\", \"value\": " + json + "}")))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("/workflow/params/p/value: " + problem);
    }

    @Test
    void each_bad_element_of_a_list_is_told() {
        assertThat(Refusals.ofJson(Requests.withParam("{\"type\": \"LONG_ARRAY\", \"value\": [1, \"x\", null, 4]}")))
                .containsExactly(
                        "1:78 /workflow/params/p/value/1: expected a whole number but found the text 'x' [WRONG_TYPE]",
                        "1:83 /workflow/params/p/value/2: expected a whole number but found null [WRONG_TYPE]");
    }

    @Test
    void null_is_as_if_it_were_not_there() {
        var nulls =
                "\"name\": null, \"description\": null, \"tags\": null, \"timeout\": null, \"time_triggers\": null, "
                        + "\"signal_triggers\": null, \"criticality\": null, \"instance_step_concurrency\": null, \"params\": null";

        assertThat(WorkflowJson.read(Requests.withWorkflow(nulls)))
                .isEqualTo(WorkflowJson.read(Requests.withWorkflow("\"name\": null")));
        assertThat(WorkflowJson.read(
                        Requests.withStep("\"transition\": null, \"retry_policy\": null, \"sub_type\": null")))
                .isEqualTo(WorkflowJson.read(Requests.withStep("\"name\": null")));
        assertThat(Refusals.ofJson("{\"workflow\": {\"id\": null, \"steps\": null}}"))
                .hasSize(2);
    }

    @Test
    void names_keep_their_order() {
        var definition = WorkflowJson.read(
                Requests.withWorkflow(
                        "\"params\": {\"z\": {\"type\": \"LONG\", \"value\": 1}, \"a\": {\"type\": \"LONG\", \"value\": 2}, \"m\": {\"type\": \"LONG\", \"value\": 3}}"));

        assertThat(definition)
                .extracting(WorkflowDefinition::params)
                .extracting(Map::keySet)
                .asString()
                .isEqualTo("[z, a, m]");
    }

    @Test
    void every_type_of_param_is_read() {
        assertThat(literal("STRING", "\"x\"")).isEqualTo(ParamValue.of("x"));
        assertThat(literal("STRING_ARRAY", "[\"x\", 1]")).isEqualTo(new ParamValue.StringArray(List.of("x", "1")));
        assertThat(literal("LONG_ARRAY", "[1, \"2\"]")).isEqualTo(new ParamValue.LongArray(List.of(1L, 2L)));
        assertThat(literal("DOUBLE_ARRAY", "[1, 0.5]")).isEqualTo(new ParamValue.DoubleArray(List.of(1.0, 0.5)));
        assertThat(literal("BOOLEAN_ARRAY", "[true]")).isEqualTo(new ParamValue.BooleanArray(List.of(true)));
        assertThat(literal("STRING_MAP", "{\"a\": \"x\", \"b\": null}"))
                .isEqualTo(new ParamValue.StringMap(Map.of("a", "x")));
        assertThat(content("MAP", "{\"a\": {\"type\": \"MAP\", \"value\": {\"b\": {\"type\": \"LONG\"}}}}"))
                .isEqualTo(new ParamDefinition.Members(Map.of(
                        "a",
                        new ParamDefinition(
                                ParamType.MAP,
                                new ParamDefinition.Members(Map.of("b", ParamDefinition.unset(ParamType.LONG))),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                Map.of()))));
    }

    private static ParamValue literal(String type, String json) {
        return ((ParamDefinition.Literal) content(type, json)).value();
    }

    private static ParamDefinition.Content content(String type, String json) {
        var definition = WorkflowJson.read(Requests.withParam("{\"type\": \"" + type + "\", \"value\": " + json + "}"));
        return definition.params().values().iterator().next().content();
    }
}
