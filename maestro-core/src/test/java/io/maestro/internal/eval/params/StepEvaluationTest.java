package io.maestro.internal.eval.params;

import static io.maestro.internal.eval.params.Params.defined;
import static io.maestro.internal.eval.params.Params.error;
import static io.maestro.internal.eval.params.Params.evaluated;
import static io.maestro.internal.eval.params.Params.failure;
import static io.maestro.internal.eval.params.Params.plain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.maestro.internal.eval.params.OtherSteps.OtherStep;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepEvaluationTest {

    private static final String OF_RUN =
            "{'day': {'type': 'LONG', 'value': 20240506}, 'both': {'type': 'STRING', 'value': 'run'}}";

    private static final Map<String, OtherStep> STEPS = Map.of(
            "load", step("{'rows': {'type': 'LONG', 'value': 7}}"),
            "job.1", step("{'x': {'type': 'STRING', 'value': 'dotted'}}"),
            "end", step("{'x': {'type': 'LONG', 'value': 1}}"),
            "end_", step("{'x': {'type': 'LONG', 'value': 2}}"));

    @Test
    void a_step_sees_its_own_params_and_those_of_the_run() {
        assertThat(
                        values(
                                "{'a': {'type': 'STRING', 'value': '$day $b'}, 'b': {'type': 'LONG', 'expression': 'day + 1'}}"))
                .containsExactly(entry("a", "20240506 20240507"), entry("b", 20240507L));
        assertThat(values("{'a': {'type': 'LONG', 'expression': \"params.get('day')\"}}"))
                .containsEntry("a", 20240506L);
    }

    @Test
    void a_param_of_the_run_hides_one_of_the_step_that_has_no_value_yet() {
        assertThat(values("{'a': {'type': 'STRING', 'value': '$both'}, 'both': {'type': 'STRING', 'value': '$both+'},"
                        + " 'c': {'type': 'STRING', 'value': '$both'}}"))
                .containsExactly(entry("a", "run"), entry("both", "run+"), entry("c", "run+"));
        assertThat(
                        values(
                                "{'a': {'type': 'STRING', 'value': '$here__both'}, 'both': {'type': 'STRING', 'value': 'step'}}"))
                .containsEntry("a", "step");
    }

    @Test
    void a_step_sees_params_of_other_steps() {
        assertThat(
                        values(
                                "{'a': {'type': 'LONG', 'expression': 'load__rows + 1'},"
                                        + " 'b': {'type': 'STRING', 'value': '${job.1__x}'},"
                                        + " 'c': {'type': 'STRING', 'expression': \"params.getFromStep('job.1', 'x')\"},"
                                        + " 'd': {'type': 'STRING', 'expression': \"params.getFromStep('load', 'MAESTRO_STEP_STATUS')\"},"
                                        + " 'e': {'type': 'LONG', 'expression': \"params.getFromStep('load', 'MAESTRO_STEP_END_TIME')\"}}"))
                .isEqualTo(Map.of("a", 8L, "b", "dotted", "c", "dotted", "d", "SUCCEEDED", "e", 5L));
    }

    @Test
    void a_reference_that_two_steps_answer_to_is_an_error() {
        assertThat(failure(() -> values("{'a': {'type': 'LONG', 'expression': 'end___x'}}")))
                .hasMessage("""
                        param 'a' refers at 1:1 to 'end___x', which can mean step 'end' as well as step 'end_'; \
                        say params.getFromStep(step, param)
                        end___x
                        ^""");
    }

    @Test
    void a_reference_that_no_step_answers_to_is_an_error() {
        assertThat(error(() -> values("{'a': {'type': 'LONG', 'expression': 'nope__x'}}")))
                .isEqualTo("UNKNOWN_PARAM/signal-ref");
        assertThat(failure(
                        () -> values("{'a': {'type': 'LONG', 'expression': \"params.getFromStep('load', 'row')\"}}")))
                .hasMessageContaining("did you mean 'rows'?");
        assertThat(error(() -> values("{'a': {'type': 'LONG', 'expression': \"params.getFromStep('x', 'y')\"}}")))
                .isEqualTo("UNKNOWN_PARAM/no-such-step");
    }

    @Test
    void a_step_that_needs_itself_is_an_error() {
        assertThat(failure(() -> values(
                        "{'a': {'type': 'STRING', 'value': '$here__b'}," + " 'b': {'type': 'STRING', 'value': '$a'}}")))
                .hasMessage("param 'a' of step 'here' needs itself: a -> b -> a");
    }

    @Test
    void functions_tell_of_the_attempt() {
        assertThat(
                        values(
                                "{'a': {'type': 'STRING', 'expression': \"params.getFromStep('step_instance_uuid')"
                                        + " + params.getFromStep('step_attempt_id') + params.getFromInstance('workflow_instance_id')\"}}"))
                .containsEntry("a", "uuid-here112");
        assertThat(error(() -> values("{'a': {'type': 'STRING', 'expression': \"params.getFromInstance('owner')\"}}")))
                .isEqualTo("EXPRESSION/other/extension-call");
    }

    @Test
    void a_condition_is_true_or_false_or_a_text_that_says_so() {
        var evaluation = evaluation("{'n': {'type': 'LONG', 'value': 3}}");

        assertThat(evaluation.condition("next", "true")).isTrue();
        assertThat(evaluation.condition("next", "n > 3")).isFalse();
        assertThat(evaluation.condition("next", "load__rows == 7")).isTrue();
        assertThat(evaluation.condition("next", "'TRUE'")).isTrue();
        assertThat(error(() -> evaluation.condition("next", "1"))).isEqualTo("TYPE/result-type");
    }

    @Test
    void a_condition_evaluates_only_the_params_that_it_needs() {
        var evaluation =
                evaluation("{'n': {'type': 'LONG', 'value': 3}, 'bad': {'type': 'LONG', 'expression': '1 / 0'}}");

        assertThat(evaluation.condition("n", "n == 3")).isTrue();
        assertThat(evaluation.evaluated()).containsOnlyKeys("n");
    }

    @Test
    void params_that_have_a_value_are_left_alone() {
        var outputs = evaluated("{'n': {'type': 'LONG', 'value': 9}}");
        var world = Worlds.step("here", evaluated(OF_RUN), OtherSteps.none());
        var evaluation = new StepEvaluation(
                world, Worlds.COMPILERS, defined("{'n': {'type': 'LONG', 'expression': '1 / 0'}}"), outputs);

        assertThat(plain(evaluation.all())).containsExactly(entry("n", 9L));
    }

    private static Map<String, Object> values(String json) {
        return plain(evaluation(json).all());
    }

    private static StepEvaluation evaluation(String json) {
        var world = Worlds.step("here", evaluated(OF_RUN), id -> Optional.ofNullable(STEPS.get(id)));
        return new StepEvaluation(world, Worlds.COMPILERS, defined(json), Map.of());
    }

    private static OtherStep step(String params) {
        return new OtherStep(evaluated(params), Optional.of("SUCCEEDED"), Optional.of(Instant.ofEpochMilli(5)));
    }
}
