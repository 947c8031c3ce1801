package io.maestro.test;

import static io.maestro.run.StepStatus.NOT_CREATED;
import static io.maestro.run.StepStatus.SUCCEEDED;
import static io.maestro.run.StepStatus.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Stores;
import io.maestro.definition.RetryPolicy;
import io.maestro.param.ParamValue;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.WorkflowRun;
import io.maestro.store.RunQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What takes too long. */
class TimeoutTest {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Bench bench = new Bench(builder -> builder.stopGrace(GRACE));

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_body_that_takes_too_long_is_interrupted_and_told_so() {
        var gate = new Gate();
        var interrupted = new AtomicBoolean();
        var askedToStop = new AtomicBoolean();
        var run = bench.start(Flow.of("w")
                .step("a", context -> {
                    try {
                        gate.pass();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                        askedToStop.set(context.stopRequested());
                    }
                    return 1;
                })
                .timeout(Duration.ofMinutes(1)));
        gate.awaitArrival();
        bench.clock.advance(Duration.ofMinutes(1).minusNanos(1));
        assertThat(run.status()).isEqualTo(RunStatus.IN_PROGRESS);

        bench.clock.advance(Duration.ofNanos(1));
        bench.awaitEnd(run);

        assertThat(interrupted).isTrue();
        assertThat(askedToStop).isTrue();
        assertThat(Bench.status(run, "a")).isEqualTo(TIMED_OUT);
        assertThat(Bench.error(run, "a")).isEqualTo("took longer than its timeout of PT1M");
        assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
        assertThat(bench.passed()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void a_body_that_ignores_interruption_is_given_up_after_the_grace_and_its_late_result_is_ignored() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w")
                .step("a", context -> {
                    gate.passStubbornly();
                    return "late";
                })
                .timeout(Duration.ofMinutes(1))
                .step("b")
                .after("a"));
        gate.awaitArrival();
        bench.clock.advance(Duration.ofMinutes(1));
        assertThat(Bench.reason(run, "a").text()).contains("is being interrupted");

        bench.clock.advance(GRACE);
        assertThat(run.await().status()).isEqualTo(RunStatus.TIMED_OUT);
        gate.open();
        bench.clock.settle();

        assertThat(Bench.status(run, "a")).isEqualTo(TIMED_OUT);
        assertThat(Bench.status(run, "b")).isEqualTo(NOT_CREATED);
        assertThat(run.output("a", String.class)).isEmpty();
        assertThat(run.attempts()).hasSize(1);
    }

    @Test
    void a_run_that_takes_too_long_ends_with_all_its_steps() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w")
                .runTimeout(Duration.ofHours(1))
                .step("done", context -> 1)
                .step("busy", context -> {
                    gate.pass();
                    return 1;
                })
                .typed("parked", "Sleep")
                .param("sleep_seconds", ParamValue.of(7200))
                .step("backs-off", context -> {
                    throw new IllegalStateException("no");
                })
                .retry(RetryPolicy.fixed(9, Duration.ofHours(3)))
                .step("later")
                .after("busy"));
        gate.awaitArrival();
        bench.clock.waitUntil(() -> run.attempts().size() == 3);
        bench.clock.advance(Duration.ofHours(1));
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
        assertThat(bench.passed()).isEqualTo(Duration.ofHours(1));
        assertThat(Bench.status(run, "done")).isEqualTo(SUCCEEDED);
        assertThat(Bench.status(run, "busy")).isEqualTo(TIMED_OUT);
        assertThat(Bench.status(run, "parked")).isEqualTo(TIMED_OUT);
        assertThat(Bench.status(run, "backs-off")).isEqualTo(TIMED_OUT);
        assertThat(Bench.status(run, "later")).isEqualTo(NOT_CREATED);
        assertThat(run.run().ending().orElseThrow().outcome()).isEqualTo(RunStatus.TIMED_OUT);
    }

    @Test
    void a_run_times_out_after_ten_days_by_default() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w").step("a", context -> {
            gate.pass();
            return 1;
        }));
        gate.awaitArrival();
        bench.clock.advance(Duration.ofDays(10).minusNanos(1));
        assertThat(run.status()).isEqualTo(RunStatus.IN_PROGRESS);

        bench.clock.advance(Duration.ofNanos(1));
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
    }

    @Test
    void a_step_times_out_after_ten_days_by_default_although_its_run_may_take_longer() {
        var run = bench.run(Flow.of("w")
                .runTimeout(Duration.ofDays(120))
                .typed("a", "Sleep")
                .param("sleep_seconds", ParamValue.of(Duration.ofDays(100).toSeconds())));

        assertThat(Bench.status(run, "a")).isEqualTo(TIMED_OUT);
        assertThat(bench.passed()).isEqualTo(Duration.ofDays(10));
    }

    /** Only the step that took too long did; what is below it was stopped. */
    @Test
    void what_is_below_a_step_that_takes_too_long_is_stopped() {
        bench.maestro.register(Flow.of("below").typed("leaf", "Sleep").param("sleep_seconds", ParamValue.of(7200)));
        var body = Flow.of("body").typed("inner", "Sleep").param("sleep_seconds", ParamValue.of(7200));
        var again = Flow.of("body").typed("once", "Sleep").param("sleep_seconds", ParamValue.of(7200));
        var run = bench.run(Flow.of("w")
                .foreach("each", 2, Map.of("i", new ParamValue.LongArray(List.of(1L, 2L, 3L))), body)
                .timeout(Duration.ofMinutes(1))
                .whileLoop("while", "n < 9", Map.of("n", ParamValue.of(1)), again)
                .timeout(Duration.ofMinutes(2))
                .subworkflow("call", "below", true)
                .timeout(Duration.ofMinutes(3)));

        assertThat(Bench.statuses(run)).isEqualTo(Map.of("each", TIMED_OUT, "while", TIMED_OUT, "call", TIMED_OUT));
        assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
        assertThat(bench.passed()).isEqualTo(Duration.ofMinutes(3));
        assertThat(bench.maestro.runs(RunQuery.all()).stream()
                        .filter(other -> !other.runId().equals(run.id()))
                        .map(WorkflowRun::status))
                .containsExactly(RunStatus.STOPPED, RunStatus.STOPPED, RunStatus.STOPPED, RunStatus.STOPPED);
    }

    @Test
    void after_a_crash_a_run_has_the_time_that_is_left_since_it_began() {
        var rows = Stores.inMemory();
        var flow = Flow.of("w")
                .runTimeout(Duration.ofHours(1))
                .typed("a", "Sleep")
                .param("sleep_seconds", ParamValue.of(7200));
        RunId id;
        try (var before = new Bench(bench.clock, builder -> builder.store(rows))) {
            id = before.start(flow).id();
            bench.clock.settle();
            bench.clock.advance(Duration.ofMinutes(40));
        }
        try (var after = new Bench(bench.clock, builder -> builder.store(rows))) {
            after.maestro.register(flow);

            assertThat(after.awaitEnd(after.maestro.find(id).orElseThrow()).status())
                    .isEqualTo(RunStatus.TIMED_OUT);
        }
        assertThat(bench.passed()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void the_clock_of_an_attempt_starts_with_the_attempt() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w")
                .step("a", context -> {
                    if (context.attempt() == 1) {
                        throw new IllegalStateException("again");
                    }
                    gate.pass();
                    return 1;
                })
                .timeout(Duration.ofSeconds(10))
                .retry(RetryPolicy.fixed(1, Duration.ofSeconds(9))));
        bench.clock.settle();
        bench.clock.advance(Duration.ofSeconds(9));
        gate.awaitArrival();
        bench.clock.advance(Duration.ofSeconds(9));
        gate.open();
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void no_alarm_is_set_for_a_step_whose_run_would_time_out_first() {
        var clock = new WatchedClock(bench.clock);
        try (var maestro = io.maestro.Maestro.builder().time(clock).build()) {
            var run = maestro.register(Flow.of("w").step("a").step("b").after("a"))
                    .start();
            bench.clock.awaitEnd(run);
        }

        assertThat(clock.alarms()).containsExactly(bench.start.plus(Duration.ofDays(10)));
    }

    @Test
    void timers_set_in_any_order_cost_an_alarm_each_at_most() {
        var clock = new WatchedClock(bench.clock);
        int count = 200;
        try (var maestro = io.maestro.Maestro.builder().time(clock).build()) {
            var runs = new ArrayList<io.maestro.RunHandle>();
            for (int i = 0; i < count; i++) {
                runs.add(maestro.register(
                                Flow.of("w" + i).typed("a", "Sleep").param("sleep_seconds", ParamValue.of(count - i)))
                        .start());
                bench.clock.settle();
            }
            runs.forEach(bench.clock::awaitEnd);
        }

        assertThat(clock.alarms().size()).isLessThanOrEqualTo(2 * count);
    }
}
