package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.MaestroInterruptedException;
import io.maestro.definition.StepId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.step.StepContext;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many of them, long ones, wide ones, and threads that get in each other's way. */
class ScaleTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void instances_are_numbered_without_gaps_however_many_start_at_once() throws InterruptedException {
        long threads = 64;
        int each = 20;
        Queue<Long> instances = new ConcurrentLinkedQueue<>();
        var workflow = bench.maestro.register(Flow.of("w").step("a"));
        var starters = LongStream.range(0, threads)
                .mapToObj(i -> Thread.startVirtualThread(() -> {
                    for (int start = 0; start < each; start++) {
                        instances.add(workflow.start().id().instance());
                    }
                }))
                .toList();
        for (var starter : starters) {
            starter.join();
        }
        bench.clock.settle();

        assertThat(instances)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, threads * each).boxed().toList());
        assertThat(bench.maestro.runs(io.maestro.store.RunQuery.of("w").limit(1000)))
                .allMatch(run -> run.status() == RunStatus.SUCCEEDED);
    }

    @Test
    void a_chain_of_a_hundred_thousand_dead_steps_does_not_overflow_the_stack() {
        int length = 100_000;
        var flow = Flow.of("w").step("s0").step("s1").after("s0", context -> false);
        for (int i = 2; i <= length; i++) {
            flow.step("s" + i).after("s" + (i - 1));
        }
        var run = bench.run(flow);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.attempts()).hasSize(length + 1);
        assertThat(run.attempts().getLast().status()).isEqualTo(StepStatus.UNSATISFIED);
    }

    @Test
    void a_long_chain_of_live_steps_comes_to_its_end() {
        int length = 2_000;
        var flow = Flow.of("w").step("s0", context -> 0);
        for (int i = 1; i < length; i++) {
            var before = new StepId("s" + (i - 1));
            flow.step("s" + i, context -> (Integer) context.output(before) + 1).after(before.value());
        }
        var run = bench.run(flow);

        assertThat(run.output("s" + (length - 1), Integer.class)).contains(length - 1);
    }

    @Test
    void a_thousand_branches_meet_again() {
        int width = 1_000;
        var flow = Flow.of("w").step("fork", context -> 1);
        for (int i = 0; i < width; i++) {
            flow.step("s" + i, context -> (Integer) context.output(new StepId("fork")))
                    .after("fork");
        }
        var branches = IntStream.range(0, width).mapToObj(i -> "s" + i).toArray(String[]::new);
        flow.step("join", context -> sum(context, branches)).after(branches);
        var run = bench.run(flow);

        assertThat(run.output("join", Integer.class)).contains(width);
    }

    private static int sum(StepContext context, String... steps) {
        return List.of(steps).stream()
                .mapToInt(step -> (Integer) context.output(new StepId(step)))
                .sum();
    }

    @Test
    void a_thread_that_is_interrupted_while_it_waits_is_told_and_the_run_goes_on() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w").step("a", context -> {
            gate.pass();
            return 1;
        }));
        Thread.currentThread().interrupt();

        assertThatThrownBy(run::await).isInstanceOf(MaestroInterruptedException.class);

        assertThat(Thread.interrupted()).isTrue();
        gate.open();
        assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_thread_that_is_interrupted_already_may_start_and_stop_runs() {
        var gate = new Gate();
        Thread.currentThread().interrupt();
        var run = bench.start(Flow.of("w").step("a", context -> {
            gate.pass();
            return 1;
        }));
        boolean stopped = run.stop("enough");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped).isTrue();
        assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.STOPPED);
    }

    @Test
    void waiting_with_a_limit_ends_with_the_limit() {
        var gate = new Gate();
        var run = bench.start(Flow.of("w").step("a", context -> {
            gate.pass();
            return 1;
        }));

        assertThat(run.await(java.time.Duration.ZERO)).isEmpty();

        gate.open();
        assertThat(run.await(java.time.Duration.ofMinutes(1))).isPresent();
    }

    @Test
    void many_threads_may_ask_and_stop_while_a_run_goes_on() throws InterruptedException {
        int length = 200;
        var flow = Flow.of("w").step("s0");
        for (int i = 1; i < length; i++) {
            flow.step("s" + i).after("s" + (i - 1));
        }
        var run = bench.start(flow);
        Queue<Boolean> stops = new ConcurrentLinkedQueue<>();
        var askers = IntStream.range(0, 16)
                .mapToObj(i -> Thread.startVirtualThread(() -> {
                    for (int ask = 0; ask < 20; ask++) {
                        assertThat(run.explain()).hasSize(length);
                        run.steps();
                        run.attempts();
                    }
                    stops.add(run.stop("enough"));
                }))
                .toList();
        for (var asker : askers) {
            asker.join();
        }
        bench.awaitEnd(run);

        assertThat(stops).hasSize(16);
        assertThat(stops.stream().filter(stop -> stop).count()).isLessThanOrEqualTo(1);
        assertThat(run.status()).isIn(RunStatus.STOPPED, RunStatus.SUCCEEDED);
    }
}
