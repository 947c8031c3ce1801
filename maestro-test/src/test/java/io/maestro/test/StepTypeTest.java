package io.maestro.test;

import static io.maestro.run.StepStatus.INTERNALLY_FAILED;
import static io.maestro.run.StepStatus.STOPPED;
import static io.maestro.run.StepStatus.SUCCEEDED;
import static io.maestro.run.StepStatus.TIMED_OUT;
import static io.maestro.run.StepStatus.TIMEOUT_FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.maestro.Maestro;
import io.maestro.definition.FailureMode;
import io.maestro.definition.RetryPolicy;
import io.maestro.run.FailureKind;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepResult.Pending;
import io.maestro.step.StepRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Step types whose jobs are started, polled and stopped. */
class StepTypeTest {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Script script = new Script();
    private final Bench bench =
            new Bench(builder -> builder.stepType("Job", script).stopGrace(GRACE));

    @AfterEach
    void close() {
        bench.close();
    }

    /** A runtime that notes its calls and does what the test says. */
    private final class Script implements StepRuntime {
        volatile Call start = context -> new Pending("job-1", Duration.ofSeconds(10));
        volatile Call poll = context -> StepResult.done("result");
        volatile Call stop = context -> StepResult.done();

        interface Call {
            StepResult on(StepContext context) throws Exception;
        }

        @Override
        public StepResult start(StepContext context) throws Exception {
            calls.add("start");
            return start.on(context);
        }

        @Override
        public StepResult poll(StepContext context, String jobId) throws Exception {
            calls.add("poll " + jobId);
            return poll.on(context);
        }

        @Override
        public void stop(StepContext context, String jobId) throws Exception {
            calls.add("stop " + jobId);
            stop.on(context);
        }
    }

    private static Flow job() {
        return Flow.of("w").typed("a", "job");
    }

    @Test
    void a_job_is_polled_until_it_is_done() {
        var polls = new AtomicInteger();
        script.poll = context ->
                polls.incrementAndGet() < 3 ? new Pending("job-1", Duration.ofSeconds(20)) : StepResult.done("result");
        var run = bench.run(job());

        assertThat(calls).containsExactly("start", "poll job-1", "poll job-1", "poll job-1");
        assertThat(run.output("a", String.class)).contains("result");
        assertThat(run.attempts()).hasSize(1);
        assertThat(bench.passed()).isEqualTo(Duration.ofSeconds(50));
    }

    @Test
    void the_job_is_recorded_before_it_is_polled() {
        var seen = new ArrayList<StepAttempt>();
        var run = bench.start(job());
        script.poll = context -> {
            seen.addAll(run.attempts());
            return StepResult.done();
        };
        bench.awaitEnd(run);

        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().jobId()).contains("job-1");
        assertThat(seen.getFirst().wakeAt()).contains(bench.start.plusSeconds(10));
    }

    @Test
    void a_poll_may_name_another_job() {
        var polls = new AtomicInteger();
        script.poll = context -> polls.incrementAndGet() == 1 ? new Pending("job-2", Duration.ZERO) : StepResult.done();
        bench.run(job());

        assertThat(calls).containsExactly("start", "poll job-1", "poll job-2");
    }

    @Test
    void stopping_a_run_stops_its_job() {
        var run = bench.start(job());
        bench.clock.settle();
        assertThat(run.stop("enough")).isTrue();
        bench.clock.settle();

        assertThat(calls).containsExactly("start", "stop job-1");
        assertThat(Bench.status(run, "a")).isEqualTo(STOPPED);
    }

    @Test
    void a_job_that_takes_too_long_is_stopped() {
        script.poll = context -> new Pending("job-1", Duration.ofSeconds(10));
        var run = bench.run(job().timeout(Duration.ofSeconds(25)));
        bench.clock.settle();

        assertThat(calls).containsExactly("start", "poll job-1", "poll job-1", "stop job-1");
        assertThat(Bench.status(run, "a")).isEqualTo(TIMED_OUT);
        assertThat(bench.passed()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void a_job_that_may_be_tried_again_after_its_timeout_is_stopped_too() {
        script.poll =
                context -> context.attempt() == 1 ? new Pending("job-1", Duration.ofSeconds(10)) : StepResult.done();
        var run = bench.run(job().timeout(Duration.ofSeconds(15))
                .retry(RetryPolicy.fixed(0, Duration.ofSeconds(1)).retryingTimeouts(1)));

        assertThat(calls).contains("stop job-1");
        assertThat(Bench.attempts(run, "a").stream().map(StepAttempt::status))
                .containsExactly(TIMEOUT_FAILED, SUCCEEDED);
    }

    @Test
    void a_job_that_was_started_for_a_step_that_has_ended_meanwhile_is_stopped() {
        var gate = new Gate();
        script.start = context -> {
            gate.passStubbornly();
            return new Pending("late", Duration.ZERO);
        };
        var run = bench.start(job());
        gate.awaitArrival();
        run.stop("enough");
        bench.clock.advance(GRACE);
        assertThat(run.await().status()).isEqualTo(RunStatus.STOPPED);
        gate.open();
        bench.clock.settle();

        assertThat(calls).containsExactly("start", "stop late");
    }

    @Test
    void a_job_that_was_started_while_its_step_is_being_stopped_is_stopped() {
        var gate = new Gate();
        script.start = context -> {
            gate.passStubbornly();
            return new Pending("late", Duration.ZERO);
        };
        var run = bench.start(job());
        gate.awaitArrival();
        run.stop("enough");
        gate.open();
        bench.awaitEnd(run);
        bench.clock.settle();

        assertThat(calls).containsExactly("start", "stop late");
        assertThat(Bench.status(run, "a")).isEqualTo(STOPPED);
    }

    @Test
    void a_job_that_was_started_for_an_attempt_that_timed_out_and_is_tried_again_is_stopped() {
        var gate = new Gate();
        script.start = context -> {
            if (context.attempt() > 1) {
                return StepResult.done();
            }
            gate.passStubbornly();
            return new Pending("late", Duration.ZERO);
        };
        var run = bench.start(job().timeout(Duration.ofSeconds(60))
                .retry(RetryPolicy.fixed(0, Duration.ofSeconds(30)).retryingTimeouts(1)));
        gate.awaitArrival();
        bench.clock.advance(Duration.ofSeconds(60).plus(GRACE));
        assertThat(Bench.status(run, "a")).isEqualTo(TIMEOUT_FAILED);
        gate.open();
        bench.awaitEnd(run);

        assertThat(calls).containsExactly("start", "stop late", "start");
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void closing_waits_for_jobs_that_are_being_stopped() {
        var gate = new Gate();
        var stopped = new CopyOnWriteArrayList<String>();
        script.stop = context -> {
            gate.pass();
            stopped.add("stopped");
            return StepResult.done();
        };
        var run = bench.start(job());
        bench.clock.settle();
        run.stop("enough");
        gate.awaitArrival();
        var closing = Thread.startVirtualThread(bench::close);
        Bench.awaitDraining(closing);
        gate.open();
        join(closing);

        assertThat(stopped).containsExactly("stopped");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_runtime_that_throws_fails_the_step_whatever_its_failure_mode() {
        script.start = context -> {
            throw new IllegalStateException("broken");
        };
        var run = bench.run(job().mode(FailureMode.IGNORE_FAILURE).retry(RetryPolicy.fixed(9, Duration.ZERO)));

        assertThat(Bench.status(run, "a")).isEqualTo(INTERNALLY_FAILED);
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(calls).containsExactly("start");
    }

    @Test
    void a_runtime_that_throws_when_it_polls_fails_the_step() {
        script.poll = context -> {
            throw new IllegalStateException("broken");
        };

        assertThat(Bench.status(bench.run(job()), "a")).isEqualTo(INTERNALLY_FAILED);
    }

    @Test
    void a_runtime_that_throws_when_it_stops_a_job_changes_nothing() {
        script.stop = context -> {
            throw new IllegalStateException("broken");
        };
        var run = bench.start(job());
        bench.clock.settle();
        run.stop("enough");
        bench.clock.settle();

        assertThat(Bench.status(run, "a")).isEqualTo(STOPPED);
    }

    @Test
    void a_failed_job_is_tried_again_as_its_policy_says() {
        script.poll = context ->
                context.attempt() == 1 ? StepResult.failed(FailureKind.PLATFORM, "lost") : StepResult.done("result");
        var run = bench.run(job().retry(RetryPolicy.fixed(1, Duration.ofSeconds(5))));

        assertThat(calls).containsExactly("start", "poll job-1", "start", "poll job-1");
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bench.passed()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void java_is_no_name_for_a_step_type() {
        assertThatIllegalArgumentException().isThrownBy(() -> Maestro.builder().stepType("java", script));
    }
}
