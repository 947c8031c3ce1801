package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.maestro.Maestro;
import io.maestro.Stores;
import io.maestro.definition.RetryPolicy;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What is done about runs that nothing sees to any more. */
class CaretakerTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** A clock that loses alarms, and threads of bodies. */
    private static final class Forgetful implements TimeSource {
        private final VirtualClock clock = VirtualClock.create();
        private final Predicate<Instant> lost;
        private final AtomicInteger bodiesToLose;
        private final Set<Thread> bodies = ConcurrentHashMap.newKeySet();

        Forgetful(Predicate<Instant> lost, int bodiesToLose) {
            this.lost = lost;
            this.bodiesToLose = new AtomicInteger(bodiesToLose);
        }

        @Override
        public Instant instant() {
            return clock.instant();
        }

        @Override
        public void alarmAt(Instant at, Runnable ring) {
            if (!lost.test(at)) {
                clock.alarmAt(at, ring);
            }
        }

        @Override
        public void began(Work work) {
            clock.began(work);
        }

        @Override
        public void ended(Work work) {
            clock.ended(work);
        }

        @Override
        public void began(Thread body) {
            bodies.add(body);
            clock.began(body);
        }

        @Override
        public void ended(Thread body) {
            clock.ended(body);
        }

        @Override
        public void start(Thread thread) {
            if (bodies.contains(thread) && bodiesToLose.getAndDecrement() > 0) {
                clock.ended(thread);
            } else {
                clock.start(thread);
            }
        }
    }

    private static Flow failingOnce(AtomicBoolean failed) {
        return Flow.of("w")
                .step("a", context -> {
                    if (failed.compareAndSet(false, true)) {
                        throw new IllegalStateException("no");
                    }
                    return 1;
                })
                .retry(RetryPolicy.fixed(1, HOUR));
    }

    @Test
    void a_timer_that_the_clock_has_lost_rings_late() {
        var start = VirtualClock.create().instant();
        var clock = new Forgetful(start.plus(HOUR)::equals, 0);
        try (var maestro = Maestro.builder()
                .time(clock)
                .napLimit(HOUR.multipliedBy(2))
                .checkRunsEvery(Duration.ofMinutes(7))
                .build()) {
            var run = maestro.register(failingOnce(new AtomicBoolean())).start();
            clock.clock.settle();

            clock.clock.advance(HOUR.plusMinutes(5));
            assertThat(run.run().status()).isEqualTo(RunStatus.IN_PROGRESS);
            clock.clock.advance(Duration.ofMinutes(10));
            clock.clock.settle();

            assertThat(run.run().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(maestro.health().repairs()).isEqualTo(1);
        }
    }

    @Test
    void work_that_never_began_begins_when_the_run_is_folded_anew() {
        var clock = new Forgetful(at -> false, 1);
        try (var maestro = Maestro.builder().time(clock).checkRunsEvery(MINUTE).build()) {
            var run = maestro.register(Flow.of("w").step("a", context -> 17)).start();
            var end = run.ended();
            clock.clock.settle();

            clock.clock.advance(MINUTE);
            assertThat(run.run().status()).isEqualTo(RunStatus.IN_PROGRESS);
            clock.clock.advance(MINUTE);
            clock.clock.settle();

            assertThat(end.join().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.output("a", Integer.class)).contains(17);
            assertThat(maestro.health().repairs()).isEqualTo(1);
        }
    }

    @Test
    void a_run_that_was_given_up_is_tried_again() {
        var store = new FaultyStore(Stores.inMemory());
        try (var bench = new Bench(builder -> builder.store(store).checkRunsEvery(MINUTE))) {
            store.refuse(commit -> commit.facts().stream()
                    .anyMatch(fact -> fact instanceof StepAttempt attempt
                            && attempt.status().isTerminal()));
            var run = bench.start(Flow.of("w").step("a"));
            bench.clock.settle();
            assertThat(run.ended()).isCompletedExceptionally();

            store.refuse(commit -> false);
            bench.clock.advance(MINUTE);
            bench.clock.settle();

            assertThat(run.run().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(bench.maestro.health().repairs()).isEqualTo(1);
        }
    }

    @Test
    void what_takes_long_is_left_alone() {
        var gate = new Gate();
        try (var bench = new Bench(builder -> builder.checkRunsEvery(MINUTE))) {
            var run = bench.start(Flow.of("w").step("a", context -> {
                gate.passStubbornly();
                return 1;
            }));
            gate.awaitArrival();

            bench.clock.advance(HOUR);
            gate.open();
            bench.clock.settle();

            assertThat(run.run().status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(Bench.attempts(run, "a")).hasSize(1);
            assertThat(bench.maestro.health().repairs()).isZero();
        }
    }

    @Test
    void the_interval_must_not_be_negative() {
        assertThatIllegalArgumentException().isThrownBy(() -> Maestro.builder().checkRunsEvery(Duration.ofSeconds(-1)));
    }
}
