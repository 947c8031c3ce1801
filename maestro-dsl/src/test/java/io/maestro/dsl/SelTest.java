package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.Setting;
import io.maestro.definition.Step;
import io.maestro.definition.TypedStep;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.param.ParamCodec;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamMode;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expressions beside Java: what definition comes of them. */
class SelTest {

    private static Step step(Workflow workflow, int index) {
        return workflow.definition().steps().get(index);
    }

    private static List<Problem> problemsOf(Consumer<WorkflowBuilder> author) {
        return Optional.ofNullable(
                        catchThrowableOfType(InvalidDefinitionException.class, () -> Workflow.define("one", author)))
                .map(InvalidDefinitionException::problems)
                .orElse(List.of());
    }

    @Test
    void a_param_has_an_expression_a_text_with_references_or_a_value_as_it_is() {
        var workflow = Workflow.define("one", w -> {
            w.param("year", "2026");
            w.param("count", 2L);
            w.param("day", LocalDate.class).text("${year}-01-01").mode(ParamMode.CONSTANT);
            w.param("limit", Long.class).expression("count * 2");
            w.param("cost", "$5 for ${who}");
            w.param("lines", ParamCodec.listOf(String.class), List.of("$a"));
            w.run("a", ctx -> {});
        });

        assertThat(workflow.definition().params())
                .contains(
                        Map.entry(
                                "day",
                                new ParamDefinition(
                                        ParamType.STRING,
                                        new ParamDefinition.Literal(ParamValue.of("${year}-01-01")),
                                        Optional.of(ParamMode.CONSTANT),
                                        List.of(),
                                        Optional.empty(),
                                        Map.of())),
                        Map.entry("limit", ParamDefinition.expression(ParamType.LONG, "count * 2")),
                        Map.entry("cost", ParamDefinition.literal(ParamValue.of("$$5 for $${who}"))),
                        Map.entry("lines", ParamDefinition.literal(new ParamValue.StringArray(List.of("$$a")))));
    }

    @Test
    void a_param_keeps_what_was_said_last() {
        var workflow = Workflow.define("one", w -> {
            w.param("limit", 7L).computed(params -> 1L).expression("1 + 1");
            w.param("total", 7L).expression("1 + 1").computed(params -> 1L);
            w.type("a", "NoOp")
                    .computed("x", Long.class, params -> 1L)
                    .expression("x", Long.class, "1 + 1")
                    .text("y", "$limit")
                    .computed("y", String.class, params -> "y");
        });

        assertThat(workflow.definition().params())
                .containsEntry("limit", ParamDefinition.expression(ParamType.LONG, "1 + 1"))
                .containsEntry("total", ParamDefinition.code(ParamType.LONG));
        assertThat(workflow.code().params().ofRun()).containsOnlyKeys("total");
        assertThat(step(workflow, 0).basics().params())
                .containsEntry("x", ParamDefinition.expression(ParamType.LONG, "1 + 1"))
                .containsEntry("y", ParamDefinition.code(ParamType.STRING));
        assertThat(workflow.code().params().ofStep(step(workflow, 0).id())).containsOnlyKeys("y");
    }

    @Test
    void a_text_with_references_is_only_for_params_that_are_texts() {
        assertThat(problemsOf(w -> {
                    w.param("count", 2L);
                    w.param("limit", Long.class).text("${count}");
                    w.run("a", ctx -> {});
                }))
                .containsExactly(Problem.of(
                        ProblemCode.WRONG_TYPE,
                        "/workflow/params/limit/value",
                        "a text with references is a STRING, but the param is a LONG; use an expression"));
    }

    @Test
    void a_step_has_params_of_all_kinds_in_their_order() {
        record Image(String name, Optional<String> tag) {}
        var labels = ParamDefinition.literal(new ParamValue.StringMap(Map.of("day", "$day")));
        var workflow = Workflow.define(
                "one",
                w -> w.type("a", "NoOp")
                        .param("command", "echo $HOME")
                        .text("path", "/data/${day}")
                        .expression("limit", Long.class, "load__rows / 2")
                        .expression("days", ParamCodec.listOf(LocalDate.class), "Util.dateIntsBetween(a, b, 1)")
                        .computed("twice", Long.class, params -> params.get("limit", Long.class) * 2)
                        .computed("names", ParamCodec.listOf(String.class), params -> List.of("a"))
                        .param("image", new Image("etl", Optional.of("$1")))
                        .param("images", Map.of("main", new Image("etl", Optional.empty())))
                        .param("labels", labels));

        var params = step(workflow, 0).basics().params();
        assertThat(params.keySet())
                .containsExactly("command", "path", "limit", "days", "twice", "names", "image", "images", "labels");
        assertThat(params)
                .containsEntry("command", ParamDefinition.literal(ParamValue.of("echo $$HOME")))
                .containsEntry("path", ParamDefinition.literal(ParamValue.of("/data/${day}")))
                .containsEntry("limit", ParamDefinition.expression(ParamType.LONG, "load__rows / 2"))
                .containsEntry(
                        "days", ParamDefinition.expression(ParamType.STRING_ARRAY, "Util.dateIntsBetween(a, b, 1)"))
                .containsEntry("twice", ParamDefinition.code(ParamType.LONG))
                .containsEntry("names", ParamDefinition.code(ParamType.STRING_ARRAY))
                .containsEntry(
                        "image",
                        ParamDefinition.literal(new ParamValue.MapValue(
                                Map.of("name", ParamValue.of("etl"), "tag", ParamValue.of("$$1")))))
                .containsEntry("labels", labels);
    }

    @Test
    void a_condition_may_be_an_expression() {
        var workflow = Workflow.define("one", w -> {
            var a = w.type("a", "NoOp");
            var b = w.type("b", "NoOp").after(a, "n > 1");
            w.from(b).when("n > 2").to(w.type("c", "NoOp"));
            w.from(a).when(ctx -> true).to(w.type("d", "NoOp"));
        });

        assertThat(Transitions.of(workflow)).containsExactly("a n > 1> b", "a ?> d", "b n > 2> c");
    }

    private static Workflow otherwise(String... conditions) {
        return Workflow.define("one", w -> {
            var a = w.type("a", "NoOp");
            var branch = w.from(a);
            for (int i = 0; i < conditions.length; i++) {
                branch.when(conditions[i]).to(w.type("to-" + i, "NoOp"));
            }
            branch.otherwise(w.type("else", "NoOp"));
        });
    }

    private static String condition(Workflow workflow) {
        return Transitions.of(workflow).getLast();
    }

    @Test
    void otherwise_is_the_negation_of_expressions() {
        assertThat(condition(otherwise("n > 1"))).isEqualTo("a !(n > 1)> else");
        assertThat(condition(otherwise("n > 1 || m", "x == ';'"))).isEqualTo("a !(n > 1 || m) && !(x == ';')> else");
        assertThat(condition(otherwise(" return n > 1; "))).isEqualTo("a !(n > 1)> else");
        assertThat(condition(otherwise("returned"))).isEqualTo("a !(returned)> else");
        assertThat(condition(otherwise("n > // not ;1\n 1"))).isEqualTo("a !(n > // not ;1\n 1\n)> else");
        assertThat(condition(otherwise("n /* ; */ > 1"))).isEqualTo("a !(n /* ; */ > 1)> else");
        assertThat(condition(otherwise("x == \"\\\";\""))).isEqualTo("a !(x == \"\\\";\")> else");
    }

    @Test
    void otherwise_after_nothing_is_always() {
        assertThat(condition(otherwise())).isEqualTo("a -> else");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x = 1; x > n", "if (n > 1) return true; else return false;"})
    void otherwise_after_more_than_an_expression_is_refused(String program) {
        assertThat(catchThrowableOfType(InvalidDefinitionException.class, () -> otherwise(program))
                        .problems())
                .containsExactly(Problem.of(
                        ProblemCode.CONFLICT,
                        "/workflow/steps/0/step/transition",
                        "after 'a' otherwise follows the condition '" + program
                                + "', which is more than one expression and"
                                + " cannot be negated; write it as a condition of its own"));
    }

    @Test
    void otherwise_after_java_and_expressions_is_refused() {
        assertThat(problemsOf(w -> {
                    var a = w.type("a", "NoOp");
                    w.from(a)
                            .when("n > 1")
                            .to(w.type("b", "NoOp"))
                            .when(ctx -> true)
                            .to(w.type("c", "NoOp"))
                            .otherwise(w.type("d", "NoOp"));
                }))
                .extracting(Problem::message)
                .containsExactly(
                        "after 'a' otherwise follows conditions in Java as well as expressions, so that neither can"
                                + " say it; write it as a condition of its own");
    }

    @Test
    void settings_may_refer_to_params() {
        var workflow = Workflow.define("one", w -> {
            var limit = w.param("limit", Duration.ofHours(2));
            var retries = w.param("retries", 3);
            w.timeout(limit.asSetting());
            w.type("a", "NoOp")
                    .timeout(Setting.text("${limit} min"))
                    .retry(RetryPolicy.exponential(retries.asSetting(), Setting.text("$wait"))
                            .retryingTimeouts(retries.asSetting()));
            w.type("b", "NoOp").retry(RetryPolicy.fixed(retries.asSetting(), limit.asSetting()));
        });

        assertThat(workflow.definition().timeout()).contains(Setting.text("${limit}"));
        assertThat(step(workflow, 0).basics().timeout()).contains(Setting.text("${limit} min"));
        var policy = ((TypedStep) step(workflow, 0)).retryPolicy();
        assertThat(List.of(policy.error().limit(), policy.timeout().limit()))
                .containsOnly(new Setting.Interpolated<>("${retries}"));
        assertThat(WorkflowJson.read(WorkflowJson.write(workflow.definition()))).isEqualTo(workflow.definition());
    }

    @Test
    void a_workflow_with_expressions_survives_the_way_through_json_and_yaml() {
        var workflow = Workflow.define("one", w -> {
            w.param("year", "2026");
            w.param("day", LocalDate.class).text("${year}-01-01");
            w.param("limit", Long.class).expression("1 + 1");
            var a = w.type("a", "NoOp")
                    .param("cost", "$5")
                    .text("path", "/$day")
                    .expression("n", Long.class, "limit");
            w.from(a).when("n > 1").to(w.type("b", "NoOp")).otherwise(w.type("c", "NoOp"));
        });

        assertThat(WorkflowJson.read(WorkflowJson.write(workflow.definition()))).isEqualTo(workflow.definition());
        assertThat(WorkflowYaml.read(WorkflowYaml.write(workflow.definition()))).isEqualTo(workflow.definition());
    }

    @Test
    void what_is_computed_in_java_cannot_be_written_as_text() {
        var workflow = Workflow.define("one", w -> {
            w.param("n", Long.class).computed(params -> 1L);
            w.type("a", "NoOp");
        });

        assertThatThrownBy(() -> WorkflowJson.write(workflow.definition()))
                .isInstanceOf(UnwritableDefinitionException.class)
                .hasMessage(
                        "workflow 'one' cannot be written as text: the param 'n' is computed by Java code, which has no"
                                + " text");
    }

    @Test
    void options_of_a_defined_workflow_are_closed() {
        var params = new ArrayList<Param<String>>();
        var steps = new ArrayList<io.maestro.dsl.Step<Long>>();
        Workflow.define("one", w -> {
            params.add(w.param("n", "x"));
            steps.add(w.step("a", ctx -> 1L));
        });
        var param = params.getFirst();
        var late = steps.getFirst();

        assertThat(List.<Runnable>of(
                        () -> param.expression("1"),
                        () -> param.text("1"),
                        () -> param.computed(ctx -> "1"),
                        () -> late.text("p", "1"),
                        () -> late.expression("p", Long.class, "1"),
                        () -> late.computed("p", Long.class, ctx -> 1L),
                        () -> late.outputParam("p", Long.class)))
                .allSatisfy(call -> assertThatThrownBy(call::run).isInstanceOf(IllegalStateException.class));
    }
}
