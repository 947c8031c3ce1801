package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.definition.Criticality;
import io.maestro.definition.FailureMode;
import io.maestro.definition.Owner;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RunStrategy;
import io.maestro.definition.Setting;
import io.maestro.definition.StepType;
import io.maestro.definition.TypedStep;
import io.maestro.param.ParamCodec;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.tag.Tag;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkflowTest {

    private static TypedStep stepOf(Workflow workflow, int index) {
        return (TypedStep) workflow.definition().steps().get(index);
    }

    @Test
    void a_step_in_java_is_not_tried_again_and_has_its_body_in_the_code() throws Exception {
        var workflow = Workflow.define("one", w -> w.step("greet", ctx -> "hello from " + ctx.stepId()));

        var step = stepOf(workflow, 0);
        assertThat(step.type()).isEqualTo(StepType.JAVA);
        assertThat(step.retryPolicy()).isEqualTo(RetryPolicy.none());
        assertThat(new FakeContext("one", "greet").outputIn(workflow)).isEqualTo("hello from greet");
    }

    @Test
    void a_step_without_an_output_is_an_action() throws Exception {
        var told = new ArrayList<String>();
        var workflow = Workflow.define("one", w -> w.run("tell", ctx -> told.add(ctx.stepId() + " told")));

        assertThat(workflow.code().bodies()).isEmpty();
        new FakeContext("one", "tell").actIn(workflow);
        assertThat(told).containsExactly("tell told");
    }

    @Test
    void a_step_of_a_registered_type_has_its_params_and_the_standard_retries() {
        var workflow = Workflow.define("one", w -> w.type("pause", "Sleep").param("sleep_seconds", 15));

        var step = stepOf(workflow, 0);
        assertThat(step.type()).isEqualTo(StepType.SLEEP);
        assertThat(step.retryPolicy()).isEqualTo(RetryPolicy.standard());
        assertThat(step.basics().params())
                .isEqualTo(Map.of("sleep_seconds", ParamDefinition.literal(ParamValue.of(15))));
        assertThat(workflow.code().bodies()).isEmpty();
    }

    @Test
    void a_param_can_be_given_its_definition_as_a_whole() {
        var definition = new ParamDefinition(
                ParamType.STRING,
                new ParamDefinition.Literal(ParamValue.of("x")),
                Optional.of(ParamMode.CONSTANT),
                List.of(Tag.of("secret")),
                Optional.of("@NotEmpty"),
                Map.of("shown", "never"));
        var workflow = Workflow.define("one", w -> {
            w.param("key", String.class).definition(definition);
            w.type("load", "NoOp");
        });

        assertThat(workflow.definition().params()).containsExactly(Map.entry("key", definition));
        assertThatThrownBy(() -> Workflow.define("two", w -> {
                    w.param("key", Long.class).definition(definition);
                    w.type("load", "NoOp");
                }))
                .hasMessageContaining(
                        "/workflow/params/key/type: the definition is one of a STRING, but the param is a LONG");
    }

    @Test
    void the_options_of_a_step_stand_in_its_definition() {
        var retry = RetryPolicy.exponential(3, Duration.ofSeconds(1));
        var workflow = Workflow.define(
                "one",
                w -> w.step("load", ctx -> 1)
                        .retry(retry)
                        .timeout(Duration.ofMinutes(10))
                        .failureMode(FailureMode.IGNORE_FAILURE)
                        .name("Load")
                        .description("loads")
                        .tag("nightly"));

        var step = stepOf(workflow, 0);
        assertThat(step.retryPolicy()).isEqualTo(retry);
        assertThat(step.basics().timeout()).contains(Setting.of(Duration.ofMinutes(10)));
        assertThat(step.basics().failureMode()).isEqualTo(FailureMode.IGNORE_FAILURE);
        assertThat(step.basics().name()).contains("Load");
        assertThat(step.basics().description()).contains("loads");
        assertThat(step.basics().tags()).containsExactly(Tag.of("nightly"));
    }

    @Test
    void the_options_of_a_workflow_stand_in_its_definition() {
        var workflow = Workflow.define("one", w -> {
            w.name("One").description("the first").owner("data team").tag("nightly");
            w.criticality(Criticality.HIGH).timeout(Duration.ofHours(2)).instanceStepConcurrency(4);
            w.runStrategy(RunStrategy.of(RunStrategy.Rule.FIRST_ONLY));
            w.step("load", ctx -> 1);
        });

        var definition = workflow.definition();
        assertThat(definition.name()).contains("One");
        assertThat(definition.description()).contains("the first");
        assertThat(definition.properties().owner()).contains(Owner.of("data team"));
        assertThat(definition.tags()).containsExactly(Tag.of("nightly"));
        assertThat(definition.criticality()).contains(Criticality.HIGH);
        assertThat(definition.timeout()).contains(Setting.of(Duration.ofHours(2)));
        assertThat(definition.instanceStepConcurrency()).contains(4);
        assertThat(definition.properties().runStrategy()).contains(RunStrategy.of(RunStrategy.Rule.FIRST_ONLY));
    }

    @Test
    void instances_run_in_parallel_unless_the_workflow_says_otherwise() {
        var workflow = Workflow.define("one", w -> w.step("load", ctx -> 1));

        assertThat(workflow.definition().properties().runStrategy()).contains(RunStrategy.unlimited());
    }

    @Test
    void params_stand_in_the_definition_in_their_order() {
        var workflow = Workflow.define("one", w -> {
            w.param("day", LocalDate.class);
            w.param("limit", 100L).mode(ParamMode.CONSTANT);
            w.param("unit", TimeUnit.DAYS);
            w.param("ids", ParamCodec.listOf(Long.class), List.of());
            w.param("labels", ParamCodec.mapOfStrings());
            w.step("load", ctx -> 1);
        });

        assertThat(workflow.definition().params())
                .containsExactly(
                        Map.entry("day", ParamDefinition.unset(ParamType.STRING)),
                        Map.entry(
                                "limit",
                                new ParamDefinition(
                                        ParamType.LONG,
                                        new ParamDefinition.Literal(ParamValue.of(100)),
                                        Optional.of(ParamMode.CONSTANT),
                                        List.of(),
                                        Optional.empty(),
                                        Map.of())),
                        Map.entry("unit", ParamDefinition.literal(ParamValue.of("DAYS"))),
                        Map.entry("ids", ParamDefinition.literal(new ParamValue.LongArray(List.of()))),
                        Map.entry("labels", ParamDefinition.unset(ParamType.STRING_MAP)));
    }

    @Test
    void a_param_of_a_class_without_a_codec_is_refused_at_its_line() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Workflow.define("one", w -> w.param("count", AtomicLong.class)))
                .withMessageContaining("java.util.concurrent.atomic.AtomicLong");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Workflow.define("one", w -> w.param("ids", List.of(1L))))
                .withMessageContaining("a ParamCodec for lists, maps");
    }

    @Test
    void steps_run_after_others_as_they_say() {
        var workflow = Workflow.define("one", w -> {
            var a = w.step("a", ctx -> 1);
            var b = w.run("b", ctx -> {}).after(a);
            var c = w.type("c", "NoOp").after(a);
            w.step("d", ctx -> 2).after(b, c).after(b);
        });

        assertThat(Transitions.of(workflow)).containsExactly("a -> b", "a -> c", "b -> d", "c -> d");
    }

    @Test
    void handles_and_builder_teach_when_they_are_used_too_late() {
        var builders = new ArrayList<WorkflowBuilder>();
        var steps = new ArrayList<Step<Integer>>();
        var params = new ArrayList<Param<Long>>();
        var branches = new ArrayList<Branch>();
        Workflow.define("one", w -> {
            builders.add(w);
            steps.add(w.step("load", ctx -> 1));
            params.add(w.param("limit", 1L));
            branches.add(w.from(steps.get(0)).when(ctx -> true).to(w.run("end", ctx -> {})));
        });
        var w = builders.get(0);
        var step = steps.get(0);

        assertThat(List.<Runnable>of(
                        () -> w.step("late", ctx -> 1),
                        () -> w.run("late", ctx -> {}),
                        () -> w.type("late", "NoOp"),
                        () -> w.param("late", 1L),
                        () -> w.from(step),
                        () -> w.name("late"),
                        () -> w.description("late"),
                        () -> w.owner("late"),
                        () -> w.tag("late"),
                        () -> w.criticality(Criticality.LOW),
                        () -> w.timeout(Duration.ofDays(1)),
                        () -> w.runStrategy(RunStrategy.parallel(2)),
                        () -> w.instanceStepConcurrency(2),
                        () -> step.after(step),
                        () -> step.after(step, ctx -> true),
                        () -> step.reads(step),
                        () -> step.retry(RetryPolicy.none()),
                        () -> step.timeout(Duration.ofDays(1)),
                        () -> step.failureMode(FailureMode.IGNORE_FAILURE),
                        () -> step.name("late"),
                        () -> step.description("late"),
                        () -> step.tag("late"),
                        () -> step.param("late", 1),
                        () -> step.returns(Integer.class),
                        () -> params.get(0).mode(ParamMode.CONSTANT),
                        () -> branches.get(0).when(ctx -> true),
                        () -> branches.get(0).otherwise(step)))
                .allSatisfy(late -> assertThatIllegalStateException()
                        .isThrownBy(late::run)
                        .withMessage("workflow 'one' is defined already; steps, params and their options are declared"
                                + " inside Workflow.define"));
    }

    @Test
    @SuppressWarnings("NullAway") // stands for a caller without null checks
    void null_is_refused_where_it_comes_in() {
        assertThatNullPointerException()
                .isThrownBy(() -> Workflow.define("one", null))
                .withMessage("author");
        assertThatNullPointerException()
                .isThrownBy(() -> Workflow.define(null, w -> {}))
                .withMessage("id");
        Workflow.define("one", w -> {
            var step = w.step("a", ctx -> 1);
            assertThatNullPointerException()
                    .isThrownBy(() -> w.step(null, ctx -> 1))
                    .withMessage("id");
            assertThatNullPointerException().isThrownBy(() -> w.step("b", null)).withMessage("body");
            assertThatNullPointerException()
                    .isThrownBy(() -> step.after((AnyStep<?>) null))
                    .withMessage("step");
            assertThatNullPointerException()
                    .isThrownBy(() -> step.timeout((Duration) null))
                    .withMessage("limit");
            assertThatNullPointerException().isThrownBy(() -> w.name(null)).withMessage("text");
        });
    }

    @Test
    void a_workflow_is_known_by_its_id() {
        var workflow = Workflow.define("one", w -> w.step("a", ctx -> 1));

        assertThat(workflow.id().value()).isEqualTo("one");
        assertThat(workflow).hasToString("one");
    }
}
