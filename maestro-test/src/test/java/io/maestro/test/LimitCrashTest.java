package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.definition.WorkflowId;
import io.maestro.param.ParamValue;
import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.step.StepBody;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that dies before or after any of its writes, while steps wait for permits and have some: in the next life all of them have their
 * turn, limits hold in the facts of both, and no permit is left over.
 */
class LimitCrashTest {

    private static final int LIMIT = 2;
    private static final int MORE_THAN_ALL_WRITES = 200;
    private static final Limit GPU = Limit.ofTag("gpu");
    private static final Limit OF_W = Limit.ofWorkflow(new WorkflowId("w"));

    private final VirtualClock clock = VirtualClock.create();
    private final Store rows = Stores.inMemory();

    /** Jobs that go on without the process, and bodies that do not. */
    private static Flow flow() {
        var flow = Flow.of("w").stepConcurrency(3);
        for (int i = 0; i < 3; i++) {
            flow.typed("sleeps" + i, "Sleep")
                    .param("sleep_seconds", ParamValue.of(10 + i))
                    .tags("gpu");
            flow.step("works" + i, context -> 1).tags("gpu");
            flow.step("free" + i, context -> 1);
        }
        return flow;
    }

    private Maestro engine(Store store) {
        return Maestro.builder()
                .store(store)
                .time(clock)
                .drainLimit(Duration.ZERO)
                .limit(HostLimit.ofTag("gpu").permits(LIMIT))
                .build();
    }

    /** Lives until the run has ended, or the process is dead; false if it did not die. */
    private boolean dies(int write, boolean afterIt) {
        var store = new FusedStore(rows);
        try (var maestro = engine(store)) {
            maestro.register(flow());
            store.crashAt(write, afterIt);
            try {
                var run = maestro.start("w");
                clock.runUntil(() -> store.isDead() || run.run().status().isTerminal());
            } catch (RuntimeException e) {
                assertThat(store.isDead()).as("%s", e).isTrue();
            }
            return store.isDead();
        }
    }

    private RunHandle finished() {
        try (var maestro = engine(rows)) {
            maestro.register(flow());
            var known = maestro.runs(RunQuery.of("w"));
            var run = known.isEmpty()
                    ? maestro.start("w")
                    : maestro.find(known.getFirst().runId()).orElseThrow();
            clock.awaitEnd(run);
            return run;
        }
    }

    private static boolean isLimited(StepAttempt attempt) {
        return !attempt.step().value().startsWith("free");
    }

    private static long atOnce(List<StepAttempt> attempts, StepAttempt at) {
        var when = at.startedAt().orElseThrow();
        return attempts.stream()
                .filter(other -> !other.startedAt().orElseThrow().isAfter(when)
                        && other.endedAt().orElseThrow().isAfter(when))
                .count();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void limits_hold_and_permits_return_whenever_the_process_dies(boolean afterIt) {
        boolean died = true;
        for (int write = 0; died; write++) {
            assertThat(write).isLessThan(MORE_THAN_ALL_WRITES);
            var life = new LimitCrashTest();
            died = life.dies(write, afterIt);
            life.assertSound((afterIt ? "after" : "before") + " write " + write);
        }
    }

    @Test
    void permits_of_a_dead_process_return_although_nobody_goes_on_with_its_runs() throws InterruptedException {
        var reached = new CountDownLatch(LIMIT);
        var never = new CountDownLatch(1);
        StepBody<Object> stuck = context -> {
            reached.countDown();
            never.await();
            return 1;
        };
        var store = new FusedStore(rows);
        try (var maestro = engine(store)) {
            maestro.register(
                    Flow.of("w").step("a", stuck).tags("gpu").step("b", stuck).tags("gpu"));
            maestro.start("w");
            reached.await();
            store.die();
        }
        assertThat(rows.permits().held(List.of(GPU))).hasSize(LIMIT);

        try (var maestro = engine(rows)) {
            var other = maestro.register(Flow.of("other").step("c").tags("gpu")).start();
            assertThat(clock.awaitEnd(other).status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    private void assertSound(String where) {
        clock.settle();
        var run = finished();
        var attempts = rows.attempts(run.id());

        assertThat(rows.run(run.id()).orElseThrow().status())
                .as("died %s", where)
                .isEqualTo(RunStatus.SUCCEEDED);
        assertThat(attempts).as("died %s", where).hasSize(9).allSatisfy(attempt -> {
            assertThat(attempt.status()).isEqualTo(StepStatus.SUCCEEDED);
            assertThat(atOnce(attempts, attempt)).isLessThanOrEqualTo(3);
        });
        var limited = attempts.stream().filter(LimitCrashTest::isLimited).toList();
        assertThat(limited)
                .as("died %s", where)
                .allSatisfy(attempt -> assertThat(atOnce(limited, attempt)).isLessThanOrEqualTo(LIMIT));
        assertThat(rows.permits().awaited()).as("died %s", where).isEmpty();
        assertThat(rows.permits().held(List.of(GPU, OF_W))).as("died %s", where).isEmpty();
    }
}
