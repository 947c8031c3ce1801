package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.definition.EffectPolicy;
import io.maestro.definition.Effects;
import io.maestro.definition.InDoubt;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a step promises of its effects can be said in Java, JSON and YAML. */
class EffectsTest {

    private static final Effects FAILING = new Effects(EffectPolicy.AT_MOST_ONCE, InDoubt.FAIL);

    private static Optional<Effects> first(WorkflowDefinition definition) {
        return ((TypedStep) definition.steps().getFirst()).effects();
    }

    private static String json(String members) {
        return "{\"workflow\": {\"id\": \"w\", \"steps\": [{\"step\": {\"id\": \"a\", \"type\": \"NoOp\"" + members
                + "}}]}}";
    }

    private static Optional<Effects> ofJson(String members) {
        return first(WorkflowJson.read(json(members)));
    }

    @Test
    void json_says_it() {
        assertThat(ofJson("")).isEmpty();
        assertThat(ofJson(", \"effects\": \"AT_LEAST_ONCE\"")).isEmpty();
        assertThat(ofJson(", \"effects\": \"at_most_once\"")).contains(Effects.of(EffectPolicy.AT_MOST_ONCE));
        assertThat(ofJson(", \"effects\": \"TRANSACTIONAL\"")).contains(Effects.of(EffectPolicy.TRANSACTIONAL));
        assertThat(ofJson(", \"effects\": \"AT_MOST_ONCE\", \"in_doubt\": \"FAIL\""))
                .contains(FAILING);
    }

    @Test
    void the_short_form_of_yaml_says_it() {
        var definition = WorkflowYaml.read("""
                Workflow:
                  id: w
                  jobs:
                  - job:
                      id: a
                      type: NoOp
                      effects: AT_MOST_ONCE
                      in_doubt: FAIL
                """);

        assertThat(first(definition)).contains(FAILING);
        assertThat(((TypedStep) definition.steps().getFirst()).basics().params())
                .isEmpty();
    }

    @Test
    void java_says_it() {
        var workflow = Workflow.define("w", w -> {
            w.step("pay", ctx -> 1).effects(EffectPolicy.AT_MOST_ONCE, InDoubt.FAIL);
            w.type("call", "Http").effects(EffectPolicy.TRANSACTIONAL);
        });

        assertThat(workflow.definition().steps())
                .extracting(step -> ((TypedStep) step).effects())
                .containsExactly(Optional.of(FAILING), Optional.of(Effects.of(EffectPolicy.TRANSACTIONAL)));
    }

    @Test
    void what_was_said_is_written() {
        assertThat(ofJson(", \"effects\": \"AT_MOST_ONCE\", \"in_doubt\": \"FAIL\""))
                .isEqualTo(first(WorkflowJson.read(WorkflowJson.write(
                        WorkflowJson.read(json(", \"effects\": \"AT_MOST_ONCE\", \"in_doubt\": \"FAIL\""))))));
        assertThat(WorkflowJson.write(WorkflowJson.read(json("")))).doesNotContain("effects", "in_doubt");
    }

    @Test
    void a_rule_without_a_doubt_is_refused() {
        assertThat(Refusals.ofJson(json(", \"in_doubt\": \"FAIL\"")))
                .singleElement()
                .asString()
                .contains("a step is in doubt only if its effects are AT_MOST_ONCE");
        assertThat(Refusals.ofJson(json(", \"effects\": \"TRANSACTIONAL\", \"in_doubt\": \"FAIL\"")))
                .singleElement()
                .asString()
                .contains("a step is in doubt only if its effects are AT_MOST_ONCE");
        assertThatThrownBy(() -> new Effects(EffectPolicy.TRANSACTIONAL, InDoubt.RETRY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TRANSACTIONAL");
    }

    @Test
    void a_policy_that_is_not_known_is_refused() {
        assertThat(Refusals.ofJson(json(", \"effects\": \"EXACTLY_ONCE\"")))
                .singleElement()
                .asString()
                .contains("AT_LEAST_ONCE, AT_MOST_ONCE, TRANSACTIONAL");
    }

    @Test
    void the_schema_knows_it() {
        assertThat(PublishedSchema.problems(json(", \"effects\": \"at_most_once\", \"in_doubt\": \"FAIL\"")))
                .isEmpty();
        assertThat(PublishedSchema.problems(json(", \"in_doubt\": \"FAIL\""))).isNotEmpty();
        assertThat(PublishedSchema.problems(json(", \"effects\": \"TRANSACTIONAL\", \"in_doubt\": \"FAIL\"")))
                .isNotEmpty();
        assertThat(PublishedSchema.problems(json(", \"effects\": \"EXACTLY_ONCE\"")))
                .isNotEmpty();
    }
}
