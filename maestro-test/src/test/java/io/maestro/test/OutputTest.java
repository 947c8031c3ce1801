package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.definition.InvalidIdException;
import io.maestro.definition.StepId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.step.StepBody;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What steps hand on to those after them. */
class OutputTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static StepBody<Object> reading(String step) {
        return context -> context.output(new StepId(step));
    }

    @Test
    void a_step_reads_what_any_step_upstream_of_it_returned() {
        var value = List.of("kept", "as", "it", "is");
        var run = bench.run(Flow.of("w")
                .step("a", context -> value)
                .step("b")
                .after("a")
                .step("c", reading("a"))
                .after("b"));

        assertThat(run.output("c", Object.class).orElseThrow()).isSameAs(value);
    }

    @Test
    void a_step_that_is_not_upstream_cannot_be_read_even_if_it_has_ended() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w").step("a", context -> 1).step("b", context -> {
            gate.pass();
            return context.output(new StepId("a"));
        }));
        gate.awaitArrival();
        bench.clock.waitUntil(() -> Bench.status(run, "a") == StepStatus.SUCCEEDED);
        gate.open();
        bench.awaitEnd(run);

        assertThat(Bench.status(run, "b")).isEqualTo(StepStatus.FATALLY_FAILED);
        assertThat(Bench.error(run, "b"))
                .isEqualTo(
                        "OutputNotAvailableException: step 'b' reads the output of step 'a', which is not upstream: no"
                                + " transition leads from it to the reader");
    }

    @Test
    void a_step_downstream_cannot_be_read() {
        var run = bench.run(Flow.of("w").step("a", reading("b")).step("b").after("a"));

        assertThat(Bench.error(run, "a")).contains("not upstream");
    }

    @Test
    void a_step_that_does_not_exist_cannot_be_read() {
        var run = bench.run(Flow.of("w").step("a", reading("x")));

        assertThat(Bench.error(run, "a")).contains("'x', which is no step of workflow 'w'");
    }

    @Test
    void a_body_cannot_read_its_own_output() {
        var run = bench.run(Flow.of("w").step("a", reading("a")));

        assertThat(Bench.error(run, "a")).contains("its own, before it is done");
    }

    @Test
    void the_output_of_a_branch_that_was_not_taken_is_missing() {
        var run = bench.run(Flow.of("w")
                .step("choose")
                .step("taken")
                .after("choose", context -> true)
                .step("left", context -> 1)
                .after("choose", context -> false)
                .step("join", reading("left"))
                .after("taken", "left"));

        assertThat(Bench.error(run, "join")).contains("it was not run, did not succeed, or returns nothing");
        assertThat(run.output("left", Integer.class)).isEmpty();
    }

    @Test
    void the_output_of_a_step_that_returns_nothing_is_missing() {
        var run = bench.run(Flow.of("w").step("a").step("b", reading("a")).after("a"));

        assertThat(Bench.error(run, "b")).contains("returns nothing");
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void the_output_of_an_earlier_attempt_is_not_seen_by_the_next() {
        var run = bench.run(Flow.of("w")
                .step("a", context -> {
                    if (context.attempt() == 1) {
                        throw new IllegalStateException("again");
                    }
                    return context.attempt();
                })
                .retry(io.maestro.definition.RetryPolicy.fixed(1, java.time.Duration.ZERO))
                .step("b", reading("a"))
                .after("a"));

        assertThat(run.output("b", Integer.class)).contains(2);
    }

    @Test
    void an_output_is_asked_for_as_what_it_is() {
        var run = bench.run(Flow.of("w").step("a", context -> "text"));

        assertThatThrownBy(() -> run.output("a", Integer.class)).isInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> run.output("no step id", Integer.class)).isInstanceOf(InvalidIdException.class);
        assertThat(run.output("b", Integer.class)).isEmpty();
    }

    @Test
    void steps_are_told_in_the_order_of_the_definition_and_attempts_as_they_happened() {
        var run =
                bench.run(Flow.of("w").step("last", context -> 1).after("first").step("first", context -> 2));

        assertThat(run.steps()).extracting(step -> step.step().value()).containsExactly("last", "first");
        assertThat(run.attempts()).extracting(step -> step.step().value()).containsExactly("first", "last");
    }

    @Test
    void a_run_that_is_found_later_tells_the_same() {
        var run = bench.run(Flow.of("w").step("a", context -> 1).step("b").after("a"));
        var found = bench.maestro.find(run.id()).orElseThrow();

        assertThat(found.steps()).isEqualTo(run.steps());
        assertThat(found.attempts()).isEqualTo(run.attempts());
        assertThat(found.explain()).isEqualTo(run.explain());
        assertThat(found.run()).isEqualTo(run.run());
        assertThat(found.await()).isEqualTo(run.await());
        assertThat(found.output("a", Integer.class)).contains(1);
    }
}
