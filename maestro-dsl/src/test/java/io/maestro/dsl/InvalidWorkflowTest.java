package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.param.ParamConversionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class InvalidWorkflowTest {

    private static List<Problem> problemsOf(String id, Consumer<WorkflowBuilder> author) {
        var refused = catchThrowableOfType(InvalidDefinitionException.class, () -> Workflow.define(id, author));
        assertThat(refused).isNotNull();
        return refused.problems();
    }

    private static List<Problem> problemsOf(Consumer<WorkflowBuilder> author) {
        return problemsOf("one", author);
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        var problems = problemsOf("no good", w -> {
            w.param("day", 1L);
            w.param("day", 2L);
            var a = w.step("a", ctx -> 1).timeout(Duration.ZERO);
            w.step("a", ctx -> 2).after(a);
            w.step("7th", ctx -> 3);
        });

        assertThat(problems)
                .extracting(Problem::code, Problem::path)
                .containsExactly(
                        tuple(ProblemCode.INVALID_ID, "/workflow/id"),
                        tuple(ProblemCode.DUPLICATE, "/workflow/params/day"),
                        tuple(ProblemCode.INVALID_ID, "/workflow/steps/2/step/id"),
                        tuple(ProblemCode.OUT_OF_RANGE, "/workflow/steps/0/step/timeout"),
                        tuple(ProblemCode.DUPLICATE, "/workflow/steps/1/step/id"));
    }

    @Test
    void a_cycle_that_never_ends_is_refused() {
        assertThat(problemsOf(w -> {
                    var a = w.step("a", ctx -> 1);
                    var b = w.step("b", ctx -> 2).after(a);
                    a.after(b);
                }))
                .extracting(Problem::code)
                .containsExactly(ProblemCode.CYCLE);
    }

    @Test
    void a_workflow_without_steps_is_refused() {
        assertThat(problemsOf(w -> {})).extracting(Problem::code).containsExactly(ProblemCode.MISSING);
    }

    @Test
    void a_declared_read_of_a_step_that_is_not_upstream_is_refused() {
        var problems = problemsOf(w -> {
            var a = w.step("a", ctx -> 1);
            var b = w.step("b", ctx -> 2);
            w.step("c", ctx -> ctx.get(a) + ctx.get(b)).reads(a, b).after(a);
        });

        assertThat(problems)
                .containsExactly(Problem.of(
                        ProblemCode.NOT_UPSTREAM,
                        "/workflow/steps/2/step",
                        "step 'c' reads the output of step 'b', which is not upstream: no transition leads from it to"
                                + " the reader"));
    }

    @Test
    void a_declared_read_of_a_step_that_is_upstream_is_good_and_adds_no_transition() {
        var workflow = Workflow.define("one", w -> {
            var a = w.step("a", ctx -> 1);
            var b = w.step("b", ctx -> 2).after(a);
            w.step("c", ctx -> ctx.get(a)).reads(a).after(b);
        });

        assertThat(Transitions.of(workflow)).containsExactly("a -> b", "b -> c");
    }

    @Test
    void an_input_that_would_make_a_condition_void_is_refused() {
        var problems = problemsOf(w -> {
            var rows = w.step("rows", ctx -> List.of("a"));
            var score = w.step("score", ctx -> 0.5);
            w.step("repair", rows, List::copyOf).after(score, ctx -> ctx.get(score) < 0.9);
        });

        assertThat(problems)
                .containsExactly(Problem.of(
                        ProblemCode.NOT_UPSTREAM,
                        "/workflow/steps/2/step",
                        "step 'repair' reads the output of step 'rows', which is not upstream; the step is reached on a"
                                + " condition, so its inputs must run before the step that decides"));
    }

    @Test
    void handles_of_another_workflow_are_refused_wherever_they_are_used() {
        var steps = new ArrayList<Step<Integer>>();
        var params = new ArrayList<Param<Long>>();
        Workflow.define("other", w -> {
            steps.add(w.step("a", ctx -> 1));
            params.add(w.param("limit", 1L));
        });
        var foreign = steps.get(0);

        var problems = problemsOf(w -> {
            var b = w.step("b", ctx -> 1).after(foreign);
            w.step("c", foreign, n -> n);
            w.step("d", ctx -> 1).reads(foreign);
            w.from(b).when(ctx -> true).to(foreign);
            w.step("e", params.get(0), n -> n);
        });

        assertThat(problems)
                .extracting(Problem::path)
                .containsExactlyInAnyOrder(
                        "/workflow/steps/0/step",
                        "/workflow/steps/1/step",
                        "/workflow/steps/2/step",
                        "/workflow/steps/3/step");
        assertThat(problems)
                .extracting(Problem::message)
                .allSatisfy(message ->
                        assertThat(message).endsWith("a handle is good only in the workflow that declares it"));
        assertThat(problems.get(0).message()).startsWith("step 'a' belongs to workflow 'other'");
    }

    @Test
    void two_transitions_between_the_same_steps_are_refused_if_one_has_a_condition() {
        var problems = problemsOf(w -> {
            var a = w.step("a", ctx -> 1);
            w.step("b", ctx -> 2).after(a).after(a, ctx -> true);
        });

        assertThat(problems)
                .containsExactly(Problem.of(
                        ProblemCode.CONFLICT,
                        "/workflow/steps/0/step/transition/successors/b",
                        "there is already a transition from 'a' to 'b'; put their conditions into one, or leave one"
                                + " out"));
    }

    @Test
    void a_condition_that_leads_nowhere_is_refused() {
        var problems = problemsOf(w -> {
            var a = w.step("a", ctx -> 1);
            var b = w.step("b", ctx -> 1);
            w.from(a).when(ctx -> true);
            w.from(b);
        });

        assertThat(problems)
                .extracting(Problem::code, Problem::path)
                .containsExactly(
                        tuple(ProblemCode.MISSING, "/workflow/steps/0/step/transition"),
                        tuple(ProblemCode.MISSING, "/workflow/steps/1/step/transition"));
    }

    @Test
    void a_value_that_no_param_holds_is_refused_at_its_line() {
        assertThatExceptionOfType(ParamConversionException.class)
                .isThrownBy(
                        () -> Workflow.define("one", w -> w.type("a", "NoOp").param("count", new AtomicLong())))
                .withMessageContaining("param 'count' cannot hold a java.util.concurrent.atomic.AtomicLong");
    }

    @Test
    void an_exception_of_the_author_comes_through_and_closes_the_workflow() {
        var builders = new ArrayList<WorkflowBuilder>();
        assertThatIllegalStateException()
                .isThrownBy(() -> Workflow.define("one", w -> {
                    builders.add(w);
                    throw new IllegalStateException("no data source");
                }))
                .withMessage("no data source");

        assertThatIllegalStateException()
                .isThrownBy(() -> builders.get(0).step("late", ctx -> 1))
                .withMessageContaining("is defined already");
    }
}
