package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.definition.FailureMode;
import io.maestro.definition.RetryPolicy;
import io.maestro.param.ParamValue;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Work that the process dies of is begun again so often and no more. */
class RecoveryTest {

    private static final int LIMIT = 2;

    private final VirtualClock clock = VirtualClock.create();
    private final Store rows = Stores.inMemory();
    private final AtomicInteger begun = new AtomicInteger();
    private final Semaphore beginnings = new Semaphore(0);

    /** Dies, as far as the store can tell, when the body of a step has begun for the n-th time, for n up to a number. */
    private RunHandle dyingOf(Flow flow, int deaths, Gate gate) {
        RunId id = null;
        for (int death = 0; death < deaths; death++) {
            var store = new FaultyStore(rows);
            try (var maestro = open(store)) {
                var workflow = maestro.register(flow);
                id = id == null ? workflow.start().id() : id;
                beginnings.acquireUninterruptibly();
                store.crashBefore(1);
            }
        }
        gate.open();
        var maestro = open(rows);
        maestro.register(flow);
        var run = maestro.find(java.util.Objects.requireNonNull(id)).orElseThrow();
        clock.awaitEnd(run);
        return run;
    }

    private Maestro open(Store store) {
        return Maestro.builder()
                .store(store)
                .time(clock)
                .recoveryLimit(LIMIT)
                .drainLimit(Duration.ZERO)
                .build();
    }

    private Flow waiting(Gate gate) {
        return Flow.of("w").step("a", context -> {
            begin();
            gate.pass();
            return 1;
        });
    }

    private void begin() {
        begun.incrementAndGet();
        beginnings.release();
    }

    private static StepAttempt only(RunHandle run, String step) {
        assertThat(Bench.attempts(run, step)).hasSize(1);
        return Bench.attempts(run, step).getFirst();
    }

    @Test
    void work_that_was_cut_off_is_begun_again_and_counted() {
        var gate = new Gate();
        var run = dyingOf(waiting(gate), LIMIT, gate);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(begun).hasValue(LIMIT + 1);
        assertThat(only(run, "a").recoveries()).isEqualTo(LIMIT);
    }

    @Test
    void work_that_was_cut_off_too_often_fails_for_good() {
        var gate = new Gate();
        var run = dyingOf(waiting(gate).retry(RetryPolicy.fixed(5, Duration.ZERO)), LIMIT + 1, gate);

        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(begun).hasValue(LIMIT + 1);
        assertThat(only(run, "a").status()).isEqualTo(StepStatus.FATALLY_FAILED);
        assertThat(Bench.error(run, "a"))
                .isEqualTo("its work was cut off 3 times because the process died, and is begun again 2 times at most");
    }

    @Test
    void work_that_was_cut_off_too_often_may_be_ignored() {
        var gate = new Gate();
        var run =
                dyingOf(waiting(gate).mode(FailureMode.IGNORE_FAILURE).step("b").after("a"), LIMIT + 1, gate);

        assertThat(Bench.statuses(run))
                .containsEntry("a", StepStatus.COMPLETED_WITH_ERROR)
                .containsEntry("b", StepStatus.SUCCEEDED);
    }

    @Test
    void each_attempt_is_begun_again_by_itself() {
        var gate = new Gate();
        var flow = Flow.of("w")
                .step("a", context -> {
                    begin();
                    gate.pass();
                    if (context.attempt() == 1) {
                        throw new IllegalStateException("once");
                    }
                    return 1;
                })
                .retry(RetryPolicy.fixed(1, Duration.ZERO));
        var run = dyingOf(flow, LIMIT, gate);

        assertThat(Bench.attempts(run, "a")).extracting(StepAttempt::recoveries).containsExactly(LIMIT, 0);
    }

    @Test
    void an_iteration_is_begun_again_by_itself() {
        var gate = new Gate();
        var over = Map.<String, ParamValue>of("x", new ParamValue.LongArray(List.of(1L, 2L)));
        var run = dyingOf(Flow.of("w").foreach("loop", 1, over, waiting(gate)), LIMIT, gate);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(only(run, "loop").recoveries()).isZero();
        assertThat(run.child("loop", 1).orElseThrow().attempts())
                .singleElement()
                .extracting(StepAttempt::recoveries)
                .isEqualTo(LIMIT);
        assertThat(run.child("loop", 2).orElseThrow().attempts())
                .singleElement()
                .extracting(StepAttempt::recoveries)
                .isEqualTo(0);
    }

    @Test
    void that_work_is_begun_again_is_recorded_before_it_begins() {
        var recordedWhenBegun = new CopyOnWriteArrayList<List<Integer>>();
        var gate = new Gate();
        var flow = Flow.of("w").step("a", context -> {
            recordedWhenBegun.add(rows.attempts(context.runId()).stream()
                    .map(StepAttempt::recoveries)
                    .toList());
            begin();
            gate.pass();
            return 1;
        });
        dyingOf(flow, LIMIT, gate);

        assertThat(recordedWhenBegun).containsExactly(List.of(), List.of(1), List.of(2));
    }

    @Test
    void a_limit_is_not_negative() {
        assertThatThrownBy(() -> Maestro.builder().recoveryLimit(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("recoveryLimit must not be negative but was -1");
    }
}
