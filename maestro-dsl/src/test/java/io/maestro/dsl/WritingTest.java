package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maestro.definition.FailureMode;
import io.maestro.definition.JobTemplateId;
import io.maestro.definition.Owner;
import io.maestro.definition.Predicate;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.Setting;
import io.maestro.definition.Step;
import io.maestro.definition.StepBasics;
import io.maestro.definition.StepId;
import io.maestro.definition.StepType;
import io.maestro.definition.Transition;
import io.maestro.definition.TypedStep;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowDefinition.Origin;
import io.maestro.definition.WorkflowId;
import io.maestro.definition.WorkflowProperties;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.tag.Tag;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WritingTest {

    private static final StepId A = new StepId("a");
    private static final StepId B = new StepId("b");

    private final WorkflowDefinition etl = WorkflowDefinition.builder(new WorkflowId("etl"))
            .name("Daily ETL")
            .timeout(Setting.of(Duration.ofMillis(90_500)))
            .tag(Tag.of("daily"))
            .param("limit", ParamDefinition.literal(ParamValue.of(10)))
            .step(leadingTo(Predicate.always()))
            .step(withRetries(RetryPolicy.fixed(3, Duration.ofSeconds(5))))
            .properties(WorkflowProperties.none().withOwner(Owner.of("ann")).withRunStrategy(RunStrategy.parallel(5)))
            .build();

    private static Step leadingTo(Predicate predicate) {
        return new TypedStep(
                StepBasics.of(A).withTransition(new Transition(Map.of(B, predicate))),
                new StepType("noop"),
                Optional.empty(),
                RetryPolicy.standard());
    }

    private static Step withRetries(RetryPolicy policy) {
        return new TypedStep(StepBasics.of(B), StepType.SLEEP, Optional.empty(), policy);
    }

    private static WorkflowDefinition with(Step step) {
        return WorkflowDefinition.builder(new WorkflowId("w")).step(step).build();
    }

    @Test
    void json_has_the_usual_shape_without_what_is_at_its_default() {
        assertThat(WorkflowJson.write(etl)).isEqualTo("""
                        {
                          "properties": {
                            "owner": "ann",
                            "run_strategy": {
                              "rule": "PARALLEL",
                              "workflow_concurrency": 5
                            }
                          },
                          "workflow": {
                            "id": "etl",
                            "name": "Daily ETL",
                            "tags": [
                              "daily"
                            ],
                            "timeout": "1 min 30 s 500 ms",
                            "params": {
                              "limit": {
                                "type": "LONG",
                                "value": 10
                              }
                            },
                            "steps": [
                              {
                                "step": {
                                  "id": "a",
                                  "type": "NoOp",
                                  "transition": {
                                    "successors": {
                                      "b": "true"
                                    }
                                  }
                                }
                              },
                              {
                                "step": {
                                  "id": "b",
                                  "type": "Sleep",
                                  "retry_policy": {
                                    "error_retry_limit": 3,
                                    "platform_retry_limit": 3,
                                    "backoff": {
                                      "error_retry_backoff_in_secs": 5,
                                      "platform_retry_backoff_in_secs": 5,
                                      "timeout_retry_backoff_in_secs": 5,
                                      "type": "FIXED_BACKOFF"
                                    }
                                  }
                                }
                              }
                            ]
                          }
                        }
                        """);
    }

    @Test
    void yaml_has_the_same_members() {
        assertThat(WorkflowYaml.write(etl)).isEqualTo("""
                        properties:
                          owner: ann
                          run_strategy:
                            rule: PARALLEL
                            workflow_concurrency: 5
                        workflow:
                          id: etl
                          name: Daily ETL
                          tags:
                          - daily
                          timeout: "1 min 30 s 500 ms"
                          params:
                            limit:
                              type: LONG
                              value: 10
                          steps:
                          - step:
                              id: a
                              type: NoOp
                              transition:
                                successors:
                                  b: "true"
                          - step:
                              id: b
                              type: Sleep
                              retry_policy:
                                error_retry_limit: 3
                                platform_retry_limit: 3
                                backoff:
                                  error_retry_backoff_in_secs: 5
                                  platform_retry_backoff_in_secs: 5
                                  timeout_retry_backoff_in_secs: 5
                                  type: FIXED_BACKOFF
                        """);
    }

    @Test
    void compact_json_is_one_line_without_white_space() {
        assertThat(WorkflowJson.writeCompact(with(TypedStep.of(A, StepType.NO_OP))))
                .isEqualTo("{\"workflow\":{\"id\":\"w\",\"steps\":[{\"step\":{\"id\":\"a\",\"type\":\"NoOp\"}}]}}");
    }

    @Test
    void what_refers_to_params_and_expressions_is_written_though_it_cannot_run_yet() {
        var basics = new StepBasics(
                A,
                Optional.empty(),
                Optional.empty(),
                new Transition(Map.of(B, new Predicate.Expression("x > 1"))),
                FailureMode.FAIL_AFTER_RUNNING,
                List.of(),
                Optional.of(new Setting.Interpolated<>("${t}")),
                Map.of("e", ParamDefinition.expression(ParamType.LONG, "1 + 1")));
        var step = new TypedStep(
                basics,
                StepType.NO_OP,
                Optional.of(new JobTemplateId("Spark", Optional.of("2"))),
                new RetryPolicy(
                        new RetryPolicy.Retry(
                                new Setting.Interpolated<>("${n}"),
                                RetryPolicy.standard().error().backoff()),
                        RetryPolicy.standard().platform(),
                        RetryPolicy.standard().timeout()));

        assertThat(WorkflowJson.writeCompact(with(step)))
                .contains("\"sub_type\":\"Spark\",\"sub_type_version\":\"2\"")
                .contains("\"successors\":{\"b\":\"x > 1\"}")
                .contains("\"timeout\":\"${t}\"")
                .contains("\"params\":{\"e\":{\"type\":\"LONG\",\"expression\":\"1 + 1\"}}")
                .contains("\"retry_policy\":{\"error_retry_limit\":\"${n}\"}");
    }

    @Test
    void a_step_in_java_cannot_be_written() {
        var definition = with(TypedStep.of(A, StepType.JAVA));

        assertThatThrownBy(() -> WorkflowJson.write(definition))
                .isInstanceOf(UnwritableDefinitionException.class)
                .hasMessage(
                        "workflow 'w' cannot be written as text: step 'a': its body is Java code, which has no text");
        assertThat(catchThrowableOfType(UnwritableDefinitionException.class, () -> WorkflowYaml.write(definition)))
                .extracting(UnwritableDefinitionException::subject, UnwritableDefinitionException::step)
                .containsExactly("workflow 'w'", Optional.of(A));
    }

    @Test
    void a_condition_in_java_cannot_be_written() {
        assertThatThrownBy(() -> WorkflowJson.write(with(leadingTo(new Predicate.Code()))))
                .isInstanceOf(UnwritableDefinitionException.class)
                .hasMessage(
                        "workflow 'w' cannot be written as text: step 'a': the condition of its transition to 'b' is Java code, which has no text");
    }

    @Test
    void a_wait_that_matters_must_be_one_that_the_format_can_say() {
        assertThatThrownBy(() -> WorkflowJson.write(with(withRetries(RetryPolicy.fixed(1, Duration.ofMillis(10))))))
                .isInstanceOf(UnwritableDefinitionException.class)
                .hasMessage(
                        "workflow 'w' cannot be written as text: step 'b': the wait of PT0.01S before a retry is not from a second to a day");
    }

    @Test
    void a_policy_that_never_retries_is_written_without_its_waits() {
        var definition = WorkflowJson.read(WorkflowJson.write(with(withRetries(RetryPolicy.none()))));

        var policy = ((TypedStep) definition.steps().getFirst()).retryPolicy();
        assertThat(List.of(policy.error(), policy.platform(), policy.timeout()))
                .extracting(RetryPolicy.Retry::limit)
                .containsOnly(Setting.of(0));
    }

    @Test
    void what_json_has_no_form_for_is_named() {
        assertUnwritable(
                param(ParamDefinition.unset(ParamType.LONG)), "the param 'p' has neither a value nor an expression");
        assertUnwritable(
                param(ParamDefinition.literal(ParamValue.of(Double.NaN))),
                "the param 'p' holds NaN, which is no number in JSON");
        assertUnwritable(
                param(ParamDefinition.literal(new ParamValue.DoubleArray(List.of(1.0, Double.POSITIVE_INFINITY)))),
                "the param 'p' holds [1.0, Infinity], which is no number in JSON");
        assertUnwritable(
                builder().timeout(Setting.of(Duration.ofNanos(5))).build(),
                "the duration PT0.000000005S is not a whole number of milliseconds from zero up");
        assertUnwritable(
                builder()
                        .tag(new Tag("t", Optional.empty(), Map.of("permit", 1)))
                        .build(),
                "the free member 'permit' has the name of a member with a meaning");
        assertUnwritable(
                builder()
                        .origin(new Origin(true, Optional.empty(), new LinkedHashMap<>(Map.of("workflow", 1))))
                        .build(),
                "the free member 'workflow' has the name of a member with a meaning");
    }

    private static WorkflowDefinition.Builder builder() {
        return WorkflowDefinition.builder(new WorkflowId("w")).step(TypedStep.of(A, StepType.NO_OP));
    }

    private static WorkflowDefinition param(ParamDefinition param) {
        return builder().param("p", param).build();
    }

    private static void assertUnwritable(WorkflowDefinition definition, String reason) {
        assertThatThrownBy(() -> WorkflowJson.write(definition))
                .isInstanceOf(UnwritableDefinitionException.class)
                .hasMessage("workflow 'w' cannot be written as text: " + reason);
    }
}
