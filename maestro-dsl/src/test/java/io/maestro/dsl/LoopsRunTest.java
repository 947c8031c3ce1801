package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.definition.FailureMode;
import io.maestro.param.ParamCodec;
import io.maestro.param.ParamMode;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Loops and subworkflows on the engine. */
class LoopsRunTest {

    private static void run(Workflow workflow, Map<String, ?> params, Consumer<RunHandle> look) {
        try (var maestro = Maestro.inMemory()) {
            maestro.register(workflow);
            var run = maestro.start(workflow.id().value(), params);
            run.await();
            assertThat(run.steps()).allSatisfy(step -> assertThat(step.error()).isEmpty());
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            look.accept(run);
        }
    }

    @Test
    void a_loop_over_a_list_gathers_the_outputs_of_its_body_in_order() {
        var workflow = Workflow.define("squares", w -> {
            var factor = w.param("factor", 10L);
            var numbers =
                    w.step("numbers", ctx -> IntStream.range(0, 100).boxed().toList());
            var offset = w.step("offset", ctx -> 1000L);
            var squares = w.foreach("each", numbers, (number, body) -> {
                        var square = body.step("square", number, n -> (long) n * n);
                        return body.step("scaled", square, offset, Long::sum)
                                .after(square)
                                .computed("f", Long.class, p -> p.get(factor));
                    })
                    .concurrency(7);
            w.step("sum", squares, list -> list.stream().mapToLong(n -> n).sum());
            w.step("first", squares, list -> list.subList(0, 3));
        });

        run(workflow, Map.of(), run -> {
            assertThat(run.output("sum", Long.class)).contains(328_350L + 100_000L);
            assertThat(run.output("first", List.class)).contains(List.of(1000L, 1001L, 1004L));
        });
    }

    @Test
    void loops_nest() {
        var workflow = Workflow.define("nested", w -> {
            var letters = w.step("letters", ctx -> List.of("a", "b"));
            var words = w.foreach("outer", letters, (letter, body) -> {
                var numbers = body.step("numbers", letter, text -> List.of(1, 2, 3));
                var pairs = body.foreach(
                        "inner", numbers, (number, inner) -> inner.step("pair", letter, number, (a, b) -> a + b));
                return body.step("join", pairs, list -> String.join("", list));
            });
            w.step("end", words, list -> list);
        });

        run(workflow, Map.of(), run -> assertThat(run.output("end", List.class)).contains(List.of("a1a2a3", "b1b2b3")));
    }

    @Test
    void the_body_knows_the_index_of_its_element_and_of_that_of_the_loop_around_it() {
        var workflow = Workflow.define("indices", w -> {
            var letters = w.step("letters", ctx -> List.of("a", "b", "b"));
            var all = w.foreach("outer", letters, (letter, body) -> {
                var numbers = body.step("numbers", letter.index(), index -> List.of(index, 7));
                var inner = body.foreach(
                        "inner",
                        numbers,
                        (number, deep) -> deep.step(
                                "tell",
                                ctx -> ctx.get(letter)
                                        + ctx.get(letter.index())
                                        + ctx.get(number)
                                        + ctx.get(number.index())));
                return body.step("join", inner, list -> String.join(" ", list));
            });
            w.step("end", all, list -> list);
        });

        run(
                workflow,
                Map.of(),
                run -> assertThat(run.output("end", List.class))
                        .contains(List.of("a000 a071", "b110 b171", "b220 b271")));
    }

    @Test
    void outputs_are_told_by_iteration_where_some_have_none() {
        var workflow = Workflow.define("evens", w -> {
            var numbers = w.step("numbers", ctx -> List.of(1, 2, 3, 4));
            var halves = w.foreach("each", numbers, (number, body) -> {
                var look = body.step("look", number, n -> n);
                return body.step("half", number, n -> n / 2).after(look, ctx -> ctx.get(look) % 2 == 0);
            });
            w.step("gathered", halves, list -> list);
            w.step(
                    "placed",
                    halves.perIteration(),
                    list -> list.stream()
                            .map(half -> half.map(String::valueOf).orElse("-"))
                            .toList());
            w.step("direct", ctx -> ctx.get(halves.perIteration()).size())
                    .reads(halves)
                    .after(halves);
        });

        run(workflow, Map.of(), run -> {
            assertThat(run.output("gathered", List.class)).contains(List.of(1, 2));
            assertThat(run.output("placed", List.class)).contains(List.of("-", "1", "-", "2"));
            assertThat(run.output("direct", Integer.class)).contains(4);
        });
    }

    @Test
    void iterations_that_did_not_begin_have_no_outputs_but_their_places() {
        var workflow = Workflow.define("stopped", w -> {
            var numbers = w.step("numbers", ctx -> List.of(1, 0, 3, 4));
            var quotients = w.foreach("each", numbers, (number, body) -> body.step("divide", number, n -> 12 / n))
                    .concurrency(1)
                    .failureMode(FailureMode.IGNORE_FAILURE);
            w.step("placed", quotients.perIteration(), list -> list);
        });
        try (var maestro = Maestro.inMemory()) {
            var run = maestro.register(workflow).start();
            run.await();

            assertThat(run.output("placed", List.class))
                    .contains(List.of(Optional.of(12), Optional.empty(), Optional.empty(), Optional.empty()));
        }
    }

    @Test
    void a_loop_over_loop_params_runs_for_each_combination() {
        var workflow = Workflow.define("regions", w -> {
            var days = w.param("days", ParamCodec.listOf(LocalDate.class));
            var loads = w.foreach("each", loop -> {
                var region = loop.over("region", String.class, List.of("eu", "$us"));
                var day = loop.over("day", LocalDate.class, days);
                var index = loop.index();
                var name = loop.step("name", region, day, (r, d) -> r + d.getDayOfMonth());
                return loop.step("load", name, index, (n, i) -> n + "-" + i);
            });
            w.step("all", loads, list -> list);
        });

        run(
                workflow,
                Map.of("days", List.of(LocalDate.parse("2026-11-22"), LocalDate.parse("2026-11-23"))),
                run -> assertThat(run.output("all", List.class))
                        .contains(List.of("eu22-0", "$us22-1", "eu23-2", "$us23-3")));
    }

    @Test
    void a_while_loop_in_java_carries_its_params_forward() {
        var workflow = Workflow.define("newton", w -> {
            var target = w.param("target", 2.0);
            var root = w.whileLoop("improve", loop -> {
                var x = loop.param("x", 1.0);
                var rounds = loop.param("rounds", 0L);
                loop.asLongAs(ctx -> Math.abs(ctx.get(x) * ctx.get(x) - ctx.get(target)) > 1e-9);
                var better = loop.step("better", x, target, (guess, t) -> (guess + t / guess) / 2)
                        .outputParam(x, value -> value);
                loop.run("count", ctx -> {})
                        .next(rounds, p -> p.get(rounds) + 1)
                        .after(better);
            });
            w.step("ended", ctx -> "ended").after(root);
        });

        run(
                workflow,
                Map.of(),
                run -> assertThat(run.output("ended", String.class)).contains("ended"));
    }

    @Test
    void a_subworkflow_is_given_params_and_waited_for() {
        var child = Workflow.define("child", w -> {
            var name = w.param("name", String.class);
            var greeting = w.param("greeting", String.class).computed(p -> "hello " + p.get(name));
            w.step("greet", greeting, text -> text);
        });
        var parent = Workflow.define("parent", w -> {
            w.param("title", String.class).computed(p -> "Countess").mode(ParamMode.IMMUTABLE);
            var call = w.subworkflow("call", child).param("name", "$Ada").version(1);
            w.step("after", ctx -> "done").after(call);
        });

        try (var maestro = Maestro.inMemory()) {
            maestro.register(child);
            maestro.register(parent);
            var run = maestro.start("parent");

            assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.output("after", String.class)).contains("done");
            var called = maestro.find(new RunId(child.id(), 1, 1)).orElseThrow();
            assertThat(called.output("greet", String.class)).contains("hello $Ada");
            assertThat(called.run().params()).containsKey("title");
        }
    }
}
