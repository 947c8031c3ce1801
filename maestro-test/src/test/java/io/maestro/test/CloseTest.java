package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.MaestroClosedException;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.definition.RetryPolicy;
import io.maestro.event.MaestroEvent;
import io.maestro.param.ParamValue;
import io.maestro.run.RunAbandonedException;
import io.maestro.run.RunStatus;
import io.maestro.store.ForwardingStore;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What closing does to what goes on. */
class CloseTest {

    private final Store rows = Stores.inMemory();
    private final FaultyStore store = new FaultyStore(rows);
    private final VirtualClock clock = VirtualClock.create();
    private final List<String> ran = new CopyOnWriteArrayList<>();

    private Bench bench(Duration drainLimit) {
        return new Bench(clock, builder -> builder.store(store).drainLimit(drainLimit));
    }

    @Test
    void a_step_that_runs_may_end_and_is_recorded_but_no_further_one_begins() {
        var gate = new Gate();
        RunHandle run;
        try (var bench = bench(Duration.ofSeconds(20))) {
            run = bench.start(Flow.of("w")
                    .step("a", context -> {
                        gate.pass();
                        return "done";
                    })
                    .step("b", context -> ran.add("b"))
                    .after("a"));
            gate.awaitArrival();
            var closing = Thread.startVirtualThread(bench::close);
            Bench.awaitDraining(closing);
            gate.open();
            join(closing);
        }

        assertThat(rows.attempts(run.id()))
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.output()).contains("done"));
        assertThat(ran).isEmpty();
        assertThat(rows.run(run.id()).orElseThrow().status()).isEqualTo(RunStatus.IN_PROGRESS);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_step_that_does_not_end_in_time_is_interrupted_and_nothing_of_it_is_recorded() {
        var gate = new Gate();
        var interrupted = new AtomicInteger();
        RunHandle run;
        try (var bench = bench(Duration.ZERO)) {
            run = bench.start(Flow.of("w").step("a", context -> {
                try {
                    gate.pass();
                } catch (InterruptedException e) {
                    interrupted.incrementAndGet();
                }
                return "late";
            }));
            gate.awaitArrival();
        }

        assertThat(interrupted).hasValue(1);
        assertThat(rows.attempts(run.id())).isEmpty();
        assertThat(rows.run(run.id()).orElseThrow().status()).isEqualTo(RunStatus.IN_PROGRESS);
    }

    @Test
    void a_body_that_ignores_the_interrupt_is_left_behind_and_its_late_result_is_not_recorded() {
        var gate = new Gate();
        RunHandle run;
        try (var bench = bench(Duration.ZERO)) {
            run = bench.start(Flow.of("w").step("a", context -> {
                gate.passStubbornly();
                return "late";
            }));
            gate.awaitArrival();
        }
        gate.open();
        clock.settle();

        assertThat(rows.attempts(run.id())).isEmpty();
    }

    @Test
    void a_closed_engine_does_not_advance_its_runs_when_their_time_comes() {
        RunHandle sleeping;
        RunHandle backingOff;
        try (var bench = bench(Duration.ofSeconds(1))) {
            sleeping = bench.start(Flow.of("sleeping").typed("a", "Sleep").param("sleep_seconds", ParamValue.of(60)));
            backingOff = bench.start(Flow.of("backing-off")
                    .step("a", context -> {
                        ran.add("a");
                        throw new IllegalStateException("no");
                    })
                    .retry(RetryPolicy.fixed(5, Duration.ofMinutes(1))));
            clock.settle();
        }
        int commits = store.commits().size();
        clock.advance(Duration.ofDays(20));
        clock.settle();

        assertThat(ran).hasSize(1);
        assertThat(store.commits()).hasSize(commits);
        assertThat(rows.run(sleeping.id()).orElseThrow().status()).isEqualTo(RunStatus.IN_PROGRESS);
        assertThat(rows.run(backingOff.id()).orElseThrow().status()).isEqualTo(RunStatus.IN_PROGRESS);
    }

    @Test
    void who_waits_for_a_run_is_told_that_the_engine_was_closed() {
        RunHandle run;
        try (var bench = bench(Duration.ofSeconds(1))) {
            run = bench.start(Flow.of("w").typed("a", "Sleep").param("sleep_seconds", ParamValue.of(60)));
        }

        assertThatThrownBy(run::await)
                .isInstanceOf(RunAbandonedException.class)
                .hasMessageContaining("the engine was closed");
        assertThatThrownBy(() -> run.stop("too late")).isInstanceOf(RunAbandonedException.class);
        assertThat(run.status()).isEqualTo(RunStatus.IN_PROGRESS);
        assertThat(rows.run(run.id()).orElseThrow().ending()).isEmpty();
    }

    @Test
    void what_was_cut_off_goes_on_with_the_next_engine() {
        RunHandle run;
        var flow = Flow.of("w")
                .step("a", context -> ran.add("a"))
                .typed("nap", "Sleep")
                .param("sleep_seconds", ParamValue.of(60))
                .after("a")
                .step("b", context -> ran.add("b"))
                .after("nap");
        try (var bench = bench(Duration.ofSeconds(1))) {
            run = bench.start(flow);
            clock.settle();
        }
        clock.advance(Duration.ofSeconds(30));
        try (var bench = bench(Duration.ofSeconds(1))) {
            bench.maestro.register(flow);
            var found = bench.maestro.find(run.id()).orElseThrow();
            bench.awaitEnd(found);

            assertThat(found.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(ran).containsExactly("a", "b");
            assertThat(found.run().endedAt()).contains(found.run().createdAt().plusMillis(60_001));
        }
    }

    @Test
    void a_closed_maestro_takes_nothing_new() {
        var bench = bench(Duration.ofSeconds(1));
        var workflow = bench.maestro.register(Flow.of("w").step("a"));
        bench.close();

        assertThatThrownBy(workflow::start).isInstanceOf(MaestroClosedException.class);
        assertThatThrownBy(() -> bench.maestro.start("w")).isInstanceOf(MaestroClosedException.class);
        assertThatThrownBy(() -> bench.maestro.register(Flow.of("v").step("a")))
                .isInstanceOf(MaestroClosedException.class);
    }

    @Test
    void closing_twice_is_closing_once() {
        var closed = new AtomicInteger();
        var counting = new ForwardingStore(rows) {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        var bench = new Bench(builder -> builder.store(counting));
        bench.close();
        bench.close();

        assertThat(closed).hasValue(1);
    }

    @Test
    void a_run_whose_start_is_recorded_while_the_engine_closes_is_not_begun_and_not_lost() {
        var hold = store.hold(commit -> !commit.newRuns().isEmpty());
        var events = new CopyOnWriteArrayList<MaestroEvent>();
        var bench = new Bench(
                clock, builder -> builder.store(store).listener(events::add).drainLimit(Duration.ZERO));
        var workflow = bench.maestro.register(Flow.of("w").step("a", context -> ran.add("a")));
        var run = java.util.concurrent.CompletableFuture.supplyAsync(workflow::start, Thread::startVirtualThread);
        hold.awaitArrival();
        bench.close();
        hold.release();

        var handle = run.join();
        assertThatThrownBy(handle::await).isInstanceOf(RunAbandonedException.class);
        assertThat(ran).isEmpty();
        assertThat(rows.run(handle.id()).orElseThrow().status()).isEqualTo(RunStatus.IN_PROGRESS);
    }

    @Test
    void the_longest_limits_there_are_do_no_harm() {
        var longest = Duration.ofSeconds(Long.MAX_VALUE);
        try (var bench = new Bench(builder -> builder.drainLimit(longest).listener(event -> {}))) {
            var run = bench.run(Flow.of("w").step("a"));

            assertThat(run.await(longest)).isPresent();
        }
    }

    @Test
    void a_store_that_fails_with_an_error_fails_its_entries_and_not_the_lane() {
        var broken = new AtomicInteger(1);
        var failing = new ForwardingStore(rows) {
            @Override
            public List<io.maestro.store.Begun> commit(io.maestro.store.Commit commit) {
                if (broken.getAndDecrement() > 0) {
                    throw new NoClassDefFoundError("gone");
                }
                return super.commit(commit);
            }
        };
        try (var bench = new Bench(builder -> builder.store(failing))) {
            var workflow = bench.maestro.register(Flow.of("w").step("a"));
            assertThatThrownBy(workflow::start).isInstanceOf(StoreException.class);

            assertThat(bench.awaitEnd(workflow.start()).status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }
}
