package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.definition.InvalidDefinitionException;
import org.junit.jupiter.api.Test;

class ReadingErrorsTest {

    @Test
    void all_problems_of_a_text_are_told_at_once_in_their_order() {
        var text = """
                {
                  "properties": {"run_strategy": "paralel", "step_concurrency": 0},
                  "workflow": {
                    "id": "etl",
                    "time_triggers": [{"type": "CRON", "cron": "every day"}],
                    "stps": [],
                    "steps": [
                      {"step": {"id": "load", "type": "NoOp", "timeout": "5m",
                        "transition": {"successors": {"clean": "true", "publsh": "true"}}}},
                      {"step": {"id": "clean", "tpye": "NoOp"}},
                      {"template": {"id": "each"}},
                      {"stp": {"id": "publish", "type": "NoOp"}},
                      {"step": {"id": "load", "type": "NoOp"}}
                    ]
                  }
                }
                """;

        assertThatThrownBy(() -> WorkflowJson.read(text))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage("""
                        workflow 'etl' has 11 problems:
                          2:34 /properties/run_strategy: expected one of SEQUENTIAL, STRICT_SEQUENTIAL, FIRST_ONLY, LAST_ONLY, PARALLEL, SERIAL_LATEST_ONLY, UNLIMITED but found 'paralel'; did you mean 'PARALLEL'? [UNKNOWN_VALUE]
                          2:65 /properties/step_concurrency: must be from 1 to 1000 but was 0 [OUT_OF_RANGE]
                          5:48 /workflow/time_triggers/0/cron: a cron expression has 5 fields, or 6 or 7 of which the first is the second, but 'every day' has 2 [UNKNOWN_VALUE]
                          6:5 /workflow/stps: the member 'stps' is not known; did you mean 'steps'? [UNKNOWN_MEMBER]
                          8:58 /workflow/steps/0/step/timeout: expected seconds or a duration such as '2 hours' or '30 min' but found the text '5m' [UNKNOWN_VALUE]
                          9:56 /workflow/steps/0/step/transition/successors/publsh: step 'load' leads to 'publsh', which does not exist; did you mean 'publish'? [UNKNOWN_STEP]
                          10:16 /workflow/steps/1/step/type: the member 'type' is missing [MISSING]
                          10:32 /workflow/steps/1/step/tpye: the member 'tpye' is not known; did you mean 'type'? [UNKNOWN_MEMBER]
                          11:20 /workflow/steps/2/template/sub_type: the member 'sub_type' is missing [MISSING]
                          12:8 /workflow/steps/3/stp: 'stp' is no kind of step; expected one of step, subworkflow, foreach, while, template; did you mean 'step'? [UNKNOWN_MEMBER]
                          13:23 /workflow/steps/4/step/id: the id 'load' is used by another step before [DUPLICATE]""");
    }

    @Test
    void a_step_that_could_not_be_read_is_not_missed_by_those_that_lead_to_it() {
        var problems = Refusals.ofJson(Requests.withSteps("""
                {"step": {"id": "a", "type": "NoOp", "transition": {"successors": {"each": "true", "b": "true", "c": "true"}}}},
                {"forech": {"id": "each", "steps": []}},
                {"step": {"id": "b", "type": 5.5, "name": []}}"""));

        assertThat(problems)
                .containsExactly(
                        "1:132 /workflow/steps/0/step/transition/successors/c: step 'a' leads to 'c', which does not exist; did you mean 'a'? [UNKNOWN_STEP]",
                        "2:2 /workflow/steps/1/forech: 'forech' is no kind of step; expected one of step, subworkflow, foreach, while, template; did you mean 'foreach'? [UNKNOWN_MEMBER]",
                        "3:43 /workflow/steps/2/step/name: expected a text but found a list [WRONG_TYPE]");
    }

    @Test
    void a_step_whose_id_cannot_be_read_could_be_any_that_is_missed() {
        var problems = Refusals.ofJson(Requests.withSteps("""
                {"step": {"id": "a", "type": "NoOp", "transition": {"successors": {"b": "true"}}}},
                {"step": {"type": "NoOp"}}"""));

        assertThat(problems).containsExactly("2:10 /workflow/steps/1/step/id: the member 'id' is missing [MISSING]");
    }

    @Test
    void a_cycle_beside_a_step_that_could_not_be_read_is_not_guessed_at() {
        var problems = Refusals.ofJson(Requests.withSteps("""
                {"step": {"id": "a", "type": "NoOp", "transition": {"successors": {"b": "x", "c": "x"}}}},
                {"step": {"id": "b", "type": "NoOp", "transition": {"successors": {"c": "x"}}}},
                {"step": {"id": "c", "type": "NoOp", "transition": {"successors": {"b": "x"}}}},
                {"until": {"id": "d"}}"""));

        assertThat(problems)
                .containsExactly(
                        "4:2 /workflow/steps/3/until: 'until' is no kind of step; expected one of step, subworkflow, foreach, while, template [UNKNOWN_MEMBER]");
    }

    @Test
    void a_param_that_could_not_be_read_is_not_missed() {
        var problems = Refusals.ofJson(Requests.withWorkflow("""
                "params": {"a": {"type": "LNG", "value": 1}, "b": {"type": "LONG", "expression": "a + 1"}}"""));

        assertThat(problems).singleElement().asString().contains("/workflow/params/a/type: ");
    }

    @Test
    void what_is_wrong_with_the_whole_is_told_with_its_place_in_the_text_even_after_a_lost_step() {
        var problems = Refusals.ofJson(Requests.withSteps("""
                {"subworkflow": {"name": "no id"}},
                {"STEP": {"id": "a", "type": "NoOp", "timeout": "0 s"}}"""));

        assertThat(problems)
                .contains(
                        "2:49 /workflow/steps/1/STEP/timeout: must be more than zero and at most 120 days but was 0 s [OUT_OF_RANGE]");
    }

    @Test
    void a_step_without_its_wrapper_is_told_how_to_wrap() {
        assertThat(Refusals.ofJson(Requests.withSteps("{\"id\": \"a\", \"type\": \"NoOp\"}")))
                .containsExactly(
                        "1:36 /workflow/steps/0: expected an object with one member that names the kind of step (step, subworkflow, foreach, while, template) but found id, type, so wrap it as {\"step\": {...}} [WRONG_TYPE]");
    }

    @Test
    void a_name_with_a_slash_or_a_tilde_is_escaped_in_the_path() {
        assertThat(Refusals.problemsOfJson(Requests.withWorkflow("\"a/b~c\": 1")))
                .extracting("path")
                .containsExactly("/workflow/a~1b~0c");
    }

    @Test
    void a_name_that_looks_like_a_way_leads_nobody_astray() {
        assertThat(
                        Refusals.ofJson(
                                Requests.withParam(
                                        "{\"type\": \"MAP\", \"value\": {\"x\": {\"type\": \"LONG\", \"value\": 1, \"tags\": [\"t\"]}, "
                                                + "\"x/tags/t\": {\"type\": \"LONG\", \"value\": 1, \"tags\": [\"t\", \"maestro_t\"]}}}")))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("1:173 /workflow/params/p/value/x~1tags~1t/tags/1: the name of a tag must not start with");
    }

    @Test
    void a_message_is_one_line_that_can_be_read_whatever_the_text_holds() {
        assertThat(Refusals.problemsOfJson(
                        Requests.withWorkflow("\"a\\nb\": 1, \"" + "x".repeat(70) + "\": 1, \"timeout\": \"\\u0000\"")))
                .extracting("message")
                .satisfiesExactly(
                        first -> assertThat(first).asString().startsWith("the member 'a\\u000ab' is not known; "),
                        second -> assertThat(second)
                                .asString()
                                .startsWith("the member '" + "x".repeat(60) + "...' is not known; "),
                        third -> assertThat(third).asString().endsWith("but found the text '\\u0000'"));
    }

    @Test
    void a_text_without_a_workflow_is_refused() {
        assertThat(Refusals.ofJson("{}")).containsExactly("1:1 /workflow: the member 'workflow' is missing [MISSING]");
        assertThat(Refusals.ofJson("[]")).containsExactly("1:1 /: expected an object but found a list [WRONG_TYPE]");
        assertThat(Refusals.ofJson("{\"workflow\": {\"id\": \"w\", \"steps\": []}}"))
                .containsExactly("1:35 /workflow/steps: a workflow needs at least one step [MISSING]");
        assertThat(Refusals.ofJson("{\"workflow\": {}}"))
                .containsExactly(
                        "1:14 /workflow/id: the member 'id' is missing [MISSING]",
                        "1:14 /workflow/steps: the member 'steps' is missing [MISSING]");
    }

    @Test
    void more_steps_than_allowed_are_refused() {
        var steps = new StringBuilder();
        for (int i = 0; i < 301; i++) {
            steps.append(i == 0 ? "" : ",")
                    .append("{\"step\": {\"id\": \"s")
                    .append(i)
                    .append("\", \"type\": \"NoOp\"}}");
        }

        assertThat(Refusals.ofJson(Requests.withSteps(steps.toString())))
                .containsExactly("1:35 /workflow/steps: must have at most 300 steps but has 301 [TOO_MANY]");
    }
}
