package io.maestro.test;

import static io.maestro.run.StepStatus.FATALLY_FAILED;
import static io.maestro.run.StepStatus.PLATFORM_FAILED;
import static io.maestro.run.StepStatus.SUCCEEDED;
import static io.maestro.run.StepStatus.TIMED_OUT;
import static io.maestro.run.StepStatus.TIMEOUT_FAILED;
import static io.maestro.run.StepStatus.USER_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.RunHandle;
import io.maestro.definition.Backoff;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RetryPolicy.Retry;
import io.maestro.definition.Setting;
import io.maestro.run.FailureKind;
import io.maestro.run.Retries;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.step.StepBody;
import io.maestro.step.StepFailedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a failed step is tried again. */
class RetryTest {

    private final Bench bench = new Bench(builder -> builder.stopGrace(Duration.ofSeconds(5)));

    @AfterEach
    void close() {
        bench.close();
    }

    private static StepBody<Object> failing(FailureKind... kinds) {
        var calls = new AtomicInteger();
        return context -> {
            int call = calls.getAndIncrement();
            if (call < kinds.length) {
                throw new StepFailedException(kinds[call], "failure " + call);
            }
            return call;
        };
    }

    private static FailureKind[] times(int count, FailureKind kind) {
        return java.util.Collections.nCopies(count, kind).toArray(FailureKind[]::new);
    }

    private List<Long> startSeconds(RunHandle run) {
        return Bench.attempts(run, "a").stream()
                .map(attempt -> Duration.between(
                                bench.start, attempt.startedAt().orElseThrow())
                        .toSeconds())
                .toList();
    }

    private static List<StepStatus> statuses(RunHandle run) {
        return Bench.attempts(run, "a").stream().map(StepAttempt::status).toList();
    }

    private static Retry exponential(int limit, int base, int exponent, int cap) {
        return new Retry(
                Setting.of(limit),
                new Backoff.Exponential(
                        Setting.of(Duration.ofSeconds(base)),
                        Setting.of(exponent),
                        Setting.of(Duration.ofSeconds(cap))));
    }

    @Test
    void a_step_is_tried_again_until_it_succeeds() {
        var run = bench.run(
                Flow.of("w").step("a", failing(FailureKind.USER)).retry(RetryPolicy.fixed(5, Duration.ofSeconds(7))));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(statuses(run)).containsExactly(USER_FAILED, SUCCEEDED);
        assertThat(startSeconds(run)).containsExactly(0L, 7L);
        assertThat(run.output("a", Object.class)).contains(1);
    }

    @Test
    void a_limit_of_two_means_three_attempts() {
        var run = bench.run(Flow.of("w")
                .step("a", failing(times(9, FailureKind.USER)))
                .retry(RetryPolicy.fixed(2, Duration.ofSeconds(10))));

        assertThat(statuses(run)).containsExactly(USER_FAILED, USER_FAILED, FATALLY_FAILED);
        assertThat(startSeconds(run)).containsExactly(0L, 10L, 20L);
        assertThat(Bench.error(run, "a")).isEqualTo("StepFailedException: failure 2");
    }

    @Test
    void waits_grow_up_to_the_cap() {
        var growing = exponential(6, 10, 2, 50);
        var run = bench.run(Flow.of("w")
                .step("a", failing(times(6, FailureKind.USER)))
                .retry(new RetryPolicy(growing, growing, growing)));

        assertThat(startSeconds(run)).containsExactly(0L, 10L, 30L, 70L, 120L, 170L, 220L);
    }

    @Test
    void the_standard_policy_waits_a_minute_then_two() {
        var run = bench.run(
                Flow.of("w").step("a", failing(times(9, FailureKind.USER))).retry(RetryPolicy.standard()));

        assertThat(startSeconds(run)).containsExactly(0L, 60L, 180L);
    }

    @Test
    void the_standard_policy_caps_the_wait_for_the_platform_at_an_hour() {
        var run = bench.run(
                Flow.of("w").step("a", failing(times(10, FailureKind.PLATFORM))).retry(RetryPolicy.standard()));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(startSeconds(run))
                .containsExactly(0L, 60L, 180L, 420L, 900L, 1860L, 3780L, 7380L, 10980L, 14580L, 18180L);
    }

    @Test
    void a_wait_that_does_not_grow_out_of_bounds_even_with_the_largest_exponent() {
        var steep = exponential(99, 86_400, Integer.MAX_VALUE, 1);
        var run = bench.run(Flow.of("w")
                .step("a", failing(times(99, FailureKind.USER)))
                .retry(new RetryPolicy(steep, steep, steep)));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bench.passed()).isEqualTo(Duration.ofSeconds(99));
    }

    @Test
    void with_jitter_steps_that_failed_together_are_not_tried_again_together() {
        var policy = RetryPolicy.fixed(9, Duration.ofSeconds(1_000)).withJitter(0.1);
        var first = bench.run(
                Flow.of("w").step("a", failing(times(9, FailureKind.USER))).retry(policy));
        var second = bench.run(
                Flow.of("v").step("a", failing(times(9, FailureKind.USER))).retry(policy));

        assertThat(waits(first)).hasSize(9).doesNotHaveDuplicates().allMatch(wait -> wait >= 900 && wait <= 1_100);
        assertThat(waits(second)).doesNotContainAnyElementsOf(waits(first));
    }

    private static List<Double> waits(RunHandle run) {
        var attempts = Bench.attempts(run, "a");
        return IntStream.range(1, attempts.size())
                .mapToObj(next -> Duration.between(
                                        attempts.get(next - 1).endedAt().orElseThrow(),
                                        attempts.get(next).startedAt().orElseThrow())
                                .toMillis()
                        / 1_000.0)
                .toList();
    }

    @Test
    void without_a_wait_the_next_attempt_starts_at_the_same_instant() {
        var run = bench.run(
                Flow.of("w").step("a", failing(times(3, FailureKind.USER))).retry(RetryPolicy.fixed(3, Duration.ZERO)));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(startSeconds(run)).containsExactly(0L, 0L, 0L, 0L);
    }

    @Test
    void each_kind_of_failure_has_its_own_counter() {
        var run = bench.run(Flow.of("w")
                .step(
                        "a",
                        failing(
                                FailureKind.USER,
                                FailureKind.PLATFORM,
                                FailureKind.USER,
                                FailureKind.PLATFORM,
                                FailureKind.PLATFORM))
                .retry(RetryPolicy.fixed(2, Duration.ofSeconds(1))));

        assertThat(statuses(run))
                .containsExactly(USER_FAILED, PLATFORM_FAILED, USER_FAILED, PLATFORM_FAILED, FATALLY_FAILED);
        assertThat(Bench.attempts(run, "a").getLast().retries()).isEqualTo(new Retries(2, 2, 0));
    }

    @Test
    void the_wait_grows_by_the_retries_of_its_own_kind() {
        var growing = exponential(5, 10, 3, 10_000);
        var run = bench.run(Flow.of("w")
                .step("a", failing(FailureKind.USER, FailureKind.PLATFORM, FailureKind.USER))
                .retry(new RetryPolicy(growing, growing, growing)));

        assertThat(startSeconds(run)).containsExactly(0L, 10L, 20L, 50L);
    }

    @Test
    void a_fatal_failure_is_not_tried_again() {
        var run = bench.run(
                Flow.of("w").step("a", failing(FailureKind.FATAL)).retry(RetryPolicy.fixed(9, Duration.ZERO)));

        assertThat(statuses(run)).containsExactly(FATALLY_FAILED);
    }

    @Test
    void a_step_in_java_that_names_no_policy_is_tried_once() {
        var run = bench.run(Flow.of("w").step("a", failing(FailureKind.USER)));

        assertThat(statuses(run)).containsExactly(FATALLY_FAILED);
    }

    @Test
    void a_timeout_is_tried_again_only_if_the_policy_says_so() {
        var gate = new Gate();
        var calls = new AtomicInteger();
        var run = bench.start(Flow.of("w")
                .step("a", context -> {
                    if (calls.incrementAndGet() == 1) {
                        gate.pass();
                    }
                    return 1;
                })
                .timeout(Duration.ofSeconds(30))
                .retry(RetryPolicy.fixed(0, Duration.ofSeconds(5)).retryingTimeouts(1)));
        gate.awaitArrival();
        bench.clock.advance(Duration.ofSeconds(30));
        bench.awaitEnd(run);

        assertThat(statuses(run)).containsExactly(TIMEOUT_FAILED, SUCCEEDED);
        assertThat(startSeconds(run)).containsExactly(0L, 35L);
        assertThat(Bench.attempts(run, "a").getLast().retries()).isEqualTo(new Retries(0, 0, 1));
    }

    @Test
    void the_last_timeout_ends_the_step_as_timed_out() {
        var gates = List.of(new Gate(), new Gate());
        var calls = new AtomicInteger();
        var run = bench.start(Flow.of("w")
                .step("a", context -> {
                    gates.get(calls.getAndIncrement()).pass();
                    return 1;
                })
                .timeout(Duration.ofSeconds(30))
                .retry(RetryPolicy.fixed(0, Duration.ZERO).retryingTimeouts(1)));
        for (var gate : gates) {
            gate.awaitArrival();
            bench.clock.advance(Duration.ofSeconds(30));
        }
        bench.awaitEnd(run);

        assertThat(statuses(run)).containsExactly(TIMEOUT_FAILED, TIMED_OUT);
        assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
    }

    @Test
    void every_attempt_has_the_same_key_and_its_own_number() {
        var keys = new CopyOnWriteArrayList<String>();
        var numbers = new CopyOnWriteArrayList<Integer>();
        var run = bench.run(Flow.of("w")
                .step("a", context -> {
                    keys.add(context.idempotencyKey());
                    numbers.add(context.attempt());
                    if (context.attempt() < 3) {
                        throw new IllegalStateException("again");
                    }
                    return 1;
                })
                .retry(RetryPolicy.fixed(5, Duration.ofSeconds(1)))
                .step("b", context -> keys.add(context.idempotencyKey())));
        var second = bench.run(Flow.of("w2").step("a", context -> keys.add(context.idempotencyKey())));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(numbers).containsExactly(1, 2, 3);
        assertThat(keys).hasSize(5);
        assertThat(List.copyOf(new java.util.HashSet<>(keys))).hasSize(3);
    }
}
