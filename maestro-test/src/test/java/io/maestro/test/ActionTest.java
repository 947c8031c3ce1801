package io.maestro.test;

import static io.maestro.run.StepStatus.COMPLETED_WITH_ERROR;
import static io.maestro.run.StepStatus.FATALLY_FAILED;
import static io.maestro.run.StepStatus.INTERNALLY_FAILED;
import static io.maestro.run.StepStatus.NOT_CREATED;
import static io.maestro.run.StepStatus.SKIPPED;
import static io.maestro.run.StepStatus.STOPPED;
import static io.maestro.run.StepStatus.SUCCEEDED;
import static io.maestro.run.StepStatus.UNSATISFIED;
import static io.maestro.run.StepStatus.USER_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.RunHandle;
import io.maestro.definition.FailureMode;
import io.maestro.definition.RetryPolicy;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.Action;
import io.maestro.run.ActionRefusedException;
import io.maestro.run.ActionResult;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.TimelineEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs and steps of which people ask something (spec: runtime, sections 4.2 and 6.2 to 6.4). */
class ActionTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static Flow sleeping(Flow flow, String step, int seconds) {
        return flow.typed(step, "Sleep").param("sleep_seconds", ParamValue.of(seconds));
    }

    /** Step 'k' sleeps and is followed by 'd'; beside it 'x' sleeps for a shorter time and is followed by 'y'. */
    private RunHandle twoBranches(FailureMode mode) {
        var flow = sleeping(Flow.of("w"), "k", 60).mode(mode).step("d").after("k");
        var run = bench.start(sleeping(flow, "x", 7).step("y").after("x"));
        bench.clock.settle();
        return run;
    }

    private RunHandle backingOff(FailureMode mode) {
        var run = bench.start(Flow.of("w")
                .step("k", context -> {
                    if (context.attempt() == 1) {
                        throw new IllegalStateException("no");
                    }
                    return context.attempt();
                })
                .retry(RetryPolicy.fixed(3, Duration.ofHours(1)))
                .mode(mode)
                .step("d")
                .after("k"));
        bench.clock.settle();
        return run;
    }

    private static void assertTaken(ActionResult result) {
        assertThat(result).as(result.text()).isInstanceOf(ActionResult.Taken.class);
    }

    @Test
    void a_step_that_is_stopped_does_not_stop_its_run_which_ends_as_stopped() {
        var run = twoBranches(FailureMode.FAIL_AFTER_RUNNING);

        assertTaken(run.step("k").stop("ann", "enough"));
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(Bench.statuses(run))
                .isEqualTo(Map.of("k", STOPPED, "d", NOT_CREATED, "x", SUCCEEDED, "y", SUCCEEDED));
    }

    @Test
    void a_step_that_is_killed_lets_others_end_where_its_mode_says_so() {
        var run = twoBranches(FailureMode.FAIL_AFTER_RUNNING);

        assertTaken(run.step("k").kill("ann", "enough"));
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(Bench.statuses(run))
                .isEqualTo(Map.of("k", FATALLY_FAILED, "d", NOT_CREATED, "x", SUCCEEDED, "y", SUCCEEDED));
        assertThat(Bench.error(run, "k")).isEqualTo("ann asked for KILL: enough");
    }

    @Test
    void a_step_that_is_killed_stops_the_others_where_its_mode_says_so() {
        var run = twoBranches(FailureMode.FAIL_IMMEDIATELY);

        assertTaken(run.step("k").kill("ann", "enough"));
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(Bench.statuses(run))
                .isEqualTo(Map.of("k", FATALLY_FAILED, "d", NOT_CREATED, "x", STOPPED, "y", NOT_CREATED));
    }

    @Test
    void a_step_whose_failures_are_ignored_completes_with_an_error_when_it_is_killed() {
        var run = twoBranches(FailureMode.IGNORE_FAILURE);

        assertTaken(run.step("k").kill("ann", "enough"));
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(Bench.statuses(run))
                .isEqualTo(Map.of("k", COMPLETED_WITH_ERROR, "d", SUCCEEDED, "x", SUCCEEDED, "y", SUCCEEDED));
    }

    @Test
    void what_comes_after_a_skipped_step_goes_on_as_its_conditions_say() {
        var run = bench.start(Flow.of("w")
                .typed("k", "Sleep")
                .param("sleep_seconds", ParamValue.of(60))
                .param("n", ParamDefinition.expression(ParamType.LONG, "40 + 2"))
                .step("yes")
                .when("k", "n == 42")
                .param("seen", ParamDefinition.expression(ParamType.LONG, "k__n"))
                .step("no")
                .when("k", "n != 42"));
        bench.clock.settle();

        assertTaken(run.step("k").skip("ann", "not today"));
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(Bench.statuses(run)).isEqualTo(Map.of("k", SKIPPED, "yes", SUCCEEDED, "no", UNSATISFIED));
        assertThat(Bench.attempts(run, "yes").getLast().params())
                .hasEntrySatisfying("seen", seen -> assertThat(seen.value()).isEqualTo(ParamValue.of(42)));
    }

    @Test
    void a_body_is_interrupted_when_its_step_is_skipped() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w")
                .step("k", context -> {
                    gate.pass();
                    return 1;
                })
                .step("d")
                .after("k"));
        gate.awaitArrival();

        assertTaken(run.step("k").skip("ann", "not today"));
        bench.awaitEnd(run);

        assertThat(Bench.statuses(run)).isEqualTo(Map.of("k", SKIPPED, "d", SUCCEEDED));
    }

    @Test
    void what_a_body_returns_after_its_step_was_skipped_and_it_was_given_up_counts_for_nothing() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w")
                .step("k", context -> {
                    gate.passStubbornly();
                    throw new IllegalStateException("late");
                })
                .step("d")
                .after("k"));
        gate.awaitArrival();

        assertTaken(run.step("k").skip("ann", "not today"));
        bench.clock.advance(Duration.ofSeconds(30));
        run.await();
        assertThat(bench.maestro.health().abandonedBodies()).isEqualTo(1);
        gate.open();
        bench.clock.settle();
        assertThat(bench.maestro.health().abandonedBodies()).isZero();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(Bench.statuses(run)).isEqualTo(Map.of("k", SKIPPED, "d", SUCCEEDED));
    }

    @Test
    void a_skipped_step_whose_condition_has_no_value_fails() {
        var run = bench.start(
                sleeping(Flow.of("w"), "k", 60).step("d").when("k", "params.getFromStep('nobody', 'x') == 1"));
        bench.clock.settle();

        assertTaken(run.step("k").skip("ann", "not today"));
        bench.awaitEnd(run);

        assertThat(Bench.statuses(run)).isEqualTo(Map.of("k", INTERNALLY_FAILED, "d", NOT_CREATED));
    }

    @Test
    void a_step_that_backs_off_keeps_its_failed_attempt_when_it_is_ended() {
        for (var action : List.of(Action.STOP, Action.KILL, Action.SKIP)) {
            var run = backingOff(FailureMode.FAIL_AFTER_RUNNING);
            var step = run.step("k");

            assertTaken(
                    switch (action) {
                        case STOP -> step.stop("ann", "enough");
                        case KILL -> step.kill("ann", "enough");
                        default -> step.skip("ann", "enough");
                    });
            bench.awaitEnd(run);

            var attempts = Bench.attempts(run, "k");
            assertThat(attempts.stream().map(StepAttempt::status))
                    .containsExactly(
                            USER_FAILED,
                            switch (action) {
                                case STOP -> STOPPED;
                                case KILL -> FATALLY_FAILED;
                                default -> SKIPPED;
                            });
            assertThat(attempts.getLast().startedAt()).isEmpty();
            assertThat(Bench.status(run, "d")).isEqualTo(action == Action.SKIP ? SUCCEEDED : NOT_CREATED);
        }
    }

    @Test
    void a_step_that_backs_off_is_tried_at_once_when_somebody_asks_for_it() {
        var run = backingOff(FailureMode.FAIL_AFTER_RUNNING);

        assertTaken(run.step("k").retry("ann", "it is mended"));
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bench.passed()).isLessThan(Duration.ofMinutes(1));
        assertThat(Bench.attempts(run, "k").getLast().retries().error()).isEqualTo(1);
    }

    @Test
    void a_killed_run_fails_and_so_do_its_open_steps_whatever_their_modes_say() {
        for (var mode : FailureMode.values()) {
            var run = twoBranches(mode);

            assertTaken(run.kill("ann", "enough"));
            bench.awaitEnd(run);

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(Bench.statuses(run))
                    .isEqualTo(Map.of("k", FATALLY_FAILED, "d", NOT_CREATED, "x", FATALLY_FAILED, "y", NOT_CREATED));
        }
    }

    @Test
    void a_killed_run_whose_body_was_done_before_it_noticed_fails_all_the_same() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w")
                .step("k", context -> {
                    gate.passStubbornly();
                    return 1;
                })
                .step("d")
                .after("k"));
        gate.awaitArrival();

        assertTaken(run.kill("ann", "enough"));
        gate.open();
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(Bench.statuses(run)).isEqualTo(Map.of("k", SUCCEEDED, "d", NOT_CREATED));
    }

    @Test
    void a_run_that_is_being_stopped_can_be_killed() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w").step("k", context -> {
            gate.passStubbornly();
            throw new IllegalStateException("at last");
        }));
        gate.awaitArrival();

        assertTaken(run.stop("ann", "enough"));
        assertTaken(run.kill("bob", "now"));
        assertThat(run.stop("ann", "really")).isInstanceOf(ActionResult.Already.class);
        assertThat(run.kill("ann", "really")).isInstanceOf(ActionResult.Already.class);
        gate.open();
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(Bench.status(run, "k")).isEqualTo(FATALLY_FAILED);
    }

    @Test
    void what_is_below_a_killed_step_is_stopped() {
        var body = sleeping(Flow.of("body"), "inner", 60);
        var run = bench.start(Flow.of("w")
                .foreach("loop", 2, Map.of("i", new ParamValue.LongArray(List.of(1L, 2L, 3L))), body)
                .step("d")
                .after("loop"));
        bench.clock.settle();
        var first = run.child("loop", 1).orElseThrow();

        assertTaken(run.step("loop").kill("ann", "enough"));
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(Bench.statuses(run)).isEqualTo(Map.of("loop", FATALLY_FAILED, "d", NOT_CREATED));
        assertThat(first.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(Bench.status(first, "inner")).isEqualTo(STOPPED);
        assertThat(run.child("loop", 3)).isEmpty();
    }

    @Test
    void a_skipped_loop_stops_its_iterations_and_lets_what_comes_after_it_go_on() {
        var body = sleeping(Flow.of("body"), "inner", 60);
        var run = bench.start(Flow.of("w")
                .foreach("loop", 2, Map.of("i", new ParamValue.LongArray(List.of(1L, 2L, 3L))), body)
                .step("d")
                .after("loop"));
        bench.clock.settle();
        var first = run.child("loop", 1).orElseThrow();

        assertTaken(run.step("loop").skip("ann", "not today"));
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(Bench.statuses(run)).isEqualTo(Map.of("loop", SKIPPED, "d", SUCCEEDED));
        assertThat(first.status()).isEqualTo(RunStatus.STOPPED);
    }

    @Test
    void an_iteration_that_is_killed_fails_its_loop() {
        var body = sleeping(Flow.of("body"), "inner", 60);
        var run = bench.start(Flow.of("w")
                .foreach("loop", 1, Map.of("i", new ParamValue.LongArray(List.of(1L, 2L, 3L))), body));
        bench.clock.settle();

        assertTaken(run.child("loop", 1).orElseThrow().kill("ann", "enough"));
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(Bench.status(run, "loop")).isEqualTo(FATALLY_FAILED);
        assertThat(run.child("loop", 2)).isEmpty();
    }

    @Test
    void a_stop_reaches_a_subworkflow_that_is_waited_for_and_no_other() {
        bench.maestro.register(sleeping(Flow.of("child"), "nap", 60));
        var run = bench.start(sleeping(
                Flow.of("w").subworkflow("waits", "child", true).subworkflow("leaves", "child", false), "nap", 60));
        bench.clock.settle();
        var children = List.of(
                run.child("waits", 1).orElseThrow(), run.child("leaves", 1).orElseThrow());

        assertTaken(run.kill("ann", "enough"));
        bench.awaitEnd(run);
        children.forEach(bench::awaitEnd);

        assertThat(children.stream().map(RunHandle::status)).containsExactly(RunStatus.STOPPED, RunStatus.SUCCEEDED);
    }

    @Test
    void a_step_that_is_asked_the_same_again_says_so_and_something_else_is_refused() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w")
                .step("k", context -> {
                    gate.passStubbornly();
                    throw new IllegalStateException("at last");
                })
                .step("d")
                .after("k"));
        gate.awaitArrival();

        assertTaken(run.step("k").stop("ann", "enough"));
        assertThat(run.step("k").stop("bob", "please"))
                .isEqualTo(new ActionResult.Already("step 'k' of run w:1:1 need not be asked: it is being ended since "
                        + bench.start + ", as ann asked for STOP: enough"));
        assertThat(run.step("k").kill("bob", "please")).isInstanceOf(ActionResult.Refused.class);
        gate.open();
        bench.awaitEnd(run);

        assertThat(Bench.status(run, "k")).isEqualTo(STOPPED);
    }

    @Test
    void what_is_not_possible_is_refused_with_the_reason_and_what_is_possible() {
        var run = twoBranches(FailureMode.FAIL_AFTER_RUNNING);

        assertThat(run.step("d").skip("ann", "why not").text())
                .isEqualTo("SKIP of step 'd' of run w:1:1 is not possible now, because it was not reached yet");
        assertThat(run.step("k").retry("ann", "why not"))
                .isEqualTo(new ActionResult.Refused(
                        Action.RETRY,
                        "RETRY of step 'k' of run w:1:1 is not possible now, because it is RUNNING; possible is [STOP,"
                                + " KILL, SKIP]",
                        Set.of(Action.STOP, Action.KILL, Action.SKIP)));
        assertThat(run.step("kk").stop("ann", "why not").text())
                .isEqualTo("STOP of step 'kk' of run w:1:1 is not possible now, because there is no such step; did you"
                        + " mean 'k'?");
        bench.awaitEnd(run);
        assertThat(run.step("k").stop("ann", "too late").text())
                .isEqualTo("STOP of step 'k' of run w:1:1 is not possible now, because the run has ended as SUCCEEDED");
        assertThat(run.kill("ann", "too late").text())
                .isEqualTo("KILL of run w:1:1 is not possible now, because it has ended as SUCCEEDED; possible is"
                        + " [RESTART]");
        assertThatThrownBy(() -> run.kill("ann", "too late").orThrow())
                .isInstanceOf(ActionRefusedException.class)
                .hasMessageContaining("it has ended as SUCCEEDED");
    }

    @Test
    void a_run_that_is_as_it_is_asked_to_be_is_not_asked_in_vain() {
        var run = twoBranches(FailureMode.FAIL_AFTER_RUNNING);
        run.stop("ann", "enough");
        bench.awaitEnd(run);

        assertThat(run.stop("bob", "enough")).isEqualTo(new ActionResult.Already("run w:1:1 is STOPPED already"));
        assertThat(run.kill("bob", "enough")).isInstanceOf(ActionResult.Refused.class);
    }

    @Test
    void the_timeline_tells_who_asked_for_what_and_why() {
        var run = twoBranches(FailureMode.FAIL_AFTER_RUNNING);
        run.step("k").skip("ann", "not today");
        bench.clock.settle();
        bench.clock.advance(Duration.ofSeconds(1));
        run.kill("bob", "enough");
        bench.awaitEnd(run);

        assertThat(run.timeline().stream()
                        .filter(TimelineEvent.Acted.class::isInstance)
                        .map(TimelineEvent.Acted.class::cast)
                        .map(acted -> acted.step()
                                        .map(step -> step + "#" + acted.attempt())
                                        .orElse("run") + ": " + acted.action()))
                .containsExactly("k#1: ann asked for SKIP: not today", "run: bob asked for KILL: enough");
    }

    @Test
    void a_run_that_sleeps_outside_of_memory_is_woken_for_what_is_asked_of_a_step() {
        try (var sleepy = new Bench(builder -> builder.napLimit(Duration.ZERO))) {
            var run = sleepy.start(sleeping(Flow.of("w"), "k", 999).step("d").after("k"));
            sleepy.clock.settle();
            assertThat(sleepy.maestro.health().sleepingRuns()).isEqualTo(1);

            assertTaken(run.step("k").skip("ann", "not today"));
            sleepy.awaitEnd(run);

            assertThat(Bench.statuses(run)).isEqualTo(Map.of("k", SKIPPED, "d", SUCCEEDED));
        }
    }
}
