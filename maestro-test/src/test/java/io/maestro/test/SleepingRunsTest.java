package io.maestro.test;

import static io.maestro.run.StepStatus.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.Maestro;
import io.maestro.MaestroBuilder;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.WorkflowId;
import io.maestro.param.ParamValue;
import io.maestro.run.RunAbandonedException;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepExplanation;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowRun;
import io.maestro.step.StepContext;
import io.maestro.step.StepResult;
import io.maestro.step.StepRuntime;
import io.maestro.store.ForwardingStore;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that wait for nothing but a time are not in memory meanwhile, and nobody notices but by that. */
class SleepingRunsTest {

    private static final long HOUR = 3_600;

    private final Store rows = Stores.inMemory();
    private final Reads reads = new Reads(rows);
    private final VirtualClock clock = VirtualClock.create();
    private final List<Bench> benches = new ArrayList<>();
    private final Bench bench = bench(builder -> builder);

    /** Counts how often the attempts of a run are read, without which no run can be folded. */
    private static final class Reads extends ForwardingStore {
        private final AtomicInteger count = new AtomicInteger();
        private volatile Gate gate = new Gate();

        Reads(Store store) {
            super(store);
            gate.open();
        }

        @Override
        public List<StepAttempt> attempts(RunId runId) {
            count.incrementAndGet();
            return super.attempts(runId);
        }

        @Override
        public List<WakeUp> sleeping(WorkflowId workflow, Optional<WakeUp> after, int limit) {
            gate.passStubbornly();
            return super.sleeping(workflow, after, limit);
        }
    }

    private Bench bench(UnaryOperator<MaestroBuilder> options) {
        var created = new Bench(clock, builder -> options.apply(builder.store(reads)));
        benches.add(created);
        return created;
    }

    @AfterEach
    void close() {
        benches.forEach(Bench::close);
    }

    private static Flow sleeping(long seconds) {
        return Flow.of("w").typed("nap", "Sleep").param("sleep_seconds", ParamValue.of(seconds));
    }

    private RunHandle started(Flow flow) {
        var run = bench.start(flow);
        clock.settle();
        return run;
    }

    private static void assertHolds(Maestro maestro, int live, int sleeping) {
        var health = maestro.health();
        assertThat(List.of(health.liveRuns(), health.sleepingRuns())).containsExactly((long) live, (long) sleeping);
    }

    @Test
    void a_run_that_sleeps_is_not_in_memory_and_comes_to_its_end_at_the_same_time() {
        var run = started(sleeping(HOUR).step("b", context -> 7).after("nap"));
        assertHolds(bench.maestro, 0, 1);

        bench.awaitEnd(run);

        assertThat(run.output("b", Integer.class)).contains(7);
        assertThat(bench.passed()).isEqualTo(Duration.ofSeconds(HOUR).plusMillis(1));
        assertHolds(bench.maestro, 0, 0);
        assertNobodySleepsInTheStore();
    }

    private void assertNobodySleepsInTheStore() {
        assertThat(rows.sleeping(new WorkflowId("w"), Optional.empty(), 9)).isEmpty();
    }

    @Test
    void a_run_that_waits_for_less_than_the_limit_stays_in_memory() {
        var run = started(sleeping(9));
        assertHolds(bench.maestro, 1, 0);

        bench.awaitEnd(run);

        assertThat(reads.count).hasValue(0);
    }

    @Test
    void the_limit_is_the_hosts_to_choose() {
        var patient = bench(builder -> builder.napLimit(Duration.ofHours(2)));
        patient.start(sleeping(HOUR));
        clock.settle();

        assertHolds(patient.maestro, 1, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Maestro.builder().napLimit(Duration.ofSeconds(-1)))
                .withMessage("napLimit must not be negative but was PT-1S");
    }

    @Test
    void a_run_of_which_something_goes_on_stays_in_memory_until_that_is_over() {
        var gate = new Gate();
        bench.start(sleeping(HOUR).step("busy", context -> {
            gate.pass();
            return 1;
        }));
        gate.awaitArrival();
        clock.waitUntil(() -> !bench.maestro.runs(RunQuery.of("w")).isEmpty());
        clock.advance(Duration.ofSeconds(30));
        assertHolds(bench.maestro, 1, 0);

        gate.open();
        clock.settle();

        assertHolds(bench.maestro, 0, 1);
    }

    @Test
    void a_run_whose_job_is_being_asked_stays_in_memory_although_its_steps_only_wait() {
        var gate = new Gate();
        var jobs = bench(builder -> builder.stepType("Job", new StepRuntime() {
            @Override
            public StepResult start(StepContext context) {
                return new StepResult.Pending("job", Duration.ofMinutes(1));
            }

            @Override
            public StepResult poll(StepContext context, String jobId) throws InterruptedException {
                if (context.stepId().value().equals("slow")) {
                    gate.pass();
                }
                return StepResult.done();
            }
        }));
        var run = jobs.start(Flow.of("w")
                .typed("slow", "Job")
                .typed("quick", "Job")
                .typed("nap", "Sleep")
                .param("sleep_seconds", ParamValue.of(HOUR)));
        clock.settle();
        assertHolds(jobs.maestro, 0, 1);

        clock.advance(Duration.ofMinutes(1));
        gate.awaitArrival();
        clock.waitUntil(() -> Bench.status(run, "quick") == SUCCEEDED);
        clock.advance(Duration.ofSeconds(1));
        assertHolds(jobs.maestro, 1, 0);

        gate.open();
        clock.settle();
        assertHolds(jobs.maestro, 0, 1);
    }

    @Test
    void a_run_that_waits_for_a_retry_leaves_memory_too() {
        var run = started(Flow.of("w")
                .step("a", context -> {
                    if (context.attempt() == 1) {
                        throw new IllegalStateException("once");
                    }
                    return context.attempt();
                })
                .retry(RetryPolicy.fixed(1, Duration.ofMinutes(1))));
        assertHolds(bench.maestro, 0, 1);

        bench.awaitEnd(run);

        assertThat(run.output("a", Integer.class)).contains(2);
        assertThat(bench.passed()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void who_waits_is_told_of_the_end_whenever_he_began_to_wait() {
        var run = bench.start(sleeping(HOUR));
        var atOnce = run.ended();
        clock.settle();
        var asleep = run.ended();
        var found = bench.maestro.find(run.id()).orElseThrow().ended();
        assertThat(run.await(Duration.ofMillis(1))).isEmpty();
        assertHolds(bench.maestro, 0, 1);

        var end = bench.awaitEnd(run);

        assertThat(List.of(atOnce.join(), asleep.join(), found.join())).containsOnly(end);
        assertThat(end.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void who_waits_for_a_run_that_sleeps_is_told_that_the_engine_was_closed() {
        var run = bench.start(sleeping(HOUR));
        var atOnce = run.ended();
        clock.settle();
        var asleep = run.ended();

        bench.close();

        for (var end : List.of(atOnce, asleep, run.ended())) {
            assertThatThrownBy(end::join)
                    .hasCauseInstanceOf(RunAbandonedException.class)
                    .hasMessageContaining("the engine was closed");
        }
    }

    @Test
    void questions_are_answered_and_do_not_wake_a_run() {
        var run = started(Flow.of("w")
                .step("a", context -> 5)
                .typed("nap", "Sleep")
                .param("sleep_seconds", ParamValue.of(HOUR))
                .after("a"));

        assertThat(run.status()).isEqualTo(RunStatus.IN_PROGRESS);
        assertThat(run.output("a", Integer.class)).contains(5);
        assertThat(run.steps()).hasSize(2);
        assertThat(run.rollup().counts()).containsEntry(SUCCEEDED, 1L);
        assertThat(Bench.reason(run, "nap")).isInstanceOf(StepExplanation.Reason.class);
        assertHolds(bench.maestro, 0, 1);
    }

    @Test
    void a_run_that_sleeps_can_be_stopped_once() {
        var run = started(sleeping(HOUR));

        assertThat(run.stop("enough")).isTrue();
        assertThat(run.stop("more than enough")).isFalse();

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(run.await().ending().orElseThrow().reason()).isEqualTo("enough");
        clock.settle();
        assertHolds(bench.maestro, 0, 0);
        assertNobodySleepsInTheStore();
        clock.advance(Duration.ofHours(2));
        assertThat(Bench.attempts(run, "nap")).hasSize(1);
    }

    @Test
    void the_timeouts_of_a_step_and_of_a_run_end_it_on_time() {
        var step = started(sleeping(HOUR).timeout(Duration.ofMinutes(10)));
        var run = started(sleeping(HOUR).runTimeout(Duration.ofMinutes(20)));
        assertHolds(bench.maestro, 0, 2);

        assertThat(bench.awaitEnd(step).status()).isEqualTo(RunStatus.TIMED_OUT);
        assertThat(bench.passed()).isEqualTo(Duration.ofMinutes(10));
        assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.TIMED_OUT);
        assertThat(bench.passed()).isEqualTo(Duration.ofMinutes(20));
    }

    @Test
    void to_be_woken_is_no_recovery() {
        var polls = new AtomicInteger();
        var jobs = bench(builder -> builder.recoveryLimit(0).stepType("Job", new StepRuntime() {
            @Override
            public StepResult start(StepContext context) {
                return poll(context, "");
            }

            @Override
            public StepResult poll(StepContext context, String jobId) {
                return polls.incrementAndGet() < 5
                        ? new StepResult.Pending("job", Duration.ofMinutes(1))
                        : StepResult.done(polls.get());
            }
        }));

        var run = jobs.start(
                Flow.of("w").typed("job", "Job").step("after", context -> 1).after("job"));
        jobs.awaitEnd(run);

        assertThat(run.output("job", Integer.class)).contains(5);
        assertThat(run.attempts()).extracting(StepAttempt::recoveries).containsExactly(0, 0);
        assertThat(reads.count.get()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void the_stop_of_a_run_reaches_those_that_sleep_for_its_steps() {
        var over = Map.<String, ParamValue>of("x", new ParamValue.LongArray(List.of(1L, 2L, 3L)));
        var body = Flow.of("b").typed("nap", "Sleep").param("sleep_seconds", ParamValue.of(HOUR));
        var run = started(Flow.of("w").foreach("loop", 3, over, body));
        assertHolds(bench.maestro, 1, 3);

        assertThat(run.stop("enough")).isTrue();
        clock.settle();

        assertThat(run.status()).isEqualTo(RunStatus.STOPPED);
        assertThat(LongStream.rangeClosed(1, 3)
                        .mapToObj(number ->
                                run.child("loop", number).orElseThrow().status()))
                .containsOnly(RunStatus.STOPPED);
        assertHolds(bench.maestro, 0, 0);
    }

    @Test
    void the_ends_of_runs_that_slept_are_told_to_the_run_that_waits_for_them() {
        var over = Map.<String, ParamValue>of("x", new ParamValue.LongArray(List.of(1L, 2L, 3L)));
        var body = Flow.of("b").typed("nap", "Sleep").param("sleep_seconds", ParamValue.of(HOUR));

        var run = bench.run(Flow.of("w").foreach("loop", 2, over, body));

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bench.passed())
                .isEqualTo(Duration.ofSeconds(HOUR).plusMillis(1).multipliedBy(2));
    }

    @Test
    void the_next_engine_knows_who_sleeps_and_folds_none_of_them() {
        var flow = sleeping(HOUR);
        var workflow = bench.maestro.register(flow);
        var runs = IntStream.range(0, 300).mapToObj(i -> workflow.start()).toList();
        clock.settle();
        bench.close();

        var next = bench(builder -> builder);
        next.maestro.register(flow);
        clock.settle();

        assertHolds(next.maestro, 0, 300);
        assertThat(reads.count).hasValue(0);
        var last = next.maestro.find(runs.getLast().id()).orElseThrow();
        next.awaitEnd(last);
        clock.settle();
        assertThat(bench.passed()).isEqualTo(Duration.ofSeconds(HOUR).plusMillis(1));
        assertThat(next.maestro.runs(RunQuery.of("w").limit(500)))
                .hasSize(300)
                .extracting(WorkflowRun::status)
                .containsOnly(RunStatus.SUCCEEDED);
    }

    @Test
    void who_asks_for_a_run_that_the_next_engine_still_looks_for_gets_his_answer() throws Exception {
        var flow = sleeping(HOUR);
        var run = started(flow);
        bench.close();
        reads.gate = new Gate();
        var next = bench(builder -> builder);
        next.maestro.register(flow);
        var found = next.maestro.find(run.id()).orElseThrow();
        var stopped = new CompletableFuture<Boolean>();
        var asking = Thread.startVirtualThread(() -> stopped.complete(found.stop("enough")));
        while (asking.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        reads.gate.open();
        asking.join();

        assertThat(stopped).isCompletedWithValue(true);
        assertThat(found.await().status()).isEqualTo(RunStatus.STOPPED);
    }

    @Test
    void the_next_engine_wakes_at_once_who_has_slept_too_long() {
        var flow = sleeping(HOUR);
        var run = started(flow);
        bench.close();
        clock.advance(Duration.ofDays(1));

        var next = bench(builder -> builder);
        next.maestro.register(flow);
        clock.settle();

        assertThat(next.maestro.find(run.id()).orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void runs_that_leave_are_woken_and_are_stopped_at_once_come_to_one_end(long napSeconds) throws Exception {
        int count = 400;
        var crowd = bench(builder -> builder.napLimit(Duration.ZERO));
        var workflow = crowd.maestro.register(sleeping(napSeconds));
        var runs = IntStream.range(0, count).mapToObj(i -> workflow.start()).toList();
        var stopped = ConcurrentHashMap.<RunId>newKeySet();
        var begin = new CountDownLatch(1);
        var stopper = Thread.startVirtualThread(() -> runs.forEach(run -> {
            begin.countDown();
            run.steps();
            if (run.stop("enough")) {
                stopped.add(run.id());
            }
        }));
        begin.await();
        clock.advance(Duration.ofSeconds(napSeconds + 1));
        stopper.join();
        clock.settle();

        assertThat(runs)
                .allSatisfy(run -> assertThat(run.await().status())
                        .isEqualTo(stopped.contains(run.id()) ? RunStatus.STOPPED : RunStatus.SUCCEEDED));
        assertHolds(crowd.maestro, 0, 0);
    }
}
