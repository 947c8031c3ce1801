package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.StepId;
import io.maestro.definition.Transition;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Ways back: what definition comes of them. */
class CyclesTest {

    private static List<Problem> problemsOf(Consumer<WorkflowBuilder> author) {
        return Optional.ofNullable(
                        catchThrowableOfType(InvalidDefinitionException.class, () -> Workflow.define("one", author)))
                .map(InvalidDefinitionException::problems)
                .orElse(List.of());
    }

    private static Optional<Integer> maxPasses(Workflow workflow, String step) {
        return transition(workflow, step).maxPasses();
    }

    private static Transition transition(Workflow workflow, String step) {
        return workflow.definition().steps().stream()
                .filter(each -> each.id().equals(new StepId(step)))
                .findFirst()
                .orElseThrow()
                .basics()
                .transition();
    }

    private static Workflow refining() {
        return Workflow.define("refining", w -> {
            var rows = w.step("extract", ctx -> List.of("a", " "));
            var clean = w.step("clean", rows, list -> list.subList(0, 1));
            var score = w.step("score", clean, list -> list.size() / 2.0);
            var publish = w.run("publish", clean, list -> {});
            w.from(score)
                    .when(ctx -> ctx.get(score) < 0.9)
                    .backTo(clean)
                    .atMost(5)
                    .otherwise(publish);
        });
    }

    @Test
    void a_way_back_is_a_transition_to_a_step_upstream_with_a_limit_of_passes() {
        assertThat(Transitions.of(refining()))
                .containsExactly("extract -> clean", "clean -> score", "score ?> clean", "score ?> publish");
        assertThat(maxPasses(refining(), "score")).contains(5);
    }

    @Test
    void otherwise_follows_a_way_back_as_any_other() throws Exception {
        assertThat(Transitions.taken(refining(), new FakeContext("refining", "score").output("score", 0.5)))
                .containsExactly("clean");
        assertThat(Transitions.taken(refining(), new FakeContext("refining", "score").output("score", 1.0)))
                .containsExactly("publish");
    }

    @Test
    void a_way_back_on_an_expression_can_be_written_as_json() {
        var workflow = Workflow.define("one", w -> {
            var first = w.type("first", "NoOp");
            var second = w.type("second", "NoOp").after(first).expression("n", Long.class, "1");
            w.from(second)
                    .when("n > 2")
                    .to(w.type("end", "NoOp"))
                    .otherwiseBackTo(first)
                    .atMost(7);
        });

        assertThat(Transitions.of(workflow))
                .containsExactly("first -> second", "second n > 2> end", "second !(n > 2)> first");
        assertThat(maxPasses(workflow, "second")).contains(7);
        assertThat(WorkflowJson.read(WorkflowJson.write(workflow.definition()))).isEqualTo(workflow.definition());
    }

    @Test
    void a_way_back_may_say_how_many_visits_are_kept() {
        var workflow = Workflow.define("one", w -> {
            var only = w.type("only", "NoOp").expression("n", Long.class, "1");
            w.from(only).when("n > 2").backTo(only).atMost(1_000_000).keepVisits(50);
        });

        assertThat(transition(workflow, "only").keptVisits()).contains(50);
        assertThat(maxPasses(workflow, "only")).contains(1_000_000);
        assertThat(WorkflowJson.read(WorkflowJson.write(workflow.definition()))).isEqualTo(workflow.definition());
    }

    @Test
    void a_way_back_keeps_at_least_two_visits() {
        assertThat(problemsOf(w -> {
                    var only = w.step("only", ctx -> 1);
                    w.from(only).when(ctx -> true).backTo(only).keepVisits(1);
                }))
                .extracting(Problem::toString)
                .containsExactly("/workflow/steps/0/step/transition/kept_visits: must be at least 2 but was 1"
                        + " [OUT_OF_RANGE]");
    }

    @Test
    void a_step_may_lead_back_to_itself() {
        var workflow = Workflow.define("one", w -> {
            var only = w.step("only", ctx -> 1);
            w.from(only).when("x").backTo(only);
        });

        assertThat(Transitions.of(workflow)).containsExactly("only x> only");
        assertThat(maxPasses(workflow, "only")).isEmpty();
    }

    @Test
    void the_first_step_of_a_cycle_still_runs_after_its_inputs() {
        var workflow = Workflow.define("one", w -> {
            var rows = w.step("rows", ctx -> 1);
            var head = w.step("head", rows, n -> n);
            w.from(head).when("x").backTo(head);
        });

        assertThat(Transitions.of(workflow)).containsExactly("rows -> head", "head x> head");
    }

    @Test
    void a_step_cannot_take_what_runs_only_later_in_a_cycle() {
        assertThat(problemsOf(w -> {
                    var steps = new ArrayList<Step<Integer>>();
                    var head = w.step("head", ctx -> ctx.get(steps.getFirst()));
                    var tail = w.step("tail", head, n -> n);
                    steps.add(tail);
                    head.reads(tail);
                    w.from(tail).when("x").backTo(head);
                }))
                .extracting(Problem::message)
                .containsExactly(
                        "step 'head' reads the output of step 'tail', which is not upstream: no transition leads"
                                + " from it to the reader");
    }

    @Test
    void a_way_back_leads_to_a_step_before() {
        assertThat(problemsOf(w -> {
                    var first = w.type("first", "NoOp");
                    var second = w.type("second", "NoOp").after(first);
                    var aside = w.type("aside", "NoOp");
                    w.from(first).when("x").backTo(second).when("y").backTo(aside);
                }))
                .extracting(Problem::toString)
                .contains(
                        "/workflow/steps/0/step/transition/successors/aside: step 'first' is to lead back to step 'aside',"
                                + " which is not before it; a way that leads on is said by to [NOT_UPSTREAM]");
    }

    @Test
    void a_cycle_that_nobody_said_is_refused_with_its_steps() {
        assertThat(problemsOf(w -> {
                    var first = w.type("first", "NoOp");
                    var second = w.type("second", "NoOp").after(first);
                    var third = w.type("third", "NoOp").after(second);
                    w.from(third).when("x").to(second);
                }))
                .containsExactly(Problem.of(
                        ProblemCode.CYCLE,
                        "/workflow/steps",
                        "the steps 'second' -> 'third' -> 'second' form a cycle; a way that is to lead back is said by"
                                + " backTo"));
    }

    @Test
    void a_body_has_cycles_of_its_own() {
        var problems = problemsOf(w -> w.runForeach("each", ctx -> List.of(1), (n, body) -> {
            var first = body.type("first", "NoOp");
            first.after(body.type("second", "NoOp").after(first));
        }));

        assertThat(problems).extracting(Problem::path).containsExactly("/workflow/steps/0/foreach/steps");
    }
}
