package io.maestro.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.Backoff;
import io.maestro.definition.FailureMode;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RetryPolicy.Retry;
import io.maestro.definition.Setting;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.error.Problem;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each rule that a definition must keep, told by the problem that breaking it makes. */
class DefinitionCheckTest {

    private final WorkflowDefinition.Builder workflow = WorkflowDefinition.builder(new WorkflowId("w"));

    private static TypedStep step(String id, Map<String, Predicate> successors) {
        var edges = new java.util.LinkedHashMap<StepId, Predicate>();
        successors.forEach((successor, predicate) -> edges.put(new StepId(successor), predicate));
        return typed(StepBasics.of(new StepId(id)).withTransition(new Transition(edges)));
    }

    private static TypedStep step(String id) {
        return step(id, Map.of());
    }

    private static TypedStep typed(StepBasics basics) {
        return new TypedStep(basics, StepType.NO_OP, Optional.empty(), RetryPolicy.standard());
    }

    private static StepBasics basics(Optional<Setting<Duration>> timeout, Map<String, ParamDefinition> params) {
        return new StepBasics(
                new StepId("a"),
                Optional.empty(),
                Optional.empty(),
                Transition.none(),
                FailureMode.FAIL_AFTER_RUNNING,
                List.of(),
                timeout,
                params);
    }

    private List<String> problems() {
        return DefinitionCheck.problemsOf(workflow.build()).stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void a_good_definition_has_no_problems() {
        workflow.step(step("a", Map.of("b", Predicate.always())))
                .step(step("b"))
                .timeout(Setting.of(Duration.ofDays(120)))
                .instanceStepConcurrency(999)
                .param("x", ParamDefinition.unset(ParamType.LONG));

        assertThat(problems()).isEmpty();
    }

    @Test
    void there_must_be_a_step() {
        assertThat(problems()).containsExactly("/workflow/steps: a workflow needs at least one step [MISSING]");
    }

    @Test
    void ids_are_unique_and_not_reserved() {
        var reserved = WorkflowDefinition.builder(new WorkflowId("maestro_w"))
                .step(step("a"))
                .build();
        assertThat(DefinitionCheck.problemsOf(reserved))
                .singleElement()
                .asString()
                .startsWith("/workflow/id: ")
                .endsWith("[RESERVED_ID]");

        workflow.step(step("a")).step(step("a")).step(step("a__b"));
        assertThat(problems())
                .containsExactly(
                        "/workflow/steps/1/step/id: the id 'a' is used by another step before [DUPLICATE]",
                        "/workflow/steps/2/step/id: 'a__b' must not contain '__', which separates a step from its param"
                                + " in expressions [RESERVED_ID]");
    }

    @Test
    void transitions_lead_to_steps_that_exist() {
        workflow.step(step("extract", Map.of("laod", Predicate.always()))).step(step("load"));

        assertThat(problems())
                .containsExactly(
                        "/workflow/steps/0/step/transition/successors/laod: step 'extract' leads to 'laod', which"
                                + " does not exist; did you mean 'load'? [UNKNOWN_STEP]");
    }

    @Test
    void steps_do_not_wait_for_each_other() {
        workflow.step(step("a", Map.of("b", Predicate.always())))
                .step(step("b", Map.of("c", Predicate.always())))
                .step(step("c", Map.of("b", Predicate.always())));

        assertThat(problems())
                .singleElement()
                .asString()
                .contains("'b' -> 'c' -> 'b'")
                .endsWith("[CYCLE]");
    }

    @Test
    void a_step_does_not_wait_for_itself() {
        workflow.step(step("a", Map.of("a", Predicate.always())));

        assertThat(problems()).singleElement().asString().contains("'a' -> 'a'").endsWith("[CYCLE]");
    }

    @Test
    void timeouts_are_positive_and_at_most_120_days() {
        workflow.timeout(Setting.of(Duration.ofDays(120).plusMillis(1)))
                .step(typed(basics(Optional.of(Setting.of(Duration.ZERO)), Map.of())));

        assertThat(problems())
                .containsExactly(
                        "/workflow/timeout: must be more than zero and at most 120 days but was 120 days 1 ms"
                                + " [OUT_OF_RANGE]",
                        "/workflow/steps/0/step/timeout: must be more than zero and at most 120 days but was 0 s"
                                + " [OUT_OF_RANGE]");
    }

    @Test
    void the_instance_step_concurrency_has_its_range() {
        for (int limit : List.of(0, 1000)) {
            var definition = WorkflowDefinition.builder(new WorkflowId("w"))
                    .step(step("a"))
                    .instanceStepConcurrency(limit)
                    .build();
            assertThat(DefinitionCheck.problemsOf(definition))
                    .singleElement()
                    .hasToString("/workflow/instance_step_concurrency: must be from 1 to 999 but was " + limit
                            + " [OUT_OF_RANGE]");
        }
    }

    @Test
    void texts_have_their_limits() {
        workflow.name("n".repeat(257)).description("d".repeat(16385)).step(step("a"));

        assertThat(problems())
                .containsExactly(
                        "/workflow/name: must have at most 256 characters but has 257 [TOO_LONG]",
                        "/workflow/description: must have at most 16384 characters but has 16385 [TOO_LONG]");
    }

    @Test
    void params_have_names_that_expressions_can_use() {
        workflow.step(step("a")).param("no name", ParamDefinition.unset(ParamType.LONG));

        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("/workflow/params/no name: ")
                .endsWith("[INVALID_ID]");
    }

    @Test
    void what_this_version_cannot_run_is_said() {
        var expression = ParamDefinition.expression(ParamType.LONG, "1 + 1");
        var reference = ParamDefinition.literal(ParamValue.of("${x}"));
        var limit = new Retry(new Setting.Interpolated<>("${n}"), new Backoff.Fixed(Setting.of(Duration.ZERO)));
        workflow.timeout(new Setting.Interpolated<>("${t}"))
                .step(typed(basics(Optional.empty(), Map.of("e", expression))))
                .step(step("b", Map.of("c", new Predicate.Expression("x > 1"))))
                .step(new TypedStep(
                        StepBasics.of(new StepId("c")),
                        StepType.NO_OP,
                        Optional.of(new JobTemplateId("t", Optional.empty())),
                        new RetryPolicy(limit, limit, limit)))
                .param("r", reference);

        assertThat(DefinitionCheck.problemsOf(workflow.build()))
                .extracting(problem -> problem.code() + " " + problem.path())
                .containsExactly(
                        "UNSUPPORTED /workflow/timeout",
                        "UNSUPPORTED /workflow/params/r/value",
                        "UNSUPPORTED /workflow/steps/0/step/params/e/expression",
                        "UNSUPPORTED /workflow/steps/1/step/transition/successors/c",
                        "UNSUPPORTED /workflow/steps/2/step/sub_type",
                        "UNSUPPORTED /workflow/steps/2/step/retry_policy");
    }
}
