package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.maestro.definition.FailureMode;
import io.maestro.definition.Predicate;
import io.maestro.definition.StepId;
import io.maestro.tag.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepsTest {

    @Test
    void what_steps_of_all_kinds_have_is_read() {
        var steps = WorkflowJson.read(Requests.withSteps("""
                        {"step": {"id": "a", "type": "NoOp", "name": "A", "description": "first", "failure_mode": "fail_immediately",
                          "tags": ["t"], "transition": {"successors": {"c": " true ", "b": true}}}},
                        {"step": {"id": "b", "type": "NoOp"}}, {"step": {"id": "c", "type": "NoOp"}}""")).steps();

        var basics = steps.getFirst().basics();
        assertThat(basics.name()).contains("A");
        assertThat(basics.description()).contains("first");
        assertThat(basics.failureMode()).isEqualTo(FailureMode.FAIL_IMMEDIATELY);
        assertThat(basics.tags()).containsExactly(Tag.of("t"));
        assertThat(List.copyOf(basics.transition().successors().entrySet()))
                .extracting(entry -> entry.getKey(), entry -> entry.getValue())
                .containsExactly(
                        tuple(new StepId("c"), Predicate.always()), tuple(new StepId("b"), Predicate.always()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"sub_type_version\": \"2\" | sub_type_version: there is no sub_type that it is the version of [CONFLICT]",
                "\"transition\": {\"successors\": {\"a b\": \"true\"}} | transition/successors/a b: id 'a b' must start with a letter or '_' and go on with letters, digits, '.', '-' and '_' [INVALID_ID]",
                "\"transition\": {\"sucessors\": {}} | transition/sucessors: the member 'sucessors' is not known; did you mean 'successors'? [UNKNOWN_MEMBER]",
                "\"transition\": [] | transition: expected an object but found a list [WRONG_TYPE]",
                "\"failure_mode\": 1 | failure_mode: expected one of FAIL_AFTER_RUNNING, FAIL_IMMEDIATELY, IGNORE_FAILURE but found the number 1 [WRONG_TYPE]",
                "\"sync\": true | sync: the member 'sync' is not known; expected one of id, type, sub_type, sub_type_version, retry_policy, effects, in_doubt, name, description, transition, failure_mode, tags, timeout, params, signal_dependencies, signal_outputs, compensation, on_failure [UNKNOWN_MEMBER]"
            })
    void what_is_wrong_inside_a_step_is_told(String member, String problem) {
        assertThat(Refusals.ofStep(member))
                .hasSize(1)
                .first()
                .asString()
                .endsWith(" /workflow/steps/0/step/" + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\" \" | the type of a step must not be blank [UNKNOWN_VALUE]",
                "\"Join\" | 'Join' is not the type of a step of kind 'step' [UNKNOWN_VALUE]",
                "\"java\" | a step in Java cannot come from a text, which does not hold its code [NO_CODE]",
                "{} | expected a text but found an object [WRONG_TYPE]"
            })
    void a_type_that_no_host_can_have_is_refused(String type, String problem) {
        assertThat(Refusals.ofJson(Requests.withSteps("{\"step\": {\"id\": \"a\", \"type\": " + type + "}}")))
                .containsExactly("1:65 /workflow/steps/0/step/type: " + problem);
    }

    @Test
    void a_step_is_an_object_with_one_member() {
        assertThat(Refusals.ofJson(Requests.withSteps("""
                        5, {}, {"step": {"id": "a", "type": "NoOp"}, "foreach": {}}, {"step": null}, {"step": 5}""")))
                .containsExactly(
                        "1:36 /workflow/steps/0: expected an object but found the number 5 [WRONG_TYPE]",
                        "1:39 /workflow/steps/1: expected an object with one member that names the kind of step (step, subworkflow, foreach, while, template) but found nothing [WRONG_TYPE]",
                        "1:43 /workflow/steps/2: expected an object with one member that names the kind of step (step, subworkflow, foreach, while, template) but found step, foreach [WRONG_TYPE]",
                        "1:97 /workflow/steps/3: expected an object with one member that names the kind of step (step, subworkflow, foreach, while, template) but found nothing [WRONG_TYPE]",
                        "1:122 /workflow/steps/4/step: expected an object but found the number 5 [WRONG_TYPE]");
    }

    @Test
    void predecessors_that_agree_with_the_successors_are_passed_over() {
        var definition = WorkflowJson.read(Requests.withSteps("""
                {"step": {"id": "a", "type": "NoOp", "transition": {"predecessors": [], "successors": {"c": "true"}}}},
                {"step": {"id": "b", "type": "NoOp", "transition": {"successors": {"c": "true"}}}},
                {"step": {"id": "c", "type": "NoOp", "transition": {"predecessors": ["b", "a"]}}}"""));

        assertThat(definition.steps()).hasSize(3);
    }

    @Test
    void predecessors_that_contradict_the_successors_are_refused() {
        assertThat(Refusals.ofJson(Requests.withSteps("""
                        {"step": {"id": "a", "type": "NoOp", "transition": {"predecessors": ["b"], "successors": {"b": "true"}}}},
                        {"step": {"id": "b", "type": "NoOp", "transition": {"predecessors": ["x", "x"]}}}""")))
                .containsExactly(
                        "1:104 /workflow/steps/0/step/transition/predecessors: names 'b' but the steps that lead to 'a' are none [CONFLICT]",
                        "2:69 /workflow/steps/1/step/transition/predecessors: names 'x' but the steps that lead to 'b' are 'a' [CONFLICT]",
                        "2:75 /workflow/steps/1/step/transition/predecessors/1: the predecessor 'x' is there twice [DUPLICATE]");
    }
}
