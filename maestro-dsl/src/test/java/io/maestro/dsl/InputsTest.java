package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputsTest {

    @Test
    void an_input_is_handed_to_the_work_and_runs_before_it() throws Exception {
        var workflow = Workflow.define("one", w -> {
            var rows = w.step("rows", ctx -> List.of("a", "b"));
            w.step("count", rows, List::size);
        });

        assertThat(Transitions.of(workflow)).containsExactly("rows -> count");
        var context = new FakeContext("one", "count").output("rows", List.of("a", "b"));
        assertThat(context.outputIn(workflow)).isEqualTo(2);
    }

    @Test
    void two_inputs_may_be_a_param_and_a_step() throws Exception {
        var workflow = Workflow.define("one", w -> {
            var times = w.param("times", 2);
            var word = w.step("word", ctx -> "ab");
            w.step("repeat", word, times, String::repeat);
        });

        assertThat(Transitions.of(workflow)).containsExactly("word -> repeat");
        var context = new FakeContext("one", "repeat").output("word", "ab").param("times", 3);
        assertThat(context.outputIn(workflow)).isEqualTo("ababab");
    }

    @Test
    void actions_take_inputs_too() throws Exception {
        var told = new ArrayList<String>();
        var workflow = Workflow.define("one", w -> {
            var name = w.step("name", ctx -> "Ada");
            var age = w.step("age", ctx -> 36);
            w.run("tell", name, told::add);
            w.run("tell-all", name, age, (n, a) -> told.add(n + " is " + a));
        });

        assertThat(Transitions.of(workflow)).containsExactly("name -> tell", "name -> tell-all", "age -> tell-all");
        for (var id : List.of("tell", "tell-all")) {
            new FakeContext("one", id).output("name", "Ada").output("age", 36).actIn(workflow);
        }
        assertThat(told).containsExactly("Ada", "Ada is 36");
    }

    @Test
    void an_input_that_another_transition_puts_upstream_gets_none_of_its_own() {
        var workflow = Workflow.define("one", w -> {
            var a = w.step("a", ctx -> 1);
            var b = w.step("b", ctx -> 2).after(a);
            w.step("c", a, n -> n + 1).after(b);
        });

        assertThat(Transitions.of(workflow)).containsExactly("a -> b", "b -> c");
    }

    @Test
    void an_input_that_is_upstream_of_another_input_gets_no_transition() {
        var workflow = Workflow.define("one", w -> {
            var a = w.step("a", ctx -> 1);
            var b = w.step("b", a, n -> n + 1);
            w.step("sum", a, b, Integer::sum);
        });

        assertThat(Transitions.of(workflow)).containsExactly("a -> b", "b -> sum");
    }

    @Test
    void an_input_taken_twice_is_one_transition() {
        var workflow = Workflow.define("one", w -> {
            var a = w.step("a", ctx -> 1);
            w.step("double", a, a, Integer::sum);
        });

        assertThat(Transitions.of(workflow)).containsExactly("a -> double");
    }

    @Test
    void a_step_that_is_reached_on_a_condition_is_not_reached_by_its_inputs() {
        var workflow = Workflow.define("one", w -> {
            var rows = w.step("rows", ctx -> List.of("a"));
            var score = w.step("score", rows, List::size);
            var repair = w.step("repair", rows, List::copyOf);
            w.from(score).when(ctx -> ctx.get(score) < 9).to(repair);
        });

        assertThat(Transitions.of(workflow)).containsExactly("rows -> score", "score ?> repair");
    }

    @Test
    void a_condition_may_be_on_the_way_from_the_input_itself() {
        var workflow = Workflow.define("one", w -> {
            var score = w.step("score", ctx -> 0.5);
            w.step("repair", score, s -> s + 0.5).after(score, ctx -> ctx.get(score) < 0.9);
        });

        assertThat(Transitions.of(workflow)).containsExactly("score ?> repair");
    }

    @Test
    void an_input_may_come_upstream_by_the_input_of_a_step_that_is_declared_later() {
        var workflow = Workflow.define("one", w -> {
            var rows = w.step("rows", ctx -> List.of("a"));
            var repair = w.step("repair", rows, List::copyOf);
            var score = w.step("score", rows, List::size);
            w.from(score).when(ctx -> ctx.get(score) < 9).to(repair);
        });

        assertThat(Transitions.of(workflow)).containsExactly("rows -> score", "score ?> repair");
    }
}
