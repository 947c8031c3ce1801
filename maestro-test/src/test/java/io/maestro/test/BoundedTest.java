package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Stores;
import io.maestro.definition.StepId;
import io.maestro.param.ParamValue;
import io.maestro.run.RunStatus;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.ForwardingStore;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Long loops take no more room than short ones: what each of many passes or iterations leaves behind is counted. */
class BoundedTest {

    private static final int PASSES = 100_000;
    private static final int KEPT = 10;
    private static final int ITERATIONS = 20_000;
    private static final int CONCURRENCY = 100;

    /** Things of which each pass or iteration makes one, and of which it is asked how many are still held by somebody. */
    private static final class Traces {
        private final Queue<WeakReference<Object>> made = new ConcurrentLinkedQueue<>();

        <T> T leave(T trace) {
            made.add(new WeakReference<>(trace));
            return trace;
        }

        long held() {
            System.gc();
            return made.stream().filter(trace -> trace.get() != null).count();
        }
    }

    /** A store that now and then counts the rows of the first run. */
    private static final class CountingStore extends ForwardingStore {
        private final AtomicInteger commits = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private final Store rows;

        CountingStore(Store rows) {
            super(rows);
            this.rows = rows;
        }

        @Override
        public List<Begun> commit(Commit commit) {
            var begun = super.commit(commit);
            if (commits.incrementAndGet() % 1_000 == 0) {
                var run = rows.runs(RunQuery.of("w")).getFirst().runId();
                most.accumulateAndGet(rows.attempts(run).size(), Math::max);
            }
            return begun;
        }
    }

    @Test
    void a_cycle_of_a_hundred_thousand_passes_holds_the_visits_that_are_kept() {
        var outputs = new Traces();
        var gate = new Gate();
        var store = new CountingStore(Stores.inMemory());
        try (var bench = new Bench(builder -> builder.store(store))) {
            var run = bench.start(Flow.of("w")
                    .step("a", context -> outputs.leave(new Object()))
                    .step("b", context -> outputs.leave(new int[] {context.attempt()}))
                    .after("a")
                    .backTo("a", PASSES, context -> ((int[]) context.output(new StepId("b")))[0] < PASSES)
                    .keeping(KEPT)
                    .step("last", context -> {
                        gate.pass();
                        return 1;
                    })
                    .after("b"));
            gate.awaitArrival();

            assertThat(store.commits.get()).isGreaterThan(PASSES);
            assertThat(store.most.get()).isBetween(2 * KEPT - 1, 2 * KEPT);
            assertThat(outputs.made).hasSize(2 * PASSES);
            assertThat(outputs.held()).isBetween(2L * KEPT, 2L * KEPT + 4);

            gate.open();
            assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void a_foreach_of_twenty_thousand_iterations_holds_those_that_run() {
        var contexts = new Traces();
        var gate = new Gate();
        var items = new ParamValue.LongArray(
                LongStream.rangeClosed(1, ITERATIONS).boxed().toList());
        try (var bench = new Bench()) {
            var run = bench.start(Flow.of("w")
                    .foreach(
                            "each",
                            CONCURRENCY,
                            Map.of("n", items),
                            Flow.of("body").step("inner", context -> {
                                contexts.leave(context);
                                if (context.runId().instance() == ITERATIONS) {
                                    gate.pass();
                                }
                                return 1;
                            })));
            gate.awaitArrival();

            assertThat(contexts.made).hasSizeGreaterThan(ITERATIONS - CONCURRENCY);
            assertThat(contexts.held()).isBetween(1L, 2L * CONCURRENCY);

            gate.open();
            assertThat(bench.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.run().rollup().total()).isEqualTo(ITERATIONS);
        }
    }
}
