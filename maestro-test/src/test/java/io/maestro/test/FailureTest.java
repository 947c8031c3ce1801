package io.maestro.test;

import static io.maestro.run.StepStatus.COMPLETED_WITH_ERROR;
import static io.maestro.run.StepStatus.FATALLY_FAILED;
import static io.maestro.run.StepStatus.INTERNALLY_FAILED;
import static io.maestro.run.StepStatus.NOT_CREATED;
import static io.maestro.run.StepStatus.STOPPED;
import static io.maestro.run.StepStatus.SUCCEEDED;
import static io.maestro.run.StepStatus.TIMED_OUT;
import static io.maestro.run.StepStatus.UNSATISFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.FailureMode;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.StepId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepExplanation;
import io.maestro.step.OutputNotAvailableException;
import io.maestro.step.StepBody;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the failure of a step does to its run. */
class FailureTest {

    private static final StepBody<Object> FAILS = context -> {
        throw new IllegalStateException("no");
    };

    private final Bench bench = new Bench(builder -> builder.stopGrace(Duration.ofSeconds(5)));

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void an_exception_is_recorded_with_its_name_message_and_trace() {
        var run = bench.run(Flow.of("w").step("a", FAILS));

        var error = run.steps().getFirst().error().orElseThrow();
        assertThat(error.message()).isEqualTo("IllegalStateException: no");
        assertThat(error.detail()).contains(FailureTest.class.getName());
    }

    @Test
    void an_exception_that_cannot_even_tell_its_message_still_ends_its_step() {
        var run = bench.run(Flow.of("w").step("a", context -> {
            throw new RuntimeException() {
                @Override
                public String getMessage() {
                    throw new IllegalStateException("no message for you");
                }
            };
        }));

        assertThat(Bench.status(run, "a")).isEqualTo(FATALLY_FAILED);
    }

    @Test
    void an_error_ends_its_step_and_its_run() {
        var run = bench.run(Flow.of("w")
                .step("a", context -> {
                    throw new StackOverflowError();
                })
                .retry(RetryPolicy.fixed(3, Duration.ZERO)));

        assertThat(Bench.status(run, "a")).isEqualTo(INTERNALLY_FAILED);
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    }

    @Test
    void a_body_that_returns_null_fails_and_is_told_why() {
        var run = bench.run(Flow.of("w").step("a", BodyOfNull::run).retry(RetryPolicy.fixed(3, Duration.ZERO)));

        assertThat(run.attempts()).hasSize(1);
        assertThat(Bench.status(run, "a")).isEqualTo(FATALLY_FAILED);
        assertThat(Bench.error(run, "a")).contains("returned null");
    }

    /** Java code without null checks, as users write it. */
    @org.jspecify.annotations.NullUnmarked
    private static final class BodyOfNull {
        static Object run(io.maestro.step.StepContext context) {
            return null;
        }
    }

    @Test
    void an_ignored_failure_completes_the_step_and_the_run_goes_on() {
        var run = bench.run(Flow.of("w")
                .step("a", FAILS)
                .mode(FailureMode.IGNORE_FAILURE)
                .step("b")
                .after("a"));

        assertThat(Bench.status(run, "a")).isEqualTo(COMPLETED_WITH_ERROR);
        assertThat(Bench.status(run, "b")).isEqualTo(SUCCEEDED);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(Bench.error(run, "a")).isEqualTo("IllegalStateException: no");
    }

    @Test
    void an_ignored_failure_has_its_conditions_evaluated() {
        var run = bench.run(Flow.of("w")
                .step("a", FAILS)
                .mode(FailureMode.IGNORE_FAILURE)
                .step("b")
                .after("a", context -> true)
                .step("c")
                .after("a", context -> false));

        assertThat(Bench.status(run, "a")).isEqualTo(COMPLETED_WITH_ERROR);
        assertThat(Bench.status(run, "b")).isEqualTo(SUCCEEDED);
        assertThat(Bench.status(run, "c")).isEqualTo(UNSATISFIED);
    }

    @Test
    void an_ignored_failure_has_no_output_for_its_conditions_to_read() {
        var run = bench.run(Flow.of("w")
                .step("a", FAILS)
                .mode(FailureMode.IGNORE_FAILURE)
                .step("b")
                .after("a", context -> context.output(new StepId("a")).equals(1)));

        assertThat(Bench.status(run, "a")).isEqualTo(INTERNALLY_FAILED);
        assertThat(Bench.error(run, "a")).contains(OutputNotAvailableException.class.getSimpleName());
    }

    @Test
    void a_failure_is_ignored_only_when_its_retries_are_used_up() {
        var attempts = new AtomicInteger();
        var run = bench.run(Flow.of("w")
                .step("a", context -> {
                    attempts.incrementAndGet();
                    throw new IllegalStateException("no");
                })
                .retry(RetryPolicy.fixed(2, Duration.ofSeconds(1)))
                .mode(FailureMode.IGNORE_FAILURE));

        assertThat(attempts).hasValue(3);
        assertThat(Bench.status(run, "a")).isEqualTo(COMPLETED_WITH_ERROR);
    }

    @Test
    void a_timeout_is_not_ignored() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w")
                .step("a", context -> {
                    gate.pass();
                    return 1;
                })
                .timeout(Duration.ofSeconds(1))
                .mode(FailureMode.IGNORE_FAILURE));
        gate.awaitArrival();
        bench.clock.advance(Duration.ofSeconds(1));
        bench.awaitEnd(run);

        assertThat(Bench.status(run, "a")).isEqualTo(TIMED_OUT);
        assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
    }

    @Test
    void failing_immediately_stops_the_others() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w")
                .step("busy", context -> {
                    gate.pass();
                    return 1;
                })
                .step("later")
                .after("busy")
                .step("bad", context -> {
                    gate.awaitArrival();
                    throw new IllegalStateException("no");
                })
                .mode(FailureMode.FAIL_IMMEDIATELY)
                .step("after-bad")
                .after("bad"));
        bench.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(Bench.status(run, "bad")).isEqualTo(FATALLY_FAILED);
        assertThat(Bench.status(run, "busy")).isEqualTo(STOPPED);
        assertThat(Bench.error(run, "busy")).isEqualTo("step 'bad' failed");
        assertThat(Bench.status(run, "later")).isEqualTo(NOT_CREATED);
        assertThat(Bench.status(run, "after-bad")).isEqualTo(NOT_CREATED);
        assertThat(run.run().ending().orElseThrow().reason()).isEqualTo("step 'bad' failed");
    }

    @Test
    void failing_immediately_ends_what_backs_off_and_what_is_parked() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w")
                .step("backs-off", FAILS)
                .retry(RetryPolicy.fixed(5, Duration.ofHours(1)))
                .typed("parked", "Sleep")
                .param("sleep_seconds", io.maestro.param.ParamValue.of(3600))
                .step("bad", context -> {
                    gate.pass();
                    throw new IllegalStateException("no");
                })
                .mode(FailureMode.FAIL_IMMEDIATELY));
        gate.awaitArrival();
        bench.clock.waitUntil(() -> Bench.reason(run, "backs-off") instanceof StepExplanation.BacksOff
                && Bench.reason(run, "parked") instanceof StepExplanation.Waits);
        gate.open();
        bench.awaitEnd(run);

        assertThat(bench.passed()).isZero();
        assertThat(Bench.status(run, "backs-off")).isEqualTo(STOPPED);
        assertThat(Bench.status(run, "parked")).isEqualTo(STOPPED);
    }

    @Test
    void a_failure_weighs_more_than_a_timeout_and_a_timeout_more_than_a_stop() {
        var gate = new Gate();
        var timedOutAndFailed = bench.start(Flow.of("both")
                .step("slow", context -> {
                    gate.pass();
                    return 1;
                })
                .timeout(Duration.ofSeconds(1))
                .step("bad", FAILS));
        gate.awaitArrival();
        bench.clock.advance(Duration.ofSeconds(1));
        bench.awaitEnd(timedOutAndFailed);
        assertThat(timedOutAndFailed.status()).isEqualTo(RunStatus.FAILED);

        var other = new Gate();
        var waits = new Gate();
        var timedOutAndStopped = bench.start(Flow.of("stopped")
                .step("slow", context -> {
                    other.pass();
                    return 1;
                })
                .timeout(Duration.ofSeconds(1))
                .step("waits", context -> {
                    waits.pass();
                    return 1;
                }));
        other.awaitArrival();
        waits.awaitArrival();
        bench.clock.advance(Duration.ofSeconds(1));
        bench.clock.waitUntil(() -> Bench.status(timedOutAndStopped, "slow") == TIMED_OUT);
        timedOutAndStopped.stop("enough");
        bench.awaitEnd(timedOutAndStopped);
        assertThat(Bench.status(timedOutAndStopped, "waits")).isEqualTo(STOPPED);
        assertThat(timedOutAndStopped.status()).isEqualTo(RunStatus.TIMED_OUT);
    }
}
