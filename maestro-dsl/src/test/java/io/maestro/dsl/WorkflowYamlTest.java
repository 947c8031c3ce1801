package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamValue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkflowYamlTest {

    private static final String STEPS = """
              steps:
                - step: {id: a, type: NoOp}
            """;

    @Test
    void yaml_reads_to_the_same_definition_as_json() {
        var yaml = """
                # daily
                properties:
                  owner: tester
                  run_strategy: {rule: parallel, workflow_concurrency: 5}
                workflow:
                  id: etl
                  timeout: 2 hours
                  tags: [daily, {name: x, namespace: platform}]
                  params:
                    limit: {type: LONG, value: 10}
                    ratio: {type: DOUBLE, value: 0.5}
                    note:
                      type: STRING
                      value: |
                        two
                        lines
                  steps:
                    - step:
                        id: load
                        type: Sleep
                        transition:
                          successors: {done: true}
                    - step: {id: done, type: NoOp}
                """;
        var json = """
                {"properties": {"owner": "tester", "run_strategy": {"rule": "parallel", "workflow_concurrency": 5}},
                 "workflow": {"id": "etl", "timeout": "2 hours", "tags": ["daily", {"name": "x", "namespace": "platform"}],
                  "params": {"limit": {"type": "LONG", "value": 10}, "ratio": {"type": "DOUBLE", "value": 0.5},
                    "note": {"type": "STRING", "value": "two\\nlines\\n"}},
                  "steps": [{"step": {"id": "load", "type": "Sleep", "transition": {"successors": {"done": "true"}}}},
                    {"step": {"id": "done", "type": "NoOp"}}]}}
                """;

        assertThat(WorkflowYaml.read(yaml)).isEqualTo(WorkflowJson.read(json));
    }

    @Test
    void problems_in_yaml_have_their_line_and_column() {
        assertThat(Refusals.ofYaml("""
                workflow:
                  id: w
                  naem: x
                  timeout: -5
                  steps:
                    - step: {id: a, type: NoOp, failure_mode: FAIL_NOW}
                    - step:
                        id: a
                        type: NoOp
                """))
                .containsExactly(
                        "3:3 /workflow/naem: the member 'naem' is not known; did you mean 'name'? [UNKNOWN_MEMBER]",
                        "4:12 /workflow/timeout: must not be negative but was -5 [OUT_OF_RANGE]",
                        "6:47 /workflow/steps/0/step/failure_mode: expected one of FAIL_AFTER_RUNNING, FAIL_IMMEDIATELY, IGNORE_FAILURE but found 'FAIL_NOW' [UNKNOWN_VALUE]",
                        "8:13 /workflow/steps/1/step/id: the id 'a' is used by another step before [DUPLICATE]");
    }

    @Test
    void a_text_that_is_no_yaml_is_one_problem_with_its_place() {
        assertThat(Refusals.ofYaml("workflow:\n\t- x\n"))
                .containsExactly(
                        "2:1 /: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation) [SYNTAX]");
        assertThat(Refusals.ofYaml("a: [1,\n"))
                .containsExactly("2:1 /: expected the node content, but found '<stream end>' [SYNTAX]");
        assertThat(Refusals.ofYaml("# nothing\n")).containsExactly("2:1 /: there is nothing in it [SYNTAX]");
        assertThat(Refusals.ofYaml("a: 1\n---\nb: 2\n"))
                .containsExactly("3:1 /: there is something after the end of the first value [SYNTAX]");
        assertThat(Refusals.ofYaml("? [a]\n: b\n"))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("[SYNTAX]");
        assertThat(Refusals.ofYaml("a: !!binary aGVsbG8=\n"))
                .containsExactly("1:4 /: it holds a value of a kind that JSON does not have [SYNTAX]");
    }

    @Test
    void an_anchored_value_can_be_used_again() {
        var definition = WorkflowYaml.read("""
                workflow:
                  id: w
                  steps:
                    - step: {id: a, type: NoOp, retry_policy: &patient {error_retry_limit: 9}}
                    - step: {id: b, type: NoOp, retry_policy: *patient}
                """);
        var same = WorkflowJson.read(Requests.withSteps("""
                {"step": {"id": "a", "type": "NoOp", "retry_policy": {"error_retry_limit": 9}}},
                {"step": {"id": "b", "type": "NoOp", "retry_policy": {"error_retry_limit": 9}}}"""));

        assertThat(definition).isEqualTo(same);
    }

    @Test
    void an_alias_without_an_anchor_before_it_is_refused() {
        assertThat(Refusals.ofYaml("a: *nothing\n"))
                .containsExactly("1:4 /: the alias 'nothing' stands for nothing that was anchored before it [SYNTAX]");
        assertThat(Refusals.ofYaml("a: &x\n  - *x\n"))
                .containsExactly("2:5 /: the alias 'x' stands for nothing that was anchored before it [SYNTAX]");
        assertThat(Refusals.ofYaml("a: &x b\n*x : c\n"))
                .containsExactly(
                        "2:3 /: expected a property name (Scalar value in YAML), got this instead: =ALI *x [SYNTAX]");
    }

    @Test
    void aliases_that_multiply_are_refused_at_once() {
        var bomb = new StringBuilder("a0: &a0 [x]\n");
        var hollow = new StringBuilder("a0: &a0 []\n");
        for (int i = 1; i < 40; i++) {
            var line = "a%d: &a%d [*a%d, *a%d, *a%d, *a%d]%n".formatted(i, i, i - 1, i - 1, i - 1, i - 1);
            bomb.append(line);
            hollow.append(line);
        }

        assertThat(Refusals.ofYaml(bomb.toString()))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("[TOO_LONG]");
        assertThat(Refusals.ofYaml(hollow.toString()))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("[TOO_LONG]");
    }

    @Test
    void words_that_only_look_like_numbers_stay_texts() {
        var definition = WorkflowYaml.read("workflow:\n  id: w\n  params:\n"
                + "    p: {type: STRING_ARRAY, value: [007, 1_000, 0x1F, 1.10, .inf, yes, 2026-01-01, 12:30, True]}\n"
                + STEPS);

        assertThat(definition.params().get("p"))
                .extracting("content")
                .isEqualTo(new ParamDefinition.Literal(new ParamValue.StringArray(
                        List.of("007", "1_000", "0x1F", "1.10", ".inf", "yes", "2026-01-01", "12:30", "True"))));
    }

    @Test
    void a_tilde_and_an_empty_value_are_as_if_not_there() {
        assertThat(WorkflowYaml.read("workflow:\n  id: w\n  name: ~\n  description:\n  timeout: null\n" + STEPS))
                .isEqualTo(WorkflowYaml.read("workflow:\n  id: w\n" + STEPS));
        assertThat(WorkflowYaml.read("workflow:\n  id: w\n  name: '~'\n  description: \"\"\n" + STEPS))
                .extracting(WorkflowDefinition::name, WorkflowDefinition::description)
                .containsExactly(Optional.of("~"), Optional.of(""));
    }
}
