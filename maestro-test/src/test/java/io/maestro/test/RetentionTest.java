package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.definition.WorkflowId;
import io.maestro.param.ParamValue;
import io.maestro.run.RunStatus;
import io.maestro.run.WorkflowRun;
import io.maestro.store.ForwardingStore;
import io.maestro.store.Purged;
import io.maestro.store.Retention;
import io.maestro.store.RunEnd;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How long runs are kept that have ended. */
class RetentionTest {

    private static final Retention EVERYTHING = Retention.everything();
    private static final Duration DAY = Duration.ofDays(1);

    private final Store rows = Stores.inMemory();

    private static Bench keeping(Retention retention) {
        return new Bench(builder -> builder.retention(retention));
    }

    private static List<String> ids(Bench bench) {
        bench.clock.settle();
        return bench.maestro.runs(RunQuery.all()).stream()
                .map(WorkflowRun::runId)
                .map(Object::toString)
                .toList();
    }

    private static Flow sleeping(String id, long seconds) {
        return Flow.of(id).typed("a", "Sleep").param("sleep_seconds", ParamValue.of(seconds));
    }

    @Test
    void everything_is_kept_if_nothing_is_said() {
        try (var bench = new Bench()) {
            bench.run(Flow.of("w").step("a"));
            bench.clock.advance(Duration.ofDays(10_000));

            assertThat(ids(bench)).containsExactly("w:1:1");
        }
    }

    @Test
    void a_run_leaves_when_it_is_too_old() {
        try (var bench = keeping(EVERYTHING.noLongerThan(DAY))) {
            var first = bench.run(Flow.of("w").step("a"));
            bench.clock.advance(DAY.dividedBy(2));
            bench.run(Flow.of("w").step("a"));

            bench.clock.advance(DAY.dividedBy(2).minusNanos(1));
            assertThat(ids(bench)).containsExactly("w:2:1", "w:1:1");

            bench.clock.advance(Duration.ofNanos(1));
            assertThat(ids(bench)).containsExactly("w:2:1");
            assertThat(bench.maestro.find(first.id())).isEmpty();

            bench.clock.advance(DAY.dividedBy(2));
            assertThat(ids(bench)).isEmpty();
            assertThat(bench.run(Flow.of("w").step("a")).id().instance()).isEqualTo(3);
        }
    }

    @Test
    void of_the_runs_that_ended_the_last_ones_are_kept() {
        try (var bench = keeping(EVERYTHING.noMoreThan(2))) {
            bench.start(sleeping("w", 60));
            bench.start(sleeping("w", 10));
            bench.start(sleeping("w", 30));
            bench.start(sleeping("w", 20));
            bench.start(sleeping("other", 5));
            bench.clock.settle();

            bench.clock.advance(Duration.ofSeconds(59));
            assertThat(ids(bench)).containsExactly("w:4:1", "w:3:1", "w:1:1", "other:1:1");
            bench.clock.advance(Duration.ofSeconds(2));
            assertThat(ids(bench)).containsExactly("w:3:1", "w:1:1", "other:1:1");
        }
    }

    @Test
    void nothing_may_be_kept_at_all() {
        try (var bench = keeping(EVERYTHING.noMoreThan(0))) {
            var run = bench.run(Flow.of("w").step("a"));

            assertThat(ids(bench)).isEmpty();
            assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void a_run_leaves_when_either_limit_says_so() {
        try (var bench = keeping(EVERYTHING.noMoreThan(2).noLongerThan(DAY))) {
            for (int i = 0; i < 3; i++) {
                bench.run(Flow.of("w").step("a"));
            }
            assertThat(ids(bench)).containsExactly("w:3:1", "w:2:1");

            bench.clock.advance(DAY);
            assertThat(ids(bench)).isEmpty();
        }
    }

    @Test
    void a_workflow_may_have_a_retention_of_its_own() {
        UnaryOperator<io.maestro.MaestroBuilder> options =
                builder -> builder.retention("brief", EVERYTHING.noMoreThan(0)).retention(EVERYTHING.noLongerThan(DAY));
        try (var bench = new Bench(options)) {
            bench.run(Flow.of("brief").step("a"));
            bench.run(Flow.of("usual").step("a"));
            assertThat(ids(bench)).containsExactly("usual:1:1");

            bench.clock.advance(DAY);
            assertThat(ids(bench)).isEmpty();
        }
    }

    @Test
    void a_run_that_goes_on_stays_however_old_it_is() {
        try (var bench = keeping(EVERYTHING.noLongerThan(DAY).noMoreThan(0))) {
            var run = bench.start(sleeping("w", DAY.multipliedBy(5).toSeconds()));
            bench.run(Flow.of("w").step("a"));

            bench.clock.advance(DAY.multipliedBy(4));
            assertThat(ids(bench)).containsExactly("w:1:1");
            assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void the_runs_of_loops_and_subworkflows_leave_with_the_run_that_they_belong_to() {
        try (var bench = keeping(EVERYTHING.noLongerThan(DAY))) {
            bench.maestro.register(Flow.of("called").step("a"));
            var items = new ParamValue.LongArray(List.of(1L, 2L, 3L));
            var nested = Flow.of("b")
                    .foreach("inner", 1, Map.of("y", items), Flow.of("c").step("leaf"));
            bench.start(Flow.of("w")
                    .foreach("loop", 2, Map.of("x", items), nested)
                    .subworkflow("call", "called", true)
                    .typed("last", "Sleep")
                    .after("loop", "call")
                    .param("sleep_seconds", ParamValue.of(DAY.multipliedBy(3).toSeconds())));
            bench.clock.settle();
            bench.clock.advance(DAY.multipliedBy(3));
            assertThat(ids(bench)).hasSize(1 + 3 + 9 + 1);

            bench.clock.advance(DAY.plusSeconds(1));
            assertThat(ids(bench)).isEmpty();
        }
    }

    @Test
    void a_subworkflow_that_was_not_waited_for_is_kept_for_itself() {
        UnaryOperator<io.maestro.MaestroBuilder> options = builder -> builder.retention("w", EVERYTHING.noMoreThan(0));
        try (var bench = new Bench(options)) {
            bench.maestro.register(Flow.of("called").step("a"));
            bench.run(Flow.of("w").subworkflow("call", "called", false));

            assertThat(ids(bench)).containsExactly("called:1:1");
        }
    }

    @Test
    void runs_that_ended_long_ago_leave_when_their_workflow_is_registered() {
        RunHandle run;
        try (var bench = new Bench(builder -> builder.store(new FaultyStore(rows)))) {
            run = bench.run(Flow.of("w").step("a"));
        }
        var clock = VirtualClock.at(run.await().endedAt().orElseThrow().plus(DAY));
        try (var bench = new Bench(
                clock, builder -> builder.store(new FaultyStore(rows)).retention(EVERYTHING.noLongerThan(DAY)))) {
            assertThat(ids(bench)).hasSize(1);

            bench.maestro.register(Flow.of("w").step("a"));

            assertThat(ids(bench)).isEmpty();
        }
    }

    /** Counts how often it is asked to delete. */
    private static final class Counting extends ForwardingStore {
        private final AtomicInteger purges = new AtomicInteger();
        private volatile boolean fails;

        Counting(Store store) {
            super(store);
        }

        @Override
        public Purged purge(WorkflowId workflow, RunEnd through, int limit) {
            purges.incrementAndGet();
            if (fails) {
                throw new StoreException("no");
            }
            return super.purge(workflow, through, limit);
        }
    }

    @Test
    void the_store_is_asked_for_many_runs_at_once_and_not_while_nothing_is_due() {
        var counting = new Counting(rows);
        try (var bench = new Bench(builder -> builder.store(counting).retention(EVERYTHING.noLongerThan(DAY)))) {
            for (int i = 0; i < 1_000; i++) {
                bench.run(sleeping("w", 1));
            }
            bench.clock.settle();
            // When the workflow is registered, each time anew.
            int before = counting.purges.get();

            bench.clock.advance(DAY.minusSeconds(1_000));
            assertThat(counting.purges).hasValue(before);
            bench.clock.advance(Duration.ofSeconds(2_000));
            assertThat(ids(bench)).isEmpty();
            assertThat(counting.purges.get() - before).isLessThan(60);

            int after = counting.purges.get();
            bench.clock.advance(DAY.multipliedBy(100));
            assertThat(counting.purges).hasValue(after);
        }
    }

    @Test
    void a_store_that_cannot_delete_is_asked_again() {
        var counting = new Counting(rows);
        counting.fails = true;
        try (var bench = new Bench(builder -> builder.store(counting).retention(EVERYTHING.noLongerThan(DAY)))) {
            bench.run(Flow.of("w").step("a"));
            bench.clock.advance(DAY);
            assertThat(ids(bench)).hasSize(1);

            counting.fails = false;
            bench.clock.advance(Duration.ofMinutes(1));
            assertThat(ids(bench)).isEmpty();
        }
    }

    @Test
    void limits_must_not_be_negative() {
        assertThatIllegalArgumentException().isThrownBy(() -> EVERYTHING.noLongerThan(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> EVERYTHING.noMoreThan(-1));
    }
}
