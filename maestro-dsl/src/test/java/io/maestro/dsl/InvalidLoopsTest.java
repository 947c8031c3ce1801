package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What can be wrong with a loop, beside what can be wrong with any definition. */
class InvalidLoopsTest {

    private static List<Problem> problemsOf(Consumer<WorkflowBuilder> author) {
        return Optional.ofNullable(
                        catchThrowableOfType(InvalidDefinitionException.class, () -> Workflow.define("one", author)))
                .map(InvalidDefinitionException::problems)
                .orElse(List.of());
    }

    @Test
    void the_steps_of_a_body_are_declared_by_its_builder() {
        Workflow.define(
                "one",
                w -> w.runForeach("each", ctx -> List.of(1), (n, body) -> {
                    assertThatIllegalStateException()
                            .isThrownBy(() -> w.run("a", ctx -> {}))
                            .withMessage(
                                    "the steps of loop 'each' are being declared, but by the builder of workflow 'one'; use"
                                            + " the one that was handed to the author of loop 'each'");
                    body.run("a", ctx -> {});
                }));
    }

    @Test
    void a_body_is_closed_when_its_author_is_done() {
        Workflow.define("one", w -> {
            var bodies = new ArrayList<LoopBody>();
            w.runForeach("each", ctx -> List.of(1), (n, body) -> {
                bodies.add(body);
                body.run("a", ctx -> {});
            });
            assertThatIllegalStateException()
                    .isThrownBy(() -> bodies.getFirst().run("late", ctx -> {}))
                    .withMessageContaining("but by the builder of loop 'each'");
        });
    }

    @Test
    void an_exception_of_a_body_leaves_the_level_around_it_open() {
        Workflow.define("one", w -> {
            assertThatIllegalStateException()
                    .isThrownBy(() -> w.runForeach("each", ctx -> List.of(1), (n, body) -> {
                        body.run("a", ctx -> {});
                        throw new IllegalStateException("no data source");
                    }))
                    .withMessage("no data source");
            w.run("b", ctx -> {});
        });
    }

    @Test
    void transitions_stay_within_a_level() {
        var problems = problemsOf(w -> {
            var a = w.run("a", ctx -> {});
            w.runForeach("each", ctx -> List.of(1), (n, body) -> {
                var b = body.run("b", ctx -> {}).after(a);
                body.from(b).when("x").to(a);
            });
        });

        assertThat(problems)
                .extracting(Problem::message)
                .contains(
                        "step 'a' of workflow 'one' cannot lead to step 'b' of loop 'each': a transition stays within one"
                                + " of them",
                        "step 'b' of loop 'each' cannot lead to step 'a' of workflow 'one': a transition stays within one"
                                + " of them");
    }

    @Test
    void outputs_of_a_body_are_read_outside_of_it_as_what_the_loop_gathers() {
        var inner = new ArrayList<Step<Integer>>();
        var problems = problemsOf(w -> {
            w.foreach("each", ctx -> List.of(1), (n, body) -> {
                inner.add(body.step("double", n, k -> 2 * k));
                return inner.getFirst();
            });
            w.step("sum", inner.getFirst(), k -> k);
            w.run("read", ctx -> {}).reads(inner.getFirst());
        });

        assertThat(problems)
                .containsExactly(
                        Problem.of(
                                ProblemCode.NOT_UPSTREAM,
                                "/workflow/steps/1/step",
                                "step 'sum' reads the output of step 'double', which is in the body of loop 'each'; outside"
                                        + " of it, read what the loop gathers"),
                        Problem.of(
                                ProblemCode.NOT_UPSTREAM,
                                "/workflow/steps/2/step",
                                "step 'read' reads the output of step 'double', which is in the body of loop 'each';"
                                        + " outside of it, read what the loop gathers"));
    }

    @Test
    void what_a_body_reads_must_come_before_its_loop() {
        var problems = problemsOf(w -> {
            var rows = w.step("rows", ctx -> 1);
            var first = w.run("first", ctx -> {});
            w.runForeach("each", ctx -> List.of(1), (n, body) -> body.step("sum", n, rows, Integer::sum))
                    .after(first, "x > 1");
        });

        assertThat(problems)
                .containsExactly(Problem.of(
                        ProblemCode.NOT_UPSTREAM,
                        "/workflow/steps/2/foreach/steps/0/step",
                        "step 'sum' reads the output of step 'rows', which is not upstream; the step is reached on a"
                                + " condition, so its inputs must run before the step that decides"));
    }

    @Test
    void elements_and_loop_params_are_inputs_only_in_their_body() {
        var items = new ArrayList<Item<Integer>>();
        var params = new ArrayList<LoopParam<Long>>();
        var problems = problemsOf(w -> {
            w.runForeach("each", ctx -> List.of(1), (n, body) -> {
                items.add(n);
                body.runForeach("inner", n2 -> List.of(2), (m, inner) -> inner.step("good", n, m, Integer::sum));
            });
            w.runForeach("params", loop -> {
                params.add(loop.over("n", Long.class, List.of(1L)));
                loop.run("a", ctx -> {});
            });
            w.step("item", items.getFirst(), n -> n);
            w.step("param", params.getFirst(), n -> n);
        });

        assertThat(problems)
                .extracting(Problem::path, Problem::message)
                .containsExactly(
                        tuple(
                                "/workflow/steps/2/step",
                                "the input 'item of each' is there only in the body of loop 'each'"),
                        tuple("/workflow/steps/3/step", "the input 'n' is there only in the body of loop 'params'"));
    }

    @Test
    void handles_of_another_workflow_are_refused_in_a_body() {
        var items = new ArrayList<Item<Integer>>();
        var steps = new ArrayList<Step<Integer>>();
        Workflow.define(
                "other",
                w -> w.foreach("each", ctx -> List.of(1), (n, body) -> {
                    items.add(n);
                    steps.add(body.step("a", ctx -> 1));
                    return steps.getFirst();
                }));

        var problems = problemsOf(w -> w.foreach("each", ctx -> List.of(1), (n, body) -> {
            body.step("b", items.getFirst(), steps.getFirst(), Integer::sum);
            return steps.getFirst();
        }));

        assertThat(problems)
                .isNotEmpty()
                .extracting(Problem::message)
                .allSatisfy(message ->
                        assertThat(message).endsWith("a handle is good only in the workflow that declares it"));
    }

    @Test
    void ids_are_used_once_in_all_levels() {
        assertThat(problemsOf(w -> {
                    w.run("a", ctx -> {});
                    w.runForeach("each", ctx -> List.of(1), (n, body) -> body.run("a", ctx -> {}));
                }))
                .extracting(Problem::code, Problem::path)
                .containsExactly(tuple(ProblemCode.DUPLICATE, "/workflow/steps/1/foreach/steps/0/step/id"));
    }

    @Test
    void a_loop_gathers_the_outputs_of_a_step_right_in_its_body() {
        var problems = problemsOf(w -> {
            var outside = w.step("outside", ctx -> 1);
            w.foreach("each", ctx -> List.of(1), (n, body) -> {
                body.run("a", ctx -> {});
                return outside;
            });
        });

        assertThat(problems)
                .containsExactly(Problem.of(
                        ProblemCode.CONFLICT,
                        "/workflow/steps/1/foreach",
                        "loop 'each' cannot gather the outputs of step 'outside', which is not in its body"));
        assertThatNullPointerException()
                .isThrownBy(() -> Workflow.define("one", w -> w.foreach("each", LoopParamsOf::nothing)));
    }

    /** An author who forgets the steps. */
    private interface LoopParamsOf {
        @SuppressWarnings("NullAway") // stands for a caller without null checks
        static Step<String> nothing(ForeachBody body) {
            return null;
        }
    }

    @Test
    void a_loop_says_what_it_loops_over_and_when_it_goes_on_and_has_steps() {
        assertThat(problemsOf(w -> {
                    w.runForeach("each", body -> body.run("a", ctx -> {}));
                    w.whileLoop("again", body -> {
                        body.param("n", 1L);
                        body.run("b", ctx -> {});
                    });
                    w.runForeach("none", ctx -> List.of(1), (n, body) -> {});
                }))
                .extracting(Problem::toString)
                .containsExactly(
                        "/workflow/steps/0/foreach/params/loop_params: loop 'each' does not say what it loops over; say it"
                                + " by over [MISSING]",
                        "/workflow/steps/1/while/condition: loop 'again' does not say when it goes on; say it by asLongAs"
                                + " [MISSING]",
                        "/workflow/steps/2/foreach/steps: the body of a loop needs at least one step [MISSING]");
    }

    @Test
    void a_loop_param_hides_no_other_param() {
        assertThat(problemsOf(w -> {
                    w.runForeach("each", body -> {
                        body.over("day", Long.class, List.of(1L));
                        body.over("n", Long.class, List.of(1L));
                        body.over("n", Long.class, List.of(1L));
                        body.whileLoop("again", inner -> {
                            inner.param("n", 1L);
                            inner.asLongAs("n < 2");
                            inner.run("a", ctx -> {});
                        });
                    });
                    w.param("day", "2026-11-22");
                }))
                .extracting(Problem::toString)
                .containsExactly(
                        "/workflow/steps/0/foreach/params/loop_params/value/n: the loop param is declared twice"
                                + " [DUPLICATE]",
                        "/workflow/steps/0/foreach/params/loop_params/value/day: the loop param has the name of a param of"
                                + " workflow 'one', which it would hide [DUPLICATE]",
                        "/workflow/steps/0/foreach/steps/0/while/params/loop_params/value/n: the loop param has the name of"
                                + " a param of loop 'each', which it would hide [DUPLICATE]");
    }

    @Test
    void only_steps_of_a_while_loop_say_what_is_next() {
        var problems = problemsOf(w -> {
            w.runForeach("each", body -> {
                var n = body.over("n", Long.class, List.of(1L));
                body.run("a", ctx -> {}).next(n, "n + 1");
            });
            w.whileLoop("again", body -> {
                var m = body.param("m", 1L);
                body.asLongAs("m < 2");
                body.runForeach(
                        "inner",
                        ctx -> List.of(1),
                        (i, inner) -> inner.step("b", ctx -> 1L).outputParam(m, k -> k));
            });
        });

        assertThat(problems)
                .extracting(Problem::message)
                .containsExactly(
                        "step 'a' cannot say what 'n' of loop 'each' is next: only steps in the body of the while loop that"
                                + " declares it can",
                        "step 'b' cannot say what 'm' of loop 'again' is next: only steps in the body of the while loop"
                                + " that declares it can");
    }
}
