package io.maestro.test;

import static io.maestro.run.StepStatus.NOT_CREATED;
import static io.maestro.run.StepStatus.RUNNING;
import static io.maestro.run.StepStatus.STOPPED;
import static io.maestro.run.StepStatus.SUCCEEDED;
import static io.maestro.run.StepStatus.USER_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.definition.RetryPolicy;
import io.maestro.param.ParamValue;
import io.maestro.run.ActionResult;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepExplanation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs that somebody pauses. */
class PauseTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static Flow napThen(String after) {
        return Flow.of("w")
                .typed("nap", "Sleep")
                .param("sleep_seconds", ParamValue.of(10))
                .step(after)
                .after("nap");
    }

    private static void assertTaken(ActionResult result) {
        assertThat(result).as(result.text()).isInstanceOf(ActionResult.Taken.class);
    }

    private void pass(Duration time) {
        bench.clock.settle();
        bench.clock.advance(time);
        bench.clock.settle();
    }

    @Test
    void what_runs_goes_on_and_nothing_begins_until_the_run_is_resumed() {
        var run = bench.start(napThen("next"));
        bench.clock.settle();

        assertTaken(run.pause("ann", "the disk is full"));
        assertThat(run.status()).isEqualTo(RunStatus.PAUSED);
        assertThat(Bench.status(run, "nap")).isEqualTo(RUNNING);
        pass(MINUTE);
        assertThat(Bench.statuses(run)).isEqualTo(Map.of("nap", SUCCEEDED, "next", NOT_CREATED));
        assertThat(run.status()).isEqualTo(RunStatus.PAUSED);
        assertThat(Bench.reason(run, "next"))
                .isInstanceOf(StepExplanation.HeldByRun.class)
                .extracting(StepExplanation.Reason::text)
                .isEqualTo("waits for the run, which is paused since " + bench.start
                        + ", as ann asked for PAUSE: the disk is full");

        assertTaken(run.resume("bob", "there is room again"));
        bench.awaitEnd(run);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.run().actions())
                .extracting(Object::toString)
                .containsExactly("ann asked for PAUSE: the disk is full", "bob asked for RESUME: there is room again");
    }

    @Test
    void a_run_that_is_through_ends_although_it_is_paused() {
        var run = bench.start(Flow.of("w").typed("nap", "Sleep").param("sleep_seconds", ParamValue.of(10)));
        bench.clock.settle();
        assertTaken(run.pause("ann", "wait"));

        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_failed_step_is_not_tried_again_before_the_run_is_resumed() {
        var run = bench.start(Flow.of("w")
                .step("a", context -> {
                    if (context.attempt() == 1) {
                        throw new IllegalStateException("no");
                    }
                    return 1;
                })
                .retry(RetryPolicy.fixed(3, Duration.ofSeconds(10))));
        bench.clock.settle();
        assertTaken(run.pause("ann", "wait"));

        pass(MINUTE);
        assertThat(Bench.attempts(run, "a").stream().map(StepAttempt::status)).containsExactly(USER_FAILED);
        assertThat(Bench.reason(run, "a")).isInstanceOf(StepExplanation.HeldByRun.class);
        assertThat(run.step("a").retry("ann", "now")).isInstanceOf(ActionResult.Refused.class);

        assertTaken(run.resume("ann", "go"));
        bench.awaitEnd(run);
        assertThat(Bench.attempts(run, "a").stream().map(StepAttempt::status)).containsExactly(USER_FAILED, SUCCEEDED);
        assertThat(bench.passed()).isEqualTo(MINUTE);
    }

    @Test
    void a_failed_step_whose_time_has_not_come_when_the_run_is_resumed_waits_for_it() {
        var run = bench.start(Flow.of("w")
                .step("a", context -> {
                    if (context.attempt() == 1) {
                        throw new IllegalStateException("no");
                    }
                    return 1;
                })
                .retry(RetryPolicy.fixed(3, Duration.ofSeconds(10))));
        bench.clock.settle();
        assertTaken(run.pause("ann", "wait"));
        assertTaken(run.resume("ann", "go"));

        bench.awaitEnd(run);

        assertThat(bench.passed()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void no_further_iteration_begins_while_those_that_have_begun_go_on() {
        var body = Flow.of("body")
                .typed("inner", "Sleep")
                .param("sleep_seconds", ParamValue.of(10))
                .step("then")
                .after("inner");
        var run = bench.start(Flow.of("w")
                .foreach("loop", 1, Map.of("i", new ParamValue.LongArray(List.of(1L, 2L))), body));
        bench.clock.settle();
        assertTaken(run.pause("ann", "wait"));

        pass(MINUTE);
        assertThat(run.child("loop", 1).orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.child("loop", 2)).isEmpty();

        assertTaken(run.resume("ann", "go"));
        bench.awaitEnd(run);
        assertThat(run.child("loop", 2).orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_paused_run_can_be_stopped_killed_and_run_out_of_time() {
        var stopped = bench.start(napThen("next"));
        bench.clock.settle();
        assertTaken(stopped.pause("ann", "wait"));
        pass(MINUTE);
        assertTaken(stopped.stop("ann", "enough"));
        assertThat(bench.awaitEnd(stopped).status()).isEqualTo(RunStatus.STOPPED);
        var killed = bench.start(napThen("next"));
        bench.clock.settle();
        assertTaken(killed.pause("ann", "wait"));
        pass(MINUTE);
        assertTaken(killed.kill("ann", "enough"));
        assertThat(bench.awaitEnd(killed).status()).isEqualTo(RunStatus.FAILED);
        var late = bench.start(napThen("next").runTimeout(Duration.ofHours(1)));
        bench.clock.settle();
        assertTaken(late.pause("ann", "wait"));
        assertThat(bench.awaitEnd(late).status()).isEqualTo(RunStatus.TIMED_OUT);
    }

    @Test
    void pausing_twice_and_resuming_what_goes_on_changes_nothing() {
        var run = bench.start(napThen("next"));
        bench.clock.settle();

        assertThat(run.resume("ann", "go")).isEqualTo(new ActionResult.Already("run w:1:1 is IN_PROGRESS already"));
        assertTaken(run.pause("ann", "wait"));
        assertThat(run.pause("ann", "wait")).isEqualTo(new ActionResult.Already("run w:1:1 is PAUSED already"));
        assertTaken(run.resume("ann", "go"));
        bench.awaitEnd(run);
        assertThat(run.pause("ann", "wait")).isInstanceOf(ActionResult.Refused.class);
    }

    @Test
    void a_paused_run_with_nothing_to_do_leaves_memory() {
        var run = bench.start(napThen("next"));
        bench.clock.settle();
        assertTaken(run.pause("ann", "wait"));

        pass(MINUTE);
        assertThat(bench.maestro.health().sleepingRuns()).isEqualTo(1);
        assertThat(run.status()).isEqualTo(RunStatus.PAUSED);
        assertThat(Bench.reason(run, "next")).isInstanceOf(StepExplanation.HeldByRun.class);

        assertTaken(run.resume("ann", "go"));
        bench.awaitEnd(run);
        assertThat(run.attempts().getLast().recoveries()).isZero();
    }

    /** A body runs when the process dies, another step could have begun if the run had not been paused. */
    @Test
    void after_a_crash_what_ran_is_run_again_and_nothing_else_begins() {
        var rows = Stores.inMemory();
        var clock = VirtualClock.create();
        var gate = new Gate();
        var began = Collections.synchronizedList(new ArrayList<String>());
        var flow = Flow.of("w")
                .step("busy", context -> {
                    began.add("busy");
                    gate.pass();
                    return 1;
                })
                .typed("nap", "Sleep")
                .param("sleep_seconds", ParamValue.of(10))
                .step("next", context -> {
                    began.add("next");
                    return 2;
                })
                .after("nap");
        var store = new FaultyStore(rows);
        RunHandle first;
        try (var maestro = engine(store, clock)) {
            first = maestro.register(flow).start();
            gate.awaitArrival();
            clock.waitUntil(() -> store.commits().size() >= 2);
            assertTaken(first.pause("ann", "wait"));
            store.crashBefore(store.commits().size() + 1);
            clock.advance(MINUTE);
            clock.waitUntil(store::isCrashed);
        }
        gate.open();
        began.clear();
        try (var maestro = engine(new FaultyStore(rows), clock)) {
            maestro.register(flow);
            var run = maestro.find(first.id()).orElseThrow();
            clock.settle();

            assertThat(began).containsExactly("busy");
            assertThat(Bench.statuses(run)).isEqualTo(Map.of("busy", SUCCEEDED, "nap", SUCCEEDED, "next", NOT_CREATED));
            assertThat(run.status()).isEqualTo(RunStatus.PAUSED);
            assertTaken(run.resume("ann", "go"));
            clock.awaitEnd(run);
            assertThat(began).containsExactly("busy", "next");
            assertThat(Bench.status(run, "busy")).isNotEqualTo(STOPPED);
        }
    }

    /** One whose runs do not leave memory, which would be further commits. */
    private static Maestro engine(FaultyStore store, VirtualClock clock) {
        return Maestro.builder()
                .time(clock)
                .store(store)
                .drainLimit(Duration.ZERO)
                .napLimit(Duration.ofDays(100))
                .build();
    }
}
