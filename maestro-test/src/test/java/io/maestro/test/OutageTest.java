package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.Health;
import io.maestro.Maestro;
import io.maestro.StartRequest;
import io.maestro.Stores;
import io.maestro.param.ParamValue;
import io.maestro.run.Children;
import io.maestro.run.RunStatus;
import io.maestro.store.Begun;
import io.maestro.store.ChildSummary;
import io.maestro.store.Commit;
import io.maestro.store.ForwardingStore;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import io.maestro.store.StoreUnavailableException;
import io.maestro.store.UnknownOutcomeException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of runs while the store does not answer. */
class OutageTest {

    private static final Map<String, ParamValue> THREE = Map.of("x", new ParamValue.LongArray(List.of(1L, 2L, 3L)));

    private final VirtualClock clock = VirtualClock.create();
    private final Store rows = Stores.inMemory();
    private final Silent store = new Silent(rows);
    private final Maestro maestro = Maestro.builder()
            .store(store)
            .time(clock)
            .drainLimit(Duration.ZERO)
            .startLimit(Duration.ofSeconds(1))
            .build();
    private final AtomicInteger ran = new AtomicInteger();

    @AfterEach
    void close() {
        maestro.close();
    }

    /** Fails some of the calls, in one way or another, as a database does whose connections are cut. */
    private static final class Silent extends ForwardingStore {
        private final AtomicInteger failures = new AtomicInteger();
        private final CountDownLatch refused = new CountDownLatch(2);
        private volatile boolean silent;
        private volatile boolean answersAreLost;

        Silent(Store store) {
            super(store);
        }

        @Override
        public boolean commitsAtOnce() {
            return false;
        }

        @Override
        public List<Begun> commit(Commit commit) {
            return answer(() -> super.commit(commit));
        }

        @Override
        public ChildSummary children(Children.Iterations iterations) {
            return answer(() -> super.children(iterations));
        }

        private <T> T answer(Supplier<T> call) {
            if (silent || (failures.get() > 0 && failures.decrementAndGet() % 2 == 0)) {
                refused.countDown();
                if (answersAreLost) {
                    var unused = call.get();
                    throw new UnknownOutcomeException("no answer", new IOException("cut"));
                }
                throw new StoreUnavailableException("no connection", new IOException("cut"));
            }
            return call.get();
        }
    }

    private Flow flow() {
        return Flow.of("w")
                .step("a", context -> ran.incrementAndGet())
                .foreach("loop", 2, THREE, Flow.of("b").step("inner", context -> ran.incrementAndGet()))
                .after("a")
                .step("last", context -> ran.incrementAndGet())
                .after("loop");
    }

    @Test
    void what_could_not_be_recorded_is_recorded_when_the_store_answers_again() {
        store.failures.set(13);
        var run = maestro.register(flow()).start();
        clock.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(ran).hasValue(5);
        assertThat(rows.run(run.id())).contains(run.run());
    }

    @Test
    void what_was_recorded_without_an_answer_is_not_done_twice() {
        store.answersAreLost = true;
        store.failures.set(13);
        var run = maestro.register(flow()).start();
        clock.awaitEnd(run);

        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(ran).hasValue(5);
        assertThat(maestro.runs(RunQuery.of("w"))).hasSize(1);
        assertThat(run.attempts()).hasSize(3);
    }

    @Test
    void health_tells_since_when_the_store_does_not_answer() throws InterruptedException {
        var workflow = maestro.register(flow());
        assertThat(maestro.health().isGood()).isTrue();

        store.silent = true;
        assertThatThrownBy(workflow::start).isInstanceOf(UnknownOutcomeException.class);
        store.refused.await();

        assertThat(maestro.health().outage()).contains(new Health.Outage(clock.instant(), "no connection"));

        store.silent = false;
        clock.awaitEnd(workflow.start());
        assertThat(maestro.health().isGood()).isTrue();
    }

    @Test
    void a_start_that_waits_too_long_says_so_and_happens_when_the_store_answers_again() {
        var workflow = maestro.register(flow());
        store.silent = true;
        var request = StartRequest.plain().requestId("order-17");

        assertThatThrownBy(() -> workflow.start(request))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessage(
                        "the run is not recorded after PT1S; it will be when the store answers again, if this process"
                                + " lives until then: no connection");

        store.silent = false;
        var run = workflow.start(request);
        clock.awaitEnd(run);

        assertThat(maestro.runs(RunQuery.of("w"))).hasSize(1);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_store_that_does_not_answer_does_not_keep_a_maestro_from_closing() throws InterruptedException {
        var gate = new Gate();
        var workflow = maestro.register(Flow.of("w").step("a", context -> {
            gate.pass();
            return ran.incrementAndGet();
        }));
        var run = workflow.start();
        gate.awaitArrival();
        store.silent = true;
        gate.open();
        store.refused.await();
        maestro.close();

        assertThat(rows.run(run.id()).orElseThrow().status()).isEqualTo(RunStatus.IN_PROGRESS);
        assertThat(rows.attempts(run.id())).isEmpty();
    }
}
