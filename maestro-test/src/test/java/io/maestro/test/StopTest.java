package io.maestro.test;

import static io.maestro.run.StepStatus.NOT_CREATED;
import static io.maestro.run.StepStatus.STOPPED;
import static io.maestro.run.StepStatus.SUCCEEDED;
import static io.maestro.run.StepStatus.USER_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.RetryPolicy;
import io.maestro.param.ParamValue;
import io.maestro.run.Ending;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs that somebody stops. */
class StopTest {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Bench bench = new Bench(builder -> builder.stopGrace(GRACE));

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void a_running_body_is_interrupted_and_its_step_and_run_are_stopped() {
        var gate = new Gate();
        var interrupted = new AtomicBoolean();
        var run = bench.start(Flow.of("w")
                .step("a", context -> {
                    try {
                        gate.pass();
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                        throw e;
                    }
                    return 1;
                })
                .step("b")
                .after("a"));
        gate.awaitArrival();

        assertThat(run.stop("enough")).isTrue();
        bench.awaitEnd(run);

        assertThat(interrupted).isTrue();
        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(Bench.status(run, "a")).isEqualTo(STOPPED);
        assertThat(Bench.error(run, "a")).isEqualTo("enough");
        assertThat(Bench.status(run, "b")).isEqualTo(NOT_CREATED);
        assertThat(run.run().ending()).contains(new Ending(RunStatus.STOPPED, "enough", bench.start));
    }

    @Test
    void a_sleeping_run_is_stopped_at_once() {
        var run = bench.start(Flow.of("w").typed("a", "Sleep").param("sleep_seconds", ParamValue.of(999)));
        bench.clock.settle();

        assertThat(run.stop("enough")).isTrue();

        assertThat(run.await().status()).isEqualTo(RunStatus.STOPPED);
        assertThat(Bench.status(run, "a")).isEqualTo(STOPPED);
    }

    @Test
    void a_run_that_backs_off_is_stopped_at_once_and_keeps_its_failed_attempt() {
        var run = bench.start(Flow.of("w")
                .step("a", context -> {
                    throw new IllegalStateException("no");
                })
                .retry(RetryPolicy.fixed(5, Duration.ofHours(1))));
        bench.clock.settle();

        assertThat(run.stop("enough")).isTrue();

        assertThat(run.await().status()).isEqualTo(RunStatus.STOPPED);
        assertThat(Bench.attempts(run, "a").stream().map(StepAttempt::status)).containsExactly(USER_FAILED, STOPPED);
        bench.clock.advance(Duration.ofHours(2));
        bench.clock.settle();
        assertThat(Bench.attempts(run, "a")).hasSize(2);
    }

    @Test
    void a_run_that_has_ended_stays_as_it_ended() {
        var run = bench.run(Flow.of("w").step("a"));

        assertThat(run.stop("too late")).isFalse();
        assertThat(bench.maestro.find(run.id()).orElseThrow().stop("too late")).isFalse();

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.run().ending()).isEmpty();
    }

    @Test
    void a_second_stop_changes_nothing() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w").step("a", context -> {
            gate.passStubbornly();
            return 1;
        }));
        gate.awaitArrival();

        assertThat(run.stop("first")).isTrue();
        assertThat(run.stop("second")).isFalse();
        gate.open();
        bench.awaitEnd(run);

        assertThat(run.run().ending().orElseThrow().reason()).isEqualTo("first");
    }

    @Test
    void work_that_is_done_before_it_notices_the_stop_is_recorded_as_done() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w")
                .step("a", context -> {
                    gate.passStubbornly();
                    return "paid";
                })
                .step("b")
                .after("a"));
        gate.awaitArrival();
        run.stop("enough");
        gate.open();
        bench.awaitEnd(run);

        assertThat(Bench.status(run, "a")).isEqualTo(SUCCEEDED);
        assertThat(run.output("a", String.class)).contains("paid");
        assertThat(Bench.status(run, "b")).isEqualTo(NOT_CREATED);
        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
    }

    @Test
    void a_run_whose_last_step_is_done_before_it_notices_has_succeeded() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w").step("a", context -> {
            gate.passStubbornly();
            return "paid";
        }));
        gate.awaitArrival();
        assertThat(run.stop("enough")).isTrue();
        gate.open();

        assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_body_that_ignores_the_stop_is_given_up_after_the_grace() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w").step("a", context -> {
            gate.passStubbornly();
            return "late";
        }));
        gate.awaitArrival();
        run.stop("enough");
        bench.clock.advance(GRACE.minusNanos(1));
        assertThat(run.status()).isEqualTo(RunStatus.IN_PROGRESS);

        bench.clock.advance(Duration.ofNanos(1));
        assertThat(run.await().status()).isEqualTo(RunStatus.STOPPED);
        gate.open();
        bench.clock.settle();

        assertThat(Bench.status(run, "a")).isEqualTo(STOPPED);
    }

    @Test
    void a_failure_while_stopping_is_not_tried_again() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w")
                .step("a", context -> {
                    gate.passStubbornly();
                    throw new IllegalStateException("no");
                })
                .retry(RetryPolicy.fixed(9, Duration.ZERO)));
        gate.awaitArrival();
        run.stop("enough");
        gate.open();
        bench.awaitEnd(run);

        assertThat(run.attempts()).hasSize(1);
        assertThat(Bench.status(run, "a")).isEqualTo(STOPPED);
    }

    @Test
    void who_hangs_something_on_the_end_of_a_run_may_start_and_await_another_there() {
        var gate = new Gate();
        var next = bench.maestro.register(Flow.of("next").step("a"));
        var run = bench.start(Flow.of("w").step("a", context -> {
            gate.pass();
            return 1;
        }));
        CompletableFuture<RunStatus> chained =
                run.ended().thenApply(end -> next.start().await().status());
        gate.open();

        assertThat(chained.join()).isEqualTo(RunStatus.SUCCEEDED);
    }
}
