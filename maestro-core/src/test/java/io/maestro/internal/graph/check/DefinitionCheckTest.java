package io.maestro.internal.graph.check;

import static io.maestro.internal.graph.check.Draft.errors;
import static io.maestro.internal.graph.check.Draft.step;
import static io.maestro.internal.graph.check.Draft.warnings;
import static io.maestro.internal.graph.check.Draft.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.Setting;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule that the members of a definition must keep, told by the problem that breaking it makes. */
class DefinitionCheckTest {

    @Test
    void a_good_definition_has_no_problems() {
        var good = workflow(step("a").to("b").noOp(), step("b").noOp())
                .timeout(Setting.of(Duration.ofDays(120)))
                .instanceStepConcurrency(999)
                .param("x", ParamDefinition.unset(ParamType.LONG));

        assertThat(errors(good)).isEmpty();
        assertThat(warnings(good)).isEmpty();
    }

    @Test
    void there_must_be_a_step() {
        assertThat(errors(workflow())).containsExactly("/workflow/steps: a workflow needs at least one step [MISSING]");
    }

    @Test
    void ids_are_unique_and_not_reserved() {
        var reserved = WorkflowDefinition.builder(new WorkflowId("maestro_w"))
                .step(step("a").noOp());
        assertThat(errors(reserved))
                .singleElement()
                .asString()
                .startsWith("/workflow/id: ")
                .endsWith("[RESERVED_ID]");

        assertThat(errors(workflow(
                        step("a").noOp(), step("a").noOp(), step("a__b").noOp())))
                .containsExactly(
                        "/workflow/steps/1/step/id: the id 'a' is used by another step before [DUPLICATE]",
                        "/workflow/steps/2/step/id: 'a__b' must not contain '__', which separates a step from its param"
                                + " in expressions [RESERVED_ID]");
    }

    @Test
    void transitions_lead_to_steps_that_exist() {
        assertThat(errors(
                        workflow(step("extract").to("laod").noOp(), step("load").noOp())))
                .containsExactly(
                        "/workflow/steps/0/step/transition/successors/laod: step 'extract' leads to 'laod', which"
                                + " does not exist; did you mean 'load'? [UNKNOWN_STEP]");
    }

    @Test
    void a_cycle_may_be_passed_through_at_least_once() {
        assertThat(errors(workflow(step("a")
                        .to("a", new io.maestro.definition.Predicate.Code())
                        .atMost(0)
                        .noOp())))
                .containsExactly("/workflow/steps/0/step/transition/max_passes: must be at least 1 but was 0"
                        + " [OUT_OF_RANGE]");
    }

    @Test
    void of_a_cycle_at_least_two_visits_are_kept() {
        assertThat(errors(workflow(step("a")
                        .to("a", new io.maestro.definition.Predicate.Code())
                        .keeping(1)
                        .noOp())))
                .containsExactly("/workflow/steps/0/step/transition/kept_visits: must be at least 2 but was 1"
                        + " [OUT_OF_RANGE]");
    }

    @Test
    void timeouts_are_positive_and_at_most_120_days() {
        var late = workflow(step("a").timeout(Setting.of(Duration.ZERO)).noOp())
                .timeout(Setting.of(Duration.ofDays(120).plusMillis(1)));

        assertThat(errors(late))
                .containsExactly(
                        "/workflow/timeout: must be more than zero and at most 120 days but was 120 days 1 ms"
                                + " [OUT_OF_RANGE]",
                        "/workflow/steps/0/step/timeout: must be more than zero and at most 120 days but was 0 s"
                                + " [OUT_OF_RANGE]");
    }

    @Test
    void the_instance_step_concurrency_has_its_range() {
        for (int limit : List.of(0, 1000)) {
            assertThat(errors(workflow(step("a").noOp()).instanceStepConcurrency(limit)))
                    .containsExactly("/workflow/instance_step_concurrency: must be from 1 to 999 but was " + limit
                            + " [OUT_OF_RANGE]");
        }
    }

    @Test
    void texts_have_their_limits() {
        var wordy = workflow(step("a").noOp()).name("n".repeat(257)).description("d".repeat(16385));

        assertThat(errors(wordy))
                .containsExactly(
                        "/workflow/name: must have at most 256 characters but has 257 [TOO_LONG]",
                        "/workflow/description: must have at most 16384 characters but has 16385 [TOO_LONG]");
    }

    @Test
    void params_have_names_that_expressions_can_use() {
        assertThat(errors(workflow(step("a").noOp()).param("no name", ParamDefinition.unset(ParamType.LONG))))
                .singleElement()
                .asString()
                .startsWith("/workflow/params/no name: ")
                .endsWith("[INVALID_ID]");
    }

    @Test
    void a_subworkflow_step_says_which_workflow_it_starts() {
        assertThat(errors(workflow(step("a").param("subworkflow_id", "other").subworkflow())))
                .isEmpty();
        assertThat(errors(workflow(step("a").subworkflow())))
                .containsExactly(
                        "/workflow/steps/0/subworkflow/params/subworkflow_id: step 'a' must say which workflow it"
                                + " starts, with a param 'subworkflow_id' [MISSING]");
    }

    @Test
    void a_template_step_names_its_template() {
        assertThat(errors(workflow(step("a").template("spark")))).isEmpty();
        assertThat(errors(workflow(step("a").template(" "))))
                .containsExactly("/workflow/steps/0/template/sub_type: the job template must not be blank [MISSING]");
    }
}
