package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BranchTest {

    private static Workflow graded() {
        return Workflow.define("graded", w -> {
            var score = w.step("score", ctx -> 0.5);
            var repair = w.run("repair", ctx -> {});
            var alarm = w.run("alarm", ctx -> {});
            var report = w.run("report", ctx -> {});
            var publish = w.run("publish", ctx -> {});
            w.from(score)
                    .when(ctx -> ctx.get(score) < 0.9)
                    .to(repair)
                    .when(ctx -> ctx.get(score) < 0.1)
                    .to(alarm, report)
                    .otherwise(publish);
        });
    }

    private static FakeContext scored(double score) {
        return new FakeContext("graded", "score").output("score", score);
    }

    @Test
    void transitions_carry_their_conditions_in_order() {
        assertThat(Transitions.of(graded()))
                .containsExactly("score ?> repair", "score ?> alarm", "score ?> report", "score ?> publish");
    }

    @Test
    void every_condition_that_is_true_is_followed() throws Exception {
        assertThat(Transitions.taken(graded(), scored(0.5))).containsExactly("repair");
        assertThat(Transitions.taken(graded(), scored(0.05))).containsExactly("repair", "alarm", "report");
    }

    @Test
    void otherwise_is_followed_if_none_is_true() throws Exception {
        assertThat(Transitions.taken(graded(), scored(0.95))).containsExactly("publish");
    }

    @Test
    void a_condition_is_asked_once_a_completion_also_for_otherwise_and_for_several_steps() throws Exception {
        var asked = new AtomicInteger();
        var workflow = Workflow.define("moody", w -> {
            var first = w.step("first", ctx -> 1);
            var odd = w.run("odd", ctx -> {});
            var oddToo = w.run("odd-too", ctx -> {});
            var even = w.run("even", ctx -> {});
            w.from(first)
                    .when(ctx -> asked.incrementAndGet() % 2 == 1)
                    .to(odd, oddToo)
                    .otherwise(even);
        });

        assertThat(Transitions.taken(workflow, new FakeContext("moody", "first")))
                .containsExactly("odd", "odd-too");
        assertThat(asked).hasValue(1);
        assertThat(Transitions.taken(workflow, new FakeContext("moody", "first")))
                .containsExactly("even");
        assertThat(asked).hasValue(2);
    }

    @Test
    void a_condition_that_throws_is_asked_again_and_throws_again() {
        var workflow = Workflow.define("broken", w -> {
            var first = w.step("first", ctx -> 1);
            w.from(first)
                    .when(ctx -> {
                        throw new IllegalArgumentException("no answer");
                    })
                    .to(w.run("then", ctx -> {}))
                    .otherwise(w.run("else", ctx -> {}));
        });
        var context = new FakeContext("broken", "first");

        for (var condition : workflow.code().predicates().values()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> condition.test(context))
                    .withMessage("no answer");
        }
    }

    @Test
    void a_step_may_run_after_another_on_a_condition() throws Exception {
        var workflow = Workflow.define("small", w -> {
            var score = w.step("score", ctx -> 0.5);
            w.run("repair", ctx -> {}).after(score, ctx -> ctx.get(score) < 0.9);
        });

        assertThat(Transitions.of(workflow)).containsExactly("score ?> repair");
        assertThat(Transitions.taken(workflow, new FakeContext("small", "score").output("score", 0.95)))
                .isEmpty();
        assertThat(Transitions.taken(workflow, new FakeContext("small", "score").output("score", 0.5)))
                .containsExactly("repair");
    }
}
