package io.maestro.test;

import static io.maestro.run.StepStatus.FATALLY_FAILED;
import static io.maestro.run.StepStatus.SKIPPED;
import static io.maestro.run.StepStatus.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.definition.FailureMode;
import io.maestro.definition.RetryPolicy;
import io.maestro.param.InvalidParamsException;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.param.ParamValue;
import io.maestro.run.Action;
import io.maestro.run.FailureKind;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.Rollup;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.run.TimelineEvent;
import io.maestro.step.StepBody;
import io.maestro.step.StepFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Restarts of steps and iterations in a run that goes on (spec: runtime, sections 5.2, 6.3, 6.4 and 7.5). */
class InRunRestartTest {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Bench bench = new Bench();
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    @AfterEach
    void close() {
        bench.close();
    }

    /** Fails for good as long as its iteration is broken; in iteration 2 the first attempt fails, and the next one is made later. */
    private StepBody<Object> body() {
        return context -> {
            long number = context.runId().instance();
            var name = context.stepId().value() + number;
            ran.add(name);
            if (broken.contains(name)) {
                throw new StepFailedException(FailureKind.FATAL, "broken");
            }
            if (number == 2 && context.attempt() == 1) {
                throw new IllegalStateException("not yet");
            }
            return number * 10;
        };
    }

    private static Map<String, ParamValue> numbers(int count) {
        var numbers = new ArrayList<Long>();
        for (long number = 1; number <= count; number++) {
            numbers.add(number);
        }
        return Map.of("i", new ParamValue.LongArray(numbers));
    }

    private Flow each() {
        return Flow.of("each")
                .step("k", body())
                .retry(RetryPolicy.fixed(1, PAUSE))
                .param("square", ParamDefinition.expression(ParamType.LONG, "i * i"));
    }

    private Flow loop() {
        return Flow.of("w")
                .foreach("f", 2, numbers(4), each())
                .step("d", context -> "done")
                .after("f")
                .param(
                        "squares",
                        ParamDefinition.expression(ParamType.LONG_ARRAY, "params.getFromForeach('f', 'k', 'square')"));
    }

    /** Starts the loop; its first iteration has failed, and the second waits for its next attempt. */
    private RunHandle failedFirst(Flow flow) {
        broken.add("k1");
        var run = bench.start(flow);
        bench.clock.waitUntil(() ->
                run.child("f", 1).filter(child -> child.status().isTerminal()).isPresent()
                        && run.child("f", 2)
                                .filter(child -> !Bench.attempts(child, "k").isEmpty())
                                .isPresent());
        broken.clear();
        ran.clear();
        return run;
    }

    private static RunHandle iteration(RunHandle run, long number) {
        return run.child("f", number).orElseThrow();
    }

    @Test
    void an_iteration_that_failed_is_restarted_while_its_loop_goes_on_and_the_loop_with_it() {
        var run = failedFirst(loop());

        var same = iteration(run, 1)
                .restart(RestartRequest.fromIncomplete().by("ann").reason("mended"));

        assertThat(same.id()).isEqualTo(run.id());
        bench.awaitEnd(run);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(iteration(run, 1).id().run()).isEqualTo(2);
        assertThat(iteration(run, 1).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.rollup()).isEqualTo(new Rollup(Map.of(SUCCEEDED, 5L)));
        assertThat(Set.copyOf(ran)).containsExactlyInAnyOrder("k1", "k2", "k3", "k4");
        assertThat(Bench.attempts(run, "d").getFirst().params().get("squares"))
                .extracting(param -> param.value())
                .isEqualTo(new ParamValue.LongArray(List.of(1L, 4L, 9L, 16L)));
    }

    @Test
    void who_restarted_an_iteration_and_why_is_in_the_timeline_and_in_its_run() {
        var run = failedFirst(loop());

        iteration(run, 1).restart(RestartRequest.fromIncomplete().by("ann").reason("mended"));
        bench.awaitEnd(run);

        assertThat(run.timeline().stream()
                        .filter(TimelineEvent.Acted.class::isInstance)
                        .map(TimelineEvent.Acted.class::cast)
                        .map(acted -> acted.step().orElseThrow() + ": " + acted.action()))
                .containsExactly("f: ann asked for RESTART: mended");
        assertThat(iteration(run, 1).run().restart().orElseThrow().order().reason())
                .contains("mended");
    }

    @Test
    void an_iteration_that_fails_again_fails_its_loop() {
        var run = failedFirst(loop());
        broken.add("k1");

        iteration(run, 1).restart(RestartRequest.fromIncomplete());
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(Bench.error(run, "f")).isEqualTo("an iteration ended as FAILED");
        assertThat(iteration(run, 1).id().run()).isEqualTo(2);
    }

    @Test
    void an_iteration_is_restarted_more_than_once_and_its_runs_are_numbered_on() {
        var run = failedFirst(loop());
        broken.add("k1");
        iteration(run, 1).restart(RestartRequest.fromIncomplete());
        bench.clock.waitUntil(() ->
                iteration(run, 1).id().run() == 2 && iteration(run, 1).status().isTerminal());
        broken.clear();

        iteration(run, 1).restart(RestartRequest.fromIncomplete());
        bench.awaitEnd(run);

        assertThat(iteration(run, 1).id().run()).isEqualTo(3);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.rollup()).isEqualTo(new Rollup(Map.of(SUCCEEDED, 5L)));
    }

    @Test
    void a_step_of_an_iteration_is_restarted_with_params_while_the_loop_goes_on() {
        var run = failedFirst(loop());

        iteration(run, 1).restartStep("k", RestartRequest.fromIncomplete().stepParams("k", Map.of("square", 100)));
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(Bench.attempts(run, "d").getFirst().params().get("squares"))
                .extracting(param -> param.value())
                .isEqualTo(new ParamValue.LongArray(List.of(100L, 4L, 9L, 16L)));
    }

    @Test
    void params_of_a_request_reach_the_iteration() {
        var run = failedFirst(loop().runParam("c", ParamDefinition.literal(ParamValue.of("old"))));

        iteration(run, 1).restart(RestartRequest.fromIncomplete().params(Map.of("c", "new")));
        bench.awaitEnd(run);

        assertThat(iteration(run, 1).run().params().get("c"))
                .extracting(param -> param.value())
                .isEqualTo(ParamValue.of("new"));
        assertThat(iteration(run, 3).run().params().get("c"))
                .extracting(param -> param.value())
                .isEqualTo(ParamValue.of("old"));
    }

    @Test
    void params_that_do_not_fit_are_refused_and_nothing_is_done() {
        var run = failedFirst(loop().runParam("c", ParamDefinition.literal(ParamValue.of("old"))));

        assertThatThrownBy(() -> iteration(run, 1)
                        .restart(RestartRequest.fromIncomplete().params(Map.of("c", 1))))
                .isInstanceOf(InvalidParamsException.class);
        bench.awaitEnd(run);

        assertThat(iteration(run, 1).id().run()).isEqualTo(1);
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void an_iteration_that_runs_is_not_restarted() {
        var run = failedFirst(loop());

        assertThatThrownBy(() -> iteration(run, 2).restart(RestartRequest.fromIncomplete()))
                .isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining("it has not ended but is IN_PROGRESS");
        bench.awaitEnd(run);
    }

    @Test
    void an_iteration_of_a_loop_that_fails_at_once_is_not_restarted() {
        broken.add("k3");
        var run = bench.start(Flow.of("w").foreach("f", 2, numbers(2), each()).mode(FailureMode.FAIL_IMMEDIATELY));
        bench.clock.waitUntil(() ->
                run.child("f", 1).filter(child -> child.status().isTerminal()).isPresent());

        assertThatThrownBy(() -> iteration(run, 1).restart(RestartRequest.fromBeginning()))
                .isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining("its failure mode is FAIL_IMMEDIATELY");
        bench.awaitEnd(run);
    }

    @Test
    void an_iteration_of_a_paused_run_is_not_restarted() {
        var run = failedFirst(loop());
        run.pause("ann", "wait");

        assertThatThrownBy(() -> iteration(run, 1).restart(RestartRequest.fromIncomplete()))
                .isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining("the run is paused");
        run.resume("ann", "go on");
        bench.awaitEnd(run);
    }

    @Test
    void a_request_that_is_made_again_restarts_once() {
        var run = failedFirst(loop());
        var request = RestartRequest.fromIncomplete().requestId("once");

        iteration(run, 1).restart(request);
        iteration(run, 1).restart(request);
        bench.awaitEnd(run);
        var same = iteration(run, 1).restart(request);

        assertThat(same.id()).isEqualTo(run.id());
        assertThat(iteration(run, 1).id().run()).isEqualTo(2);
    }

    @Test
    void what_is_stopped_stops_a_restarted_iteration_too() {
        var gate = new Gate();
        broken.add("k1");
        var body = Flow.of("each").step("k", context -> {
            if (context.runId().instance() == 1 && context.runId().run() == 1) {
                throw new StepFailedException(FailureKind.FATAL, "broken");
            }
            gate.pass();
            return 1;
        });
        var run = bench.start(Flow.of("w").foreach("f", 2, numbers(2), body));
        bench.clock.waitUntil(() ->
                run.child("f", 1).filter(child -> child.status().isTerminal()).isPresent());
        iteration(run, 1).restart(RestartRequest.fromIncomplete());
        bench.clock.waitUntil(() -> iteration(run, 1).id().run() == 2);

        run.stop("ann", "enough");
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(iteration(run, 1).status()).isEqualTo(RunStatus.STOPPED);
    }

    @Test
    void an_iteration_of_a_loop_within_an_iteration_is_restarted_in_the_nearest_run_that_goes_on() {
        broken.add("k1");
        var inner = Flow.of("outer").foreach("n", 2, Map.of("j", new ParamValue.LongArray(List.of(1L, 2L))), each());
        var run = bench.start(Flow.of("w").foreach("f", 1, numbers(1), inner));
        bench.clock.waitUntil(() -> run.child("f", 1)
                .flatMap(outer -> outer.child("n", 1))
                .filter(child -> child.status().isTerminal())
                .isPresent());
        broken.clear();
        var outer = iteration(run, 1);

        var restarted = outer.child("n", 1).orElseThrow().restart(RestartRequest.fromIncomplete());
        bench.awaitEnd(run);

        assertThat(restarted.id()).isEqualTo(outer.id());
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(outer.id().run()).isEqualTo(1);
        assertThat(outer.child("n", 1).orElseThrow().id().run()).isEqualTo(2);
    }

    @Test
    void an_iteration_that_has_ended_with_its_whole_loop_is_restarted_by_the_step_of_the_run_that_goes_on() {
        var gate = new Gate();
        broken.add("k1");
        var run = bench.start(Flow.of("w")
                .step("g", context -> {
                    gate.pass();
                    return 1;
                })
                .foreach("f", 1, numbers(3), each())
                .step("d", context -> 1)
                .after("f"));
        gate.awaitArrival();
        bench.clock.waitUntil(() -> Bench.attempts(run, "f").stream()
                .anyMatch(attempt -> attempt.status().isTerminal()));
        broken.clear();
        ran.clear();

        var same = iteration(run, 1).restart(RestartRequest.fromIncomplete());
        gate.open();
        bench.awaitEnd(run);

        assertThat(same.id()).isEqualTo(run.id());
        assertThat(Bench.attempts(run, "f")).hasSize(2);
        assertThat(ran).startsWith("k1");
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    private RunHandle failedStep(Gate gate) {
        var run = bench.start(Flow.of("w")
                .step("g", context -> {
                    gate.pass();
                    return 1;
                })
                .step("k", context -> {
                    ran.add("k" + context.stepParams().get("v"));
                    if (!ParamValue.of(7).equals(context.stepParams().get("v"))) {
                        throw new StepFailedException(FailureKind.FATAL, "not seven");
                    }
                    if (context.attempt() == 2) {
                        throw new IllegalStateException("once more");
                    }
                    return 1;
                })
                .param("v", ParamValue.of(1))
                .retry(RetryPolicy.fixed(1, PAUSE))
                .step("d", context -> 1)
                .after("k"));
        gate.awaitArrival();
        bench.clock.waitUntil(
                () -> Bench.attempts(run, "k").stream().anyMatch(attempt -> attempt.status() == FATALLY_FAILED));
        ran.clear();
        return run;
    }

    @Test
    void params_are_given_to_a_step_that_is_restarted_while_its_run_goes_on_and_to_its_retries() {
        var gate = new Gate();
        var run = failedStep(gate);

        run.restartStep("k", RestartRequest.fromIncomplete().stepParams("k", Map.of("v", 7)));
        gate.open();
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(Bench.attempts(run, "k"))
                .extracting(attempt -> attempt.params().get("v"))
                .extracting(param -> param.value())
                .containsExactly(ParamValue.of(1), ParamValue.of(7), ParamValue.of(7));
        assertThat(run.timeline().stream().filter(TimelineEvent.Acted.class::isInstance))
                .hasSize(1);
    }

    @Test
    void a_step_is_passed_over_when_it_is_restarted_to_be_skipped_while_its_run_goes_on() {
        var gate = new Gate();
        var run = failedStep(gate);

        run.restartStep(
                "k", RestartRequest.fromIncomplete().skipping("k").by("ann").reason("not needed"));
        gate.open();
        bench.awaitEnd(run);

        assertThat(Bench.attempts(run, "k"))
                .extracting(StepAttempt::status)
                .last()
                .isEqualTo(SKIPPED);
        assertThat(Bench.status(run, "d")).isEqualTo(SUCCEEDED);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(ran).isEmpty();
        assertThat(run.timeline().stream()
                        .filter(TimelineEvent.Acted.class::isInstance)
                        .map(event -> ((TimelineEvent.Acted) event).action().action()))
                .containsExactly(Action.RESTART, Action.SKIP);
    }

    @Test
    void what_is_not_for_the_step_is_refused_while_its_run_goes_on() {
        var gate = new Gate();
        var run = failedStep(gate);

        assertThatThrownBy(() ->
                        run.restartStep("k", RestartRequest.fromIncomplete().params(Map.of("a", 1))))
                .isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining("the run goes on with the params that it has");
        assertThatThrownBy(() ->
                        run.restartStep("k", RestartRequest.fromIncomplete().skipping("d")))
                .isInstanceOf(RestartRefusedException.class)
                .hasMessageContaining("step 'd' cannot be skipped by the restart of this one");
        assertThatThrownBy(() ->
                        run.restartStep("k", RestartRequest.fromIncomplete().stepParams("d", Map.of("a", 1))))
                .isInstanceOf(InvalidParamsException.class)
                .hasMessageContaining("which is 'k', and to steps of its body");
        gate.open();
        bench.awaitEnd(run);
    }

    /** What was used up before stays so, and nothing is used up by the restart itself. */
    @Test
    void a_step_that_is_restarted_while_its_run_goes_on_is_tried_again_as_often_as_its_policy_still_allows() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w")
                .step("s", context -> {
                    if (context.attempt() == 2) {
                        gate.pass();
                    }
                    throw new IllegalStateException("no");
                })
                .retry(RetryPolicy.fixed(2, Duration.ofSeconds(1)))
                .typed("other", "Sleep")
                .param("sleep_seconds", ParamValue.of(1000)));
        bench.clock.settle();
        bench.clock.advance(Duration.ofSeconds(1));
        gate.awaitArrival();
        run.step("s").stop("ann", "enough");
        bench.clock.settle();

        run.restartStep("s", RestartRequest.fromIncomplete());
        bench.awaitEnd(run);

        assertThat(Bench.attempts(run, "s").stream().map(StepAttempt::status))
                .containsExactly(
                        StepStatus.USER_FAILED, StepStatus.STOPPED, StepStatus.USER_FAILED, StepStatus.FATALLY_FAILED);
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    }
}
