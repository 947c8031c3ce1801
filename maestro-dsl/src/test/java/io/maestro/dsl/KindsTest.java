package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.ForeachStep;
import io.maestro.definition.ForeachStep.Items;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.SubworkflowStep;
import io.maestro.definition.TemplateStep;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WhileStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps of other kinds than {@code step}. */
class KindsTest {

    private static final String LOOP_PARAMS =
            "\"params\": {\"loop_params\": {\"type\": \"MAP\", \"value\": {\"i\": {\"type\": \"LONG\", \"value\": 1}}}}";
    private static final String BODY = "\"steps\": [{\"step\": {\"id\": \"b\", \"type\": \"NoOp\"}}]";

    private static Step only(String step) {
        var definition = WorkflowJson.read(Requests.withSteps(step));
        assertThat(WorkflowJson.read(WorkflowJson.write(definition))).isEqualTo(definition);
        assertThat(WorkflowYaml.read(WorkflowYaml.write(definition))).isEqualTo(definition);
        return definition.steps().getFirst();
    }

    @Test
    void a_foreach_has_a_body_and_limits() {
        var step = (ForeachStep) only("""
                {"ForEach": {"id": "a", "concurrency": "7", "strict_ordering": true, "max_iterations": 1000000,
                  "params": {"loop_params": {"type": "map", "value": {"i": {"type": "LONG_ARRAY", "value": [1, 2]}}}},
                  "steps": [
                    {"step": {"id": "b", "type": "NoOp", "transition": {"successors": {"c": "true"}}}},
                    {"step": {"id": "c", "type": "NoOp", "transition": {"predecessors": ["b"]}}}]}}""");

        assertThat(step.items()).isEqualTo(Items.LOOP_PARAMS);
        assertThat(step.concurrency()).contains(7);
        assertThat(step.strictOrdering()).isTrue();
        assertThat(step.maxIterations()).contains(1_000_000);
        assertThat(step.basics().params()).containsOnlyKeys("loop_params");
        assertThat(step.steps())
                .containsExactly(
                        new TypedStep(
                                StepBasics.of(new StepId("b"))
                                        .withTransition(new Transition(Map.of(new StepId("c"), Predicate.always()))),
                                StepType.NO_OP,
                                Optional.empty(),
                                RetryPolicy.standard()),
                        TypedStep.of(new StepId("c"), StepType.NO_OP));
    }

    @Test
    void a_foreach_says_only_what_it_must() {
        var step = (ForeachStep) only("{\"foreach\": {\"id\": \"a\", " + LOOP_PARAMS + ", " + BODY + "}}");

        assertThat(step.concurrency()).isEmpty();
        assertThat(step.strictOrdering()).isFalse();
        assertThat(step.maxIterations()).isEmpty();
    }

    @Test
    void a_while_has_a_condition_and_a_body() {
        var step = (WhileStep) only("{\"while\": {\"id\": \"a\", \"condition\": \"i < 5\", \"max_iterations\": 9, "
                + LOOP_PARAMS + ", " + BODY + "}}");
        var endless = (WhileStep)
                only("{\"while\": {\"id\": \"a\", \"condition\": true, " + LOOP_PARAMS + ", " + BODY + "}}");

        assertThat(step.condition()).isEqualTo(new Predicate.Expression("i < 5"));
        assertThat(step.maxIterations()).contains(9);
        assertThat(step.steps()).containsExactly(TypedStep.of(new StepId("b"), StepType.NO_OP));
        assertThat(endless.condition()).isEqualTo(Predicate.always());
    }

    @Test
    void a_subworkflow_waits_and_passes_params_on_unless_it_says_otherwise() {
        var params = "\"params\": {\"subworkflow_id\": {\"type\": \"STRING\", \"value\": \"other\"}}";
        var plain = (SubworkflowStep) only("{\"subworkflow\": {\"id\": \"a\", " + params + "}}");
        var other = (SubworkflowStep)
                only("{\"subworkflow\": {\"id\": \"a\", \"sync\": false, \"explicit_params\": true, " + params + "}}");

        assertThat(plain.sync()).isTrue();
        assertThat(plain.explicitParams()).isFalse();
        assertThat(other.sync()).isFalse();
        assertThat(other.explicitParams()).isTrue();
        assertThat(other.basics().params()).containsOnlyKeys("subworkflow_id");
    }

    @Test
    void a_template_step_names_its_template() {
        assertThat(only("{\"template\": {\"id\": \"a\", \"sub_type\": \"shell\"}}"))
                .isEqualTo(
                        new TemplateStep(StepBasics.of(new StepId("a")), new JobTemplateId("shell", Optional.empty())));
        assertThat(only("{\"template\": {\"id\": \"a\", \"sub_type\": \"shell\", \"sub_type_version\": \"v2\"}}"))
                .isEqualTo(new TemplateStep(
                        StepBasics.of(new StepId("a")), new JobTemplateId("shell", Optional.of("v2"))));
    }

    @Test
    void a_typed_step_can_name_a_template() {
        var step = (TypedStep)
                only(
                        "{\"step\": {\"id\": \"a\", \"type\": \"notebook\", \"sub_type\": \"shell\", \"sub_type_version\": \"v2\"}}");

        assertThat(step.template()).contains(new JobTemplateId("shell", Optional.of("v2")));
    }

    @Test
    void loops_nest() {
        var outer = (ForeachStep) only("{\"foreach\": {\"id\": \"a\", " + LOOP_PARAMS
                + ", \"steps\": [{\"while\": {\"id\": \"w\", \"condition\": \"j < 5\", "
                + LOOP_PARAMS.replace("\"i\"", "\"j\"") + ", " + BODY + "}}]}}");

        assertThat(outer.steps())
                .hasSize(1)
                .first()
                .isInstanceOfSatisfying(
                        WhileStep.class,
                        inner -> assertThat(inner.steps()).extracting(Step::id).containsExactly(new StepId("b")));
    }

    @Test
    void a_step_can_limit_the_passes_of_the_cycle_that_it_closes() {
        var step = only("{\"step\": {\"id\": \"a\", \"type\": \"NoOp\", \"transition\": {\"max_passes\": 3}}}");

        assertThat(step.basics().transition()).isEqualTo(Transition.none().atMost(3));
    }

    @Test
    void a_step_can_say_how_many_visits_are_kept_of_the_cycle_that_it_closes() {
        var step = only("{\"step\": {\"id\": \"a\", \"type\": \"NoOp\", \"transition\": {\"kept_visits\": 3}}}");

        assertThat(step.basics().transition()).isEqualTo(Transition.none().keeping(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "foreach | \"concurrency\": 0 | concurrency: must be from 1 to 500 but was 0 [OUT_OF_RANGE]",
                "foreach | \"concurrency\": 501 | concurrency: must be from 1 to 500 but was 501 [OUT_OF_RANGE]",
                "foreach | \"strict_ordering\": \"maybe\" | strict_ordering: expected true or false but found the text 'maybe' [WRONG_TYPE]",
                "foreach | \"max_iterations\": 0 | max_iterations: must be from 1 to 2147483647 but was 0 [OUT_OF_RANGE]",
                "foreach | \"retry_policy\": {} | retry_policy: the member 'retry_policy' is not known; expected one of id, concurrency, strict_ordering, max_iterations, steps, name, description, transition, failure_mode, tags, timeout, params, signal_dependencies, signal_outputs, compensation, on_failure [UNKNOWN_MEMBER]",
                "foreach | \"transition\": {\"max_passes\": 0} | transition/max_passes: must be from 1 to 2147483647 but was 0 [OUT_OF_RANGE]",
                "foreach | \"transition\": {\"kept_visits\": 1} | transition/kept_visits: must be from 2 to 2147483647 but was 1 [OUT_OF_RANGE]",
                "while | \"condition\": [] | condition: expected a text but found a list [WRONG_TYPE]",
                "while | \"condition\": \"x\", \"max_iterations\": 3000000000 | max_iterations: must be from 1 to 2147483647 but was 3000000000 [OUT_OF_RANGE]",
                "while | \"name\": \"n\" | condition: the member 'condition' is missing [MISSING]",
                "while | \"condition\": \"x\", \"concurency\": 1 | concurency: the member 'concurency' is not known; expected one of id, condition, max_iterations, steps, name, description, transition, failure_mode, tags, timeout, params, signal_dependencies, signal_outputs, compensation, on_failure [UNKNOWN_MEMBER]",
                "subworkflow | \"sync\": 1 | sync: expected true or false but found the number 1 [WRONG_TYPE]",
                "subworkflow | \"explicit_parms\": true | explicit_parms: the member 'explicit_parms' is not known; did you mean 'explicit_params'? [UNKNOWN_MEMBER]",
                "template | \"name\": \"n\" | sub_type: the member 'sub_type' is missing [MISSING]",
                "template | \"sub_type\": \"s\", \"type\": \"NoOp\" | type: the member 'type' is not known; expected one of id, sub_type, sub_type_version, name, description, transition, failure_mode, tags, timeout, params, signal_dependencies, signal_outputs, compensation, on_failure [UNKNOWN_MEMBER]"
            })
    void what_is_wrong_with_a_step_of_another_kind_is_told(String kind, String members, String problem) {
        boolean loops = kind.equals("foreach") || kind.equals("while");
        var sub = kind.equals("subworkflow")
                ? ", \"params\": {\"subworkflow_id\": {\"type\": \"STRING\", \"value\": \"w\"}}"
                : "";
        var step = "{\"" + kind + "\": {\"id\": \"a\", " + members + (loops ? ", " + LOOP_PARAMS + ", " + BODY : sub)
                + "}}";

        assertThat(Refusals.ofJson(Requests.withSteps(step)))
                .hasSize(1)
                .first()
                .asString()
                .endsWith(" /workflow/steps/0/" + kind + "/" + problem);
    }

    @Test
    void what_is_wrong_in_a_body_is_told_at_its_place_after_steps_that_were_lost() {
        assertThat(Refusals.ofJson(Requests.withSteps("""
                        {"step": {"type": "NoOp"}},
                        {"foreach": {"id": "f", %s,
                          "steps": [
                            {"stp": {"id": "gone"}},
                            {"Step": {"id": "b", "type": "NoOp", "timeout": "121 days", "transition": {"successors": {"gone": "true", "e": "true"}}}},
                            {"step": {"id": "c", "type": "NoOp", "transition": {"successors": {"b": "x", "bb": "true"}}}},
                            {"step": {"id": "d", "type": "NoOp", "transition": {"predecessors": ["c"]}}}]}}""".formatted(LOOP_PARAMS))))
                .contains(
                        "1:45 /workflow/steps/0/step/id: the member 'id' is missing [MISSING]",
                        "4:6 /workflow/steps/1/foreach/steps/0/stp: 'stp' is no kind of step; expected one of step, subworkflow, foreach, while, template; did you mean 'step'? [UNKNOWN_MEMBER]");
    }

    @Test
    void predecessors_in_a_body_are_those_of_the_body() {
        assertThat(Refusals.ofJson(Requests.withSteps("""
                        {"step": {"id": "x", "type": "NoOp", "transition": {"successors": {"f": "true"}}}},
                        {"foreach": {"id": "f", "transition": {"predecessors": ["x"]}, %s,
                          "steps": [
                            {"step": {"id": "b", "type": "NoOp", "transition": {"successors": {"c": "true"}}}},
                            {"step": {"id": "c", "type": "NoOp", "transition": {"predecessors": ["x"]}}}]}}""".formatted(LOOP_PARAMS))))
                .containsExactly(
                        "5:73 /workflow/steps/1/foreach/steps/1/step/transition/predecessors: names 'x' but the steps that lead to 'c' are 'b' [CONFLICT]");
    }

    @Test
    void the_limit_of_steps_counts_those_of_bodies() {
        var body = new StringBuilder();
        for (int i = 0; i < 299; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"step\": {\"id\": \"s")
                    .append(i)
                    .append("\", \"type\": \"NoOp\"}}");
        }
        var foreach = "{\"foreach\": {\"id\": \"f\", " + LOOP_PARAMS + ", \"steps\": [" + body + "]}}";

        assertThat(WorkflowJson.read(Requests.withSteps(foreach)).steps()).hasSize(1);
        assertThat(Refusals.ofJson(Requests.withSteps(foreach + ", {\"step\": {\"id\": \"x\", \"type\": \"NoOp\"}}")))
                .containsExactly("1:35 /workflow/steps: must have at most 300 steps but has 301 [TOO_MANY]");
    }

    @Test
    void a_body_is_a_list_of_steps() {
        assertThat(Refusals.ofJson(Requests.withSteps("{\"foreach\": {\"id\": \"f\", " + LOOP_PARAMS + "}}")))
                .contains("1:48 /workflow/steps/0/foreach/steps: the member 'steps' is missing [MISSING]");
        assertThat(Refusals.ofJson(
                        Requests.withSteps("{\"foreach\": {\"id\": \"f\", \"steps\": {}, " + LOOP_PARAMS + "}}")))
                .contains("1:69 /workflow/steps/0/foreach/steps: expected a list but found an object [WRONG_TYPE]");
    }

    @Test
    void what_has_no_text_is_not_written() {
        var foreach = new ForeachStep(
                StepBasics.of(new StepId("a")),
                Items.CODE,
                Optional.empty(),
                false,
                Optional.empty(),
                List.of(TypedStep.of(new StepId("b"), StepType.JAVA)));
        var wide = new ForeachStep(
                StepBasics.of(new StepId("a")),
                Items.LOOP_PARAMS,
                Optional.of(501),
                false,
                Optional.empty(),
                List.of());
        var loop =
                new WhileStep(StepBasics.of(new StepId("a")), new Predicate.Code(), Optional.empty(), List.of(foreach));

        assertThat(Refusals.ofWriting(foreach)).isEqualTo("step 'a': it loops over a list in Java, which has no text");
        assertThat(Refusals.ofWriting(foreach.withSteps(List.of()))).startsWith("step 'a': it loops over a list");
        assertThat(Refusals.ofWriting(wide)).isEqualTo("step 'a': its concurrency of 501 is more than 500");
        assertThat(Refusals.ofWriting(loop)).isEqualTo("step 'a': its condition is Java code, which has no text");
        assertThat(Refusals.ofWriting(new WhileStep(
                        StepBasics.of(new StepId("a")), Predicate.always(), Optional.empty(), foreach.steps())))
                .isEqualTo("step 'b': its body is Java code, which has no text");
    }
}
