package io.maestro.test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.RunHandle;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.StepId;
import io.maestro.param.ParamValue;
import io.maestro.run.RunStatus;
import io.maestro.run.StepError;
import io.maestro.run.StepStatus;
import io.maestro.run.TimelineEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a run stands through all levels, what has happened in it, and the runs below it. */
class StandingTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static Map<String, ParamValue> over(Long... values) {
        return Map.of("x", new ParamValue.LongArray(List.of(values)));
    }

    private static TimelineEvent.OfStep step(Instant at, String step, int attempt, StepStatus status, String... error) {
        return new TimelineEvent.OfStep(
                at,
                new StepId(step),
                1,
                attempt,
                status,
                Optional.of(error).filter(e -> e.length > 0).map(e -> new StepError(e[0], "")));
    }

    @Test
    void leaf_steps_of_iterations_count_as_they_run_and_end() {
        var gate = new Gate();
        var body = Flow.of("b")
                .step("first")
                .step("second", context -> {
                    if (context.runId().instance() == 2) {
                        gate.pass();
                    }
                    return 1;
                })
                .after("first");
        var run = bench.start(Flow.of("w")
                .step("before")
                .foreach("loop", 1, over(1L, 2L, 3L), body)
                .after("before"));
        gate.awaitArrival();

        assertThat(run.rollup().counts())
                .containsOnly(Map.entry(StepStatus.SUCCEEDED, 4L), Map.entry(StepStatus.RUNNING, 1L));

        gate.open();
        bench.awaitEnd(run);

        assertThat(run.rollup().counts()).containsOnly(Map.entry(StepStatus.SUCCEEDED, 7L));
        assertThat(run.rollup()).isEqualTo(run.run().rollup());
    }

    @Test
    void leaf_steps_count_through_loops_in_subworkflows() {
        var gate = new Gate();
        bench.maestro.register(Flow.of("below")
                .foreach("loop", 2, over(1L, 2L), Flow.of("b").step("leaf", context -> {
                    gate.pass();
                    return 1;
                })));
        var run = bench.start(Flow.of("w").subworkflow("sub", "below", true));
        gate.awaitArrival();
        bench.clock.waitUntil(() -> run.rollup().counts().equals(Map.of(StepStatus.RUNNING, 2L)));

        gate.open();
        bench.awaitEnd(run);

        assertThat(run.rollup().counts()).containsOnly(Map.entry(StepStatus.SUCCEEDED, 2L));
    }

    @Test
    void a_loop_counts_itself_as_long_as_it_has_no_iterations() {
        var run = bench.run(Flow.of("w").foreach("loop", 1, over(), Flow.of("b").step("leaf")));

        assertThat(run.rollup().counts()).containsOnly(Map.entry(StepStatus.SUCCEEDED, 1L));
    }

    @Test
    void a_step_of_a_cycle_that_is_not_reached_yet_counts_as_in_the_pass_before() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w")
                .step("a", context -> {
                    if (context.attempt() == 2) {
                        gate.pass();
                    }
                    return 1;
                })
                .step("b")
                .after("a")
                .backTo("a", 5, context -> context.attempt() == 1));
        gate.awaitArrival();

        assertThat(run.rollup().counts())
                .containsOnly(Map.entry(StepStatus.RUNNING, 1L), Map.entry(StepStatus.SUCCEEDED, 1L));
        gate.open();
        bench.awaitEnd(run);
    }

    @Test
    void runs_below_are_found_by_the_step_and_their_number() {
        bench.maestro.register(Flow.of("below").step("leaf", context -> "from below"));
        var run = bench.run(Flow.of("w")
                .foreach(
                        "loop",
                        1,
                        over(7L, 8L),
                        Flow.of("b")
                                .step(
                                        "inner",
                                        context -> requireNonNull(
                                                        context.params().get("x"))
                                                .toJava()))
                .subworkflow("sub", "below", true)
                .step("plain"));

        assertThat(run.child("loop", 2).flatMap(below -> below.output("inner", Long.class)))
                .contains(8L);
        assertThat(run.child("sub", 1).flatMap(below -> below.output("leaf", String.class)))
                .contains("from below");
        assertThat(run.child("loop", 3)).isEmpty();
        assertThat(run.child("loop", 0)).isEmpty();
        assertThat(run.child("plain", 1)).isEmpty();
        assertThat(run.child("nowhere", 1)).isEmpty();
    }

    @Test
    void the_timeline_tells_what_happened_in_its_order() {
        var run = bench.run(Flow.of("w")
                .step("a", context -> {
                    if (context.attempt() == 1) {
                        throw new IllegalStateException("once");
                    }
                    return 1;
                })
                .retry(RetryPolicy.fixed(1, Duration.ofSeconds(5)))
                .step("b")
                .after("a"));
        var later = bench.start.plusSeconds(5);

        assertThat(told(run))
                .containsExactly(
                        new TimelineEvent.OfRun(bench.start, RunStatus.CREATED),
                        new TimelineEvent.OfRun(bench.start, RunStatus.IN_PROGRESS),
                        step(bench.start, "a", 1, StepStatus.RUNNING),
                        step(bench.start, "a", 1, StepStatus.USER_FAILED, "IllegalStateException: once"),
                        step(later, "a", 2, StepStatus.RUNNING),
                        step(later, "a", 2, StepStatus.SUCCEEDED),
                        step(later, "b", 1, StepStatus.RUNNING),
                        step(later, "b", 1, StepStatus.SUCCEEDED),
                        new TimelineEvent.OfRun(later, RunStatus.SUCCEEDED));
    }

    @Test
    void the_timeline_tells_who_asked_for_the_end() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w").step("a", context -> {
            gate.pass();
            return 1;
        }));
        gate.awaitArrival();
        run.stop("the operator", "enough");
        bench.awaitEnd(run);

        assertThat(run.timeline())
                .filteredOn(TimelineEvent.Acted.class::isInstance)
                .singleElement()
                .isEqualTo(new TimelineEvent.Acted(
                        Optional.empty(), 0, run.run().actions().getFirst()));
        assertThat(run.run().actions().getFirst()).hasToString("the operator asked for STOP: enough");
        assertThat(run.timeline()).noneMatch(TimelineEvent.EndAsked.class::isInstance);
        assertThat(run.timeline()).last().isEqualTo(new TimelineEvent.OfRun(bench.start, RunStatus.STOPPED));
    }

    /** Returns the timeline without the details of errors. */
    private static List<TimelineEvent> told(RunHandle run) {
        return run.timeline().stream()
                .<TimelineEvent>map(event -> event instanceof TimelineEvent.OfStep ofStep
                        ? new TimelineEvent.OfStep(
                                ofStep.at(),
                                ofStep.step(),
                                ofStep.visit(),
                                ofStep.attempt(),
                                ofStep.status(),
                                ofStep.error().map(error -> StepError.of(error.message())))
                        : event)
                .toList();
    }
}
