package io.maestro.internal.eval.params;

import static io.maestro.internal.eval.params.Params.error;
import static io.maestro.internal.eval.params.Params.evaluated;
import static io.maestro.internal.eval.params.Params.failure;
import static io.maestro.internal.eval.params.Params.get;
import static io.maestro.internal.eval.params.Params.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.maestro.param.ParamCycleException;
import io.maestro.param.ParamExpressionException;
import io.maestro.param.ParamSource;
import io.maestro.param.UnknownParamException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkflowEvaluationTest {

    @Test
    void a_param_may_use_one_that_is_declared_after_it() {
        var params = evaluated("{'a': {'type': 'STRING', 'value': '$b!'}, 'b': {'type': 'LONG', 'expression': 'c + 1'},"
                + " 'c': {'type': 'LONG', 'value': 1}}");

        assertThat(plain(params)).containsExactly(entry("a", "2!"), entry("b", 2L), entry("c", 1L));
    }

    @Test
    void a_result_becomes_the_declared_type_and_that_is_noted() {
        var params =
                evaluated("{'a': {'type': 'STRING', 'expression': '1.5'}, 'b': {'type': 'LONG', 'expression': 'a2'},"
                        + " 'a2': {'type': 'STRING', 'value': '7'}, 'd': {'type': 'DOUBLE', 'expression': '1'}}");

        assertThat(plain(params)).containsAllEntriesOf(Map.of("a", "1.5", "b", 7L, "d", 1.0));
        assertThat(get(params, "a").coerced()).isTrue();
        assertThat(get(params, "b").coerced()).isTrue();
        assertThat(get(params, "d").coerced()).isFalse();
        assertThat(get(params, "a").source()).isEqualTo(ParamSource.DEFINITION);
    }

    @Test
    void a_result_that_does_not_fit_is_an_error() {
        assertThat(failure(() -> evaluated("{'a': {'type': 'LONG', 'expression': '0.01'}}")))
                .hasMessage("param 'a' must be a LONG but came to the DOUBLE 0.01");
        assertThat(error(() -> evaluated("{'a': {'type': 'DOUBLE', 'expression': '0.0 / 0'}}")))
                .isEqualTo("TYPE/result-type");
    }

    @Test
    void members_of_a_map_keep_the_type_of_their_expression() {
        var params = evaluated("{'m': {'type': 'MAP', 'value': {'a': {'type': 'STRING', 'expression': '5'},"
                + " 'b': {'type': 'MAP', 'value': {'c': {'type': 'STRING', 'value': '${n}'}}}}},"
                + " 'n': {'type': 'LONG', 'value': 1}}");

        assertThat(plain(params)).containsEntry("m", Map.of("a", 5L, "b", Map.of("c", "1")));
    }

    @Test
    void arrays_and_maps_stand_in_texts_as_json() {
        var params = evaluated("{'m': {'type': 'MAP', 'value': {'z': {'type': 'LONG', 'value': 1},"
                + " 'a': {'type': 'STRING_ARRAY', 'value': ['x']}}}, 's': {'type': 'STRING', 'value': '$m'}}");

        assertThat(plain(params)).containsEntry("s", "{\"z\":1,\"a\":[\"x\"]}");
    }

    @Test
    void a_cycle_is_told_with_its_params() {
        var json = "{'x': {'type': 'STRING', 'value': '$a'}, 'a': {'type': 'STRING', 'value': '$b'},"
                + " 'b': {'type': 'STRING', 'expression': 'a'}}";

        assertThat(failure(() -> evaluated(json)))
                .hasMessage("param 'a' of workflow 'wf' needs itself: a -> b -> a")
                .isInstanceOfSatisfying(
                        ParamCycleException.class, e -> assertThat(e.chain()).isEqualTo(List.of("a", "b", "a")));
    }

    @Test
    void an_unknown_name_is_told_with_the_one_that_was_probably_meant() {
        var json = "{'extract_date': {'type': 'LONG', 'value': 1}, 'a': {'type': 'STRING', 'value': '$extrct_date'}}";

        assertThat(failure(() -> evaluated(json)))
                .hasMessage("param 'a' refers to 'extrct_date', which workflow 'wf' does not have;"
                        + " did you mean 'extract_date'?")
                .isInstanceOfSatisfying(
                        UnknownParamException.class,
                        e -> assertThat(e.suggestion()).contains("extract_date"));
    }

    @Test
    void an_error_of_an_expression_is_told_with_its_place() {
        assertThat(failure(() -> evaluated("{'a': {'type': 'LONG', 'expression': '1 / 0'}}")))
                .isInstanceOfSatisfying(ParamExpressionException.class, e -> {
                    assertThat(e.problem().position().column()).isPositive();
                    assertThat(e.detail()).isEqualTo("arithmetic/arithmetic");
                });
    }

    @Test
    void the_map_of_params_holds_only_what_the_expression_names() {
        assertThat(plain(evaluated("{'n': {'type': 'LONG', 'value': 2}, 'a': {'type': 'LONG', 'expression':"
                        + " 'n + params.n'}}")))
                .containsEntry("a", 4L);
        assertThat(error(() -> evaluated(
                        "{'n': {'type': 'LONG', 'value': 2}, 'a': {'type': 'LONG', 'expression':" + " 'params.n'}}")))
                .isEqualTo("EXPRESSION/type/return-type:NULL");
    }

    @Test
    void functions_tell_of_the_run() {
        assertThat(plain(evaluated("{'a': {'type': 'STRING', 'expression': \"params.getFromInstance('owner')"
                        + " + params.getFromInstance('INITIATOR_TYPE') + params.getExecutionEnvironment()\"},"
                        + " 'b': {'type': 'LONG', 'expression': 'params.nextUniqueId()'}}")))
                .isEqualTo(Map.of("a", "testerMANUALtest-env", "b", 101L));
    }

    @Test
    void too_much_text_is_an_error_before_it_is_made() {
        var json = new StringBuilder("{'p0': {'type': 'STRING', 'value': 'xxxxxxxxxx'}");
        for (int i = 1; i < 60; i++) {
            json.append(", 'p")
                    .append(i)
                    .append("': {'type': 'STRING', 'value': '$p")
                    .append(i - 1);
            json.append("$p").append(i - 1).append("'}");
        }

        assertThat(error(() -> evaluated(json.append('}').toString()))).isEqualTo("SIZE/params-size");
    }

    /** A text is recorded twice, as it was defined and as what it came to, each in quotation marks, beside its name and 130 characters. */
    @Test
    void params_take_up_750_000_characters_at_most_as_they_are_recorded() {
        int longest = (750_000 - 130 - 1 - 4) / 2;

        assertThat(evaluated(text(longest))).containsOnlyKeys("p");
        assertThat(error(() -> evaluated(text(longest + 1)))).isEqualTo("SIZE/params-size");
    }

    private static String text(int length) {
        return "{'p': {'type': 'STRING', 'value': '" + "x".repeat(length) + "'}}";
    }

    @Test
    void a_chain_that_would_exhaust_the_stack_is_an_error() {
        var json = new StringBuilder("{'last': {'type': 'LONG', 'value': 1}");
        for (int i = 0; i < 5_000; i++) {
            json.append(", 'p")
                    .append(i)
                    .append("': {'type': 'LONG', 'expression': 'p")
                    .append(i + 1)
                    .append("'}");
        }
        json.append(", 'p5000': {'type': 'LONG', 'value': 1}}");

        assertThat(error(() -> evaluated(json.toString()))).isEqualTo("OTHER/chain-too-long");
    }

    @Test
    void keys_that_become_the_same_are_an_error() {
        assertThat(error(() -> evaluated("{'a': {'type': 'STRING', 'value': 'k'},"
                        + " 'm': {'type': 'STRING_MAP', 'value': {'$a': '1', 'k': '2'}}}")))
                .isEqualTo("OTHER/duplicate-key");
    }
}
