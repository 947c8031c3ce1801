package io.maestro.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.ForkRequest;
import io.maestro.Maestro;
import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.dsl.Workflow;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.WorkflowRun;
import io.maestro.store.RunEnd;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import io.maestro.value.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Forks whose source is deleted, and that are cut off in the middle. */
abstract class ForksThatOutliveSources {

    /** A value of a class of the host's own. */
    record Order(String customer, Optional<String> note, List<Long> amounts) {}

    private static final List<Order> ORDERS = List.of(
            new Order("Ada", Optional.of("by hand"), List.of(5_000_000_000L, 7L)),
            new Order("Bob", Optional.empty(), List.of(1L)));

    private final ConcurrentLinkedQueue<String> ran = new ConcurrentLinkedQueue<>();
    private final CountDownLatch reached = new CountDownLatch(1);
    private volatile boolean held;

    /** Returns the store, in which is what was in it before. */
    abstract Store open();

    private Maestro maestro() {
        var maestro = Maestro.builder()
                .store(open())
                .drainLimit(Duration.ZERO)
                .stopGrace(Duration.ofMillis(100))
                .build();
        var child = Workflow.define("child", w -> w.step("load", ctx -> ran("load")));
        maestro.register(child);
        maestro.register(workflow(child));
        return maestro;
    }

    private String ran(String step) {
        ran.add(step);
        return step;
    }

    private void pass() throws InterruptedException {
        if (held) {
            reached.countDown();
            new CountDownLatch(1).await();
        }
    }

    /** Has a cycle, a loop and a subworkflow, and then sums up. */
    private Workflow workflow(Workflow child) {
        return Workflow.define("sales", w -> {
            var turn = w.step("turn", ctx -> ran("turn"));
            var orders = w.step("orders", ctx -> ORDERS).returns(ValueType.listOf(Order.class));
            w.from(turn)
                    .when(ctx -> ran.stream().filter("turn"::equals).count() < 3)
                    .backTo(turn)
                    .otherwise(orders);
            var totals = w.foreach(
                    "each",
                    orders,
                    (order, body) -> body.step("total", order, found -> {
                        ran(found.customer());
                        return found.amounts().stream()
                                .mapToLong(amount -> amount)
                                .sum();
                    }));
            var below = w.subworkflow("below", child).after(orders);
            var sum = w.step("sum", totals, all -> {
                pass();
                ran("sum");
                return all.stream().mapToLong(total -> total).sum();
            });
            w.step(
                            "end",
                            ctx -> ran("end") + " " + ctx.get(sum) + " "
                                    + ctx.get(orders).getFirst().note())
                    .after(sum, below);
        });
    }

    private RunId source() {
        try (var maestro = maestro()) {
            var run = maestro.start("sales", Map.of());
            assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            return run.id();
        }
    }

    private void purge(RunId source) {
        try (var store = open()) {
            var end = new RunEnd(store.run(source).orElseThrow().endedAt().orElseThrow(), source);
            while (store.purge(source.workflow(), end, 100).more()) {
                assertThat(store.workflows()).isNotEmpty();
            }
            assertThat(store.run(source)).isEmpty();
        }
    }

    private List<String> ids() {
        try (var store = open()) {
            return store.runs(RunQuery.all()).stream()
                    .map(WorkflowRun::runId)
                    .map(RunId::toString)
                    .toList();
        }
    }

    private static void requireWhole(RunHandle fork) {
        assertThat(fork.await().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(fork.output("end", String.class)).contains("end 5000000008 Optional[by hand]");
        assertThat(fork.child("each", 2).orElseThrow().output("total", Long.class))
                .contains(1L);
        assertThat(fork.child("below", 1).orElseThrow().output("load", String.class))
                .contains("load");
        assertThat(fork.rollup().total()).isEqualTo(7);
    }

    @Test
    void a_fork_goes_on_after_a_crash_when_its_source_is_gone() throws InterruptedException {
        var source = source();
        ran.clear();
        held = true;
        RunId id;
        try (var maestro = maestro()) {
            id = maestro.find(source)
                    .orElseThrow()
                    .fork(ForkRequest.from("sum").by("ann").requestId("once"))
                    .id();
            reached.await();
        }
        held = false;
        purge(source);

        try (var maestro = maestro()) {
            requireWhole(maestro.find(id).orElseThrow());
        }
        assertThat(ran).containsExactly("sum", "end");
        try (var maestro = maestro()) {
            var fork = maestro.find(id).orElseThrow();
            requireWhole(fork);
            assertThat(fork.run().fork().orElseThrow().run()).isEqualTo(source);
            assertThat(fork.takenOver().stream().map(attempt -> attempt.step().value()))
                    .contains("orders", "each", "below")
                    .startsWith("turn", "turn", "turn")
                    .hasSize(6);
            assertThat(fork.fork(ForkRequest.from("end").requestId("once")).id())
                    .isEqualTo(id);
            ran.clear();
            requireWhole(fork.restartStep("sum", RestartRequest.fromIncomplete()));
            assertThat(ran).containsExactly("sum", "end");
        }
    }

    @Test
    void what_a_fork_took_over_leaves_with_it() {
        var source = source();
        RunId id;
        try (var maestro = maestro()) {
            var fork = maestro.find(source).orElseThrow().fork(ForkRequest.from("end"));
            requireWhole(fork);
            id = fork.id();
        }
        purge(source);
        assertThat(ids()).hasSize(4);

        purge(id);

        assertThat(ids()).isEmpty();
    }
}
