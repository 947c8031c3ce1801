package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.maestro.definition.ForeachStep;
import io.maestro.definition.ForeachStep.Items;
import io.maestro.definition.LoopStep;
import io.maestro.definition.Predicate;
import io.maestro.definition.Step;
import io.maestro.definition.StepId;
import io.maestro.definition.WhileStep;
import io.maestro.param.ParamCodec;
import io.maestro.param.ParamConversionException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamDefinition.Members;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.step.OutputNotAvailableException;
import io.maestro.step.StepItems;
import io.maestro.step.StepPredicate;
import io.maestro.step.WorkflowCode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Loops: what definition and code come of them. */
class LoopsTest {

    private static <S extends Step> S step(Workflow workflow, String id, Class<S> kind) {
        return kind.cast(workflow.definition().steps().stream()
                .filter(step -> step.id().value().equals(id))
                .findFirst()
                .orElseThrow());
    }

    private static Map<String, ParamDefinition> loopParams(LoopStep loop) {
        var params =
                Optional.ofNullable(loop.basics().params().get("loop_params")).orElseThrow();
        assertThat(params.type()).isEqualTo(ParamType.MAP);
        return ((Members) params.content()).members();
    }

    private static Workflow load() {
        return Workflow.define("load", w -> {
            var stamp = w.param("stamp", "v1");
            var files = w.step("list", ctx -> List.of("a.csv", "bb.csv"));
            var prefix = w.step("prefix", ctx -> "rows of ");
            var load = w.foreach("each", files, (file, body) -> {
                        var rows = body.step("read", file, name -> List.of(name.length()));
                        body.run("log", rows, list -> {}).after(rows);
                        return body.step("label", prefix, rows, (text, list) -> text + list)
                                .after(rows);
                    })
                    .concurrency(4)
                    .strictOrdering()
                    .maxIterations(100);
            w.step("all", load, stamp, (labels, version) -> labels + version);
        });
    }

    @Test
    void a_loop_over_a_list_is_a_foreach_in_code_with_its_body() {
        var foreach = step(load(), "each", ForeachStep.class);

        assertThat(foreach.items()).isEqualTo(Items.CODE);
        assertThat(foreach.concurrency()).contains(4);
        assertThat(foreach.strictOrdering()).isTrue();
        assertThat(foreach.maxIterations()).contains(100);
        assertThat(foreach.basics().params()).isEmpty();
        assertThat(foreach.steps()).extracting(step -> step.id().value()).containsExactly("read", "log", "label");
        assertThat(Transitions.of(foreach.steps())).containsExactly("read -> log", "read -> label");
    }

    @Test
    void a_loop_says_nothing_of_what_nobody_set() {
        var workflow = Workflow.define(
                "one",
                w -> w.runForeach("each", ctx -> List.of(1, 2), (number, body) -> body.run("tell", number, n -> {})));

        var foreach = step(workflow, "each", ForeachStep.class);
        assertThat(foreach.concurrency()).isEmpty();
        assertThat(foreach.strictOrdering()).isFalse();
        assertThat(foreach.maxIterations()).isEmpty();
    }

    @Test
    void a_loop_runs_after_the_list_and_after_what_its_body_reads() {
        assertThat(Transitions.of(load())).containsExactly("list -> each", "prefix -> each", "each -> all");
    }

    @Test
    void the_elements_come_from_the_list() throws Exception {
        var workflow = load();
        var items =
                Optional.<StepItems>ofNullable(workflow.code().loops().items().get(new StepId("each")));

        var context = new FakeContext("load", "each").output("list", List.of("c.csv"));
        assertThat(items.orElseThrow().of(context)).isEqualTo(List.of("c.csv"));
    }

    @Test
    void code_of_the_body_reads_its_element_and_what_is_outside() throws Exception {
        var workflow = load();

        assertThat(new FakeContext("load", "read").item("each", "abc").outputIn(workflow))
                .isEqualTo(List.of(3));
        assertThat(new FakeContext("load", "label")
                        .output("prefix", "p ")
                        .output("read", List.of(3))
                        .outputIn(workflow))
                .isEqualTo("p [3]");
    }

    @Test
    void code_after_the_loop_reads_the_outputs_of_its_body_as_a_list() throws Exception {
        var context = new FakeContext("load", "all")
                .outputs("each", "label", List.of("x", "y"))
                .param("stamp", "v2");

        assertThat(context.outputIn(load())).isEqualTo("[x, y]v2");
    }

    @Test
    void gathered_outputs_of_another_class_are_refused() {
        var handles = new ArrayList<Foreach<Long>>();
        Workflow.define(
                "one",
                w -> handles.add(w.foreach(
                        "each",
                        ctx -> List.of(1L),
                        (n, body) -> body.step("square", n, number -> number * number)
                                .returns(Long.class))));

        var context = new FakeContext("one", "later").outputs("each", "square", List.of(1L, "4"));
        assertThatExceptionOfType(OutputTypeException.class)
                .isThrownBy(() -> context.get(handles.getFirst()))
                .withMessageContaining(
                        "step 'later' reads the output of step 'square', which must be a java.lang.Long");
    }

    @Test
    void a_loop_over_loop_params_has_them_as_arrays_in_their_order() {
        var workflow = Workflow.define("one", w -> {
            var days = w.param("days", ParamCodec.listOf(LocalDate.class));
            var odd = w.param("odd.days", ParamCodec.listOf(LocalDate.class));
            w.foreach("each", loop -> {
                var region = loop.over("region", String.class, List.of("eu", "$us"));
                var day = loop.over("day", LocalDate.class, days);
                loop.over("other", LocalDate.class, odd);
                loop.over("number", Long.class, "Util.intsBetween(1, count, 1)");
                return loop.step("load", region, day, (r, d) -> r + d);
            });
        });

        var foreach = step(workflow, "each", ForeachStep.class);
        assertThat(foreach.items()).isEqualTo(Items.LOOP_PARAMS);
        assertThat(loopParams(foreach))
                .containsExactly(
                        Map.entry("region", ParamDefinition.literal(new ParamValue.StringArray(List.of("eu", "$$us")))),
                        Map.entry("day", ParamDefinition.expression(ParamType.STRING_ARRAY, "days")),
                        Map.entry(
                                "other", ParamDefinition.expression(ParamType.STRING_ARRAY, "params.get('odd.days')")),
                        Map.entry(
                                "number",
                                ParamDefinition.expression(ParamType.LONG_ARRAY, "Util.intsBetween(1, count, 1)")));
        assertThat(workflow.code().loops().items()).isEmpty();
    }

    @Test
    void code_of_the_body_reads_loop_params_as_their_type() throws Exception {
        var workflow = Workflow.define(
                "one",
                w -> w.runForeach("each", loop -> {
                    var day = loop.over("day", LocalDate.class, "days");
                    loop.step("load", day, loop.index(), (d, i) -> d.plusDays(i));
                }));

        var context = new FakeContext("one", "load").param("day", "2026-11-22").param("loop_index", 2);
        assertThat(context.outputIn(workflow)).isEqualTo(LocalDate.parse("2026-11-24"));
    }

    @Test
    void a_loop_param_outside_of_its_loop_is_refused_where_it_is_read() {
        var handles = new ArrayList<LoopParam<Long>>();
        Workflow.define(
                "one",
                w -> w.runForeach("each", loop -> {
                    handles.add(loop.over("n", Long.class, List.of(1L)));
                    loop.run("a", ctx -> {});
                }));

        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> new FakeContext("one", "b").get(handles.getFirst()))
                .withMessage("param 'n' of loop 'each' is there only in its body, and not for step 'b'");
    }

    @Test
    void the_index_of_a_loop_is_not_that_of_one_inside_of_it() throws Exception {
        var workflow = Workflow.define(
                "one",
                w -> w.runForeach("outer", body -> {
                    body.over("letter", String.class, List.of("a"));
                    var index = body.index();
                    body.runForeach(
                            "inner", ctx -> List.of(1), (number, inner) -> inner.step("bad", ctx -> ctx.get(index)));
                    body.step("good", ctx -> ctx.get(index));
                }));

        assertThat(new FakeContext("one", "good").param("loop_index", 2).outputIn(workflow))
                .isEqualTo(2L);
        var context = new FakeContext("one", "bad").param("loop_index", 2);
        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(() -> context.outputIn(workflow))
                .withMessageContaining("is there for the steps of its own body, and not for step 'bad'");
    }

    @Test
    void loops_nest_and_each_level_reads_the_elements_around_it() throws Exception {
        var workflow = Workflow.define("nested", w -> {
            var letters = w.step("letters", ctx -> List.of("a", "b"));
            var words = w.foreach("outer", letters, (letter, body) -> {
                var numbers = body.step("numbers", letter, text -> List.of(1, 2));
                var pairs = body.foreach(
                        "inner", numbers, (number, inner) -> inner.step("pair", letter, number, (a, b) -> a + b));
                return body.step("join", pairs, list -> String.join("", list));
            });
            w.step("end", words, list -> list.size());
        });

        var outer = step(workflow, "outer", ForeachStep.class);
        assertThat(Transitions.of(outer.steps())).containsExactly("numbers -> inner", "inner -> join");
        assertThat(((ForeachStep) outer.steps().get(1)).steps())
                .extracting(step -> step.id().value())
                .containsExactly("pair");
        assertThat(new FakeContext("nested", "pair")
                        .item("outer", "a")
                        .item("inner", 2)
                        .outputIn(workflow))
                .isEqualTo("a2");
        assertThat(workflow.code().bodies().keySet())
                .extracting(StepId::value)
                .containsExactlyInAnyOrder("letters", "numbers", "pair", "join", "end");
    }

    private static Workflow poll() {
        return Workflow.define("poll", w -> {
            var limit = w.param("limit", 3L);
            w.whileLoop("poll", loop -> {
                        var tries = loop.param("tries", 0L);
                        var state = loop.param("state", String.class, "start");
                        loop.asLongAs(ctx -> ctx.get(tries) < ctx.get(limit)
                                && !ctx.get(state).equals("done"));
                        var check = loop.step("check", tries, n -> List.of("done", n + ""))
                                .outputParam(state, found -> found.getFirst());
                        loop.type("next", "NoOp")
                                .next(tries, p -> p.get(tries) + 1)
                                .after(check);
                    })
                    .maxIterations(7);
        });
    }

    @Test
    void a_while_loop_has_params_a_condition_and_steps_that_say_what_is_next() {
        var loop = step(poll(), "poll", WhileStep.class);

        assertThat(loop.condition()).isEqualTo(new Predicate.Code());
        assertThat(loop.maxIterations()).contains(7);
        assertThat(loopParams(loop))
                .containsExactly(
                        Map.entry("tries", ParamDefinition.literal(ParamValue.of(0))),
                        Map.entry("state", ParamDefinition.expression(ParamType.STRING, "start")));
        assertThat(loop.steps().get(0).basics().params())
                .isEqualTo(Map.of("state", ParamDefinition.literal(ParamValue.of(""))));
        assertThat(loop.steps().get(1).basics().params())
                .isEqualTo(Map.of("tries", ParamDefinition.code(ParamType.LONG)));
        assertThat(poll().code().params().ofStep(new StepId("next"))).containsOnlyKeys("tries");
        assertThat(poll().code().params().outputOf(new StepId("check")).paramsOf(List.of("done", "1")))
                .isEqualTo(Map.of("state", ParamValue.of("done")));
    }

    @Test
    void the_condition_of_a_while_loop_in_java_reads_its_params_and_those_of_the_run() throws Exception {
        var condition = Optional.<StepPredicate>ofNullable(
                        poll().code().loops().conditions().get(new StepId("poll")))
                .orElseThrow();
        var context = new FakeContext("poll", "poll").param("limit", 3).stepParam("state", "on");

        assertThat(condition.test(context.stepParam("tries", 2))).isTrue();
        assertThat(condition.test(context.stepParam("tries", 3))).isFalse();
    }

    @Test
    void a_while_loop_of_expressions_has_no_code() {
        var workflow = Workflow.define(
                "one",
                w -> w.whileLoop("count", loop -> {
                    var i = loop.param("i", 0L);
                    loop.asLongAs("i < 10");
                    loop.type("next", "NoOp").next(i, "i + 1");
                }));

        var loop = step(workflow, "count", WhileStep.class);
        assertThat(loop.condition()).isEqualTo(new Predicate.Expression("i < 10"));
        assertThat(loop.steps().getFirst().basics().params())
                .isEqualTo(Map.of("i", ParamDefinition.expression(ParamType.LONG, "i + 1")));
        assertThat(workflow.code()).isEqualTo(WorkflowCode.none());
    }

    @Test
    void loops_have_the_options_of_every_step() {
        var workflow = Workflow.define("one", w -> {
            var first = w.type("first", "NoOp");
            var loop = w.runForeach("each", ctx -> List.of(1), (n, body) -> body.run("a", ctx -> {}))
                    .name("Each")
                    .tag("t")
                    .timeout(Duration.ofMinutes(1))
                    .text("label", "$x")
                    .after(first, "n > 1");
            w.from(loop).when("m").to(w.type("then", "NoOp"));
        });

        assertThat(Transitions.of(workflow)).containsExactly("first n > 1> each", "each m> then");
        var basics = step(workflow, "each", ForeachStep.class).basics();
        assertThat(basics.name()).contains("Each");
        assertThat(basics.params()).containsOnlyKeys("label");
    }

    @Test
    void loops_in_java_cannot_be_written_as_text() {
        assertThatExceptionOfType(UnwritableDefinitionException.class)
                .isThrownBy(() -> WorkflowJson.write(Workflow.define(
                                "one",
                                w -> w.runForeach("each", ctx -> List.of(1), (n, body) -> body.type("a", "NoOp")))
                        .definition()))
                .withMessageContaining("step 'each'")
                .withMessageContaining("Java");
        assertThatExceptionOfType(UnwritableDefinitionException.class)
                .isThrownBy(() -> WorkflowJson.write(Workflow.define(
                                "one",
                                w -> w.whileLoop("again", body -> {
                                    body.param("n", 1L);
                                    body.asLongAs(ctx -> false);
                                    body.type("a", "NoOp");
                                }))
                        .definition()))
                .withMessageContaining("step 'again'")
                .withMessageContaining("Java");
    }

    @Test
    void options_of_a_defined_loop_are_closed() {
        var loops = new ArrayList<PlainForeach>();
        var calls = new ArrayList<Subworkflow>();
        var templates = new ArrayList<TemplateStep>();
        var bodies = new ArrayList<WhileBody>();
        Workflow.define("one", w -> {
            loops.add(w.runForeach("each", ctx -> List.of(1), (n, body) -> body.type("a", "NoOp")));
            calls.add(w.subworkflow("call", "child"));
            templates.add(w.template("job", "spark"));
            w.whileLoop("again", body -> {
                bodies.add(body);
                body.param("n", 1L);
                body.asLongAs("n > 2");
                body.type("b", "NoOp");
            });
        });

        assertThat(List.<Runnable>of(
                        () -> loops.getFirst().concurrency(1),
                        () -> loops.getFirst().strictOrdering(),
                        () -> loops.getFirst().maxIterations(1),
                        () -> calls.getFirst().async(),
                        () -> calls.getFirst().explicitParams(),
                        () -> calls.getFirst().version(1),
                        () -> templates.getFirst().version("v1"),
                        () -> bodies.getFirst().param("m", 1L),
                        () -> bodies.getFirst().asLongAs("m > 1"),
                        () -> bodies.getFirst().run("late", ctx -> {})))
                .allSatisfy(late -> assertThatIllegalStateException()
                        .isThrownBy(late::run)
                        .withMessageContaining("is defined already"));
    }

    @Test
    void an_element_that_is_not_there_is_refused_by_the_context() {
        var items = new ArrayList<Item<String>>();
        Workflow.define(
                "one",
                w -> w.runForeach("each", ctx -> List.of("a"), (item, body) -> {
                    items.add(item);
                    body.run("a", ctx -> {});
                }));

        assertThatExceptionOfType(OutputNotAvailableException.class)
                .isThrownBy(() -> new FakeContext("one", "b").get(items.getFirst()));
        assertThatExceptionOfType(ForeignHandleException.class)
                .isThrownBy(() -> new FakeContext("other", "a").get(items.getFirst()));
    }
}
