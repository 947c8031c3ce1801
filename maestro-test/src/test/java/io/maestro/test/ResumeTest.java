package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.run.RunId;
import io.maestro.run.StepStatus;
import io.maestro.store.ForwardingStore;
import io.maestro.store.Store;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs that nobody advances are resumed, by one and only once. */
class ResumeTest {

    private final VirtualClock clock = VirtualClock.create();
    private final WatchedClock watched = new WatchedClock(clock);
    private final Store rows = Stores.inMemory();
    private final FaultyStore store = new FaultyStore(rows);
    private final Maestro maestro = Maestro.builder().store(store).time(watched).build();
    private final List<String> ran = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        maestro.close();
    }

    private RunHandle start(Flow flow) {
        return maestro.register(flow).start();
    }

    @Test
    void registering_a_workflow_again_does_not_resume_what_is_live() {
        var gate = new Gate();
        var flow = Flow.of("w").step("a", context -> {
            ran.add("a");
            gate.pass();
            return 1;
        });
        var run = start(flow);
        gate.awaitArrival();

        maestro.register(flow);
        gate.open();
        clock.awaitEnd(run);

        assertThat(ran).containsExactly("a");
    }

    @Test
    void a_run_that_ends_while_its_workflow_is_registered_again_is_not_resumed() {
        var flow = Flow.of("w").step("a", context -> ran.add("a"));
        var gate = new Gate();
        var slowReader = new SlowReader(store, gate);
        try (var other = Maestro.builder().store(slowReader).time(watched).build()) {
            var hold = store.hold(commit -> FaultyStore.has(commit, "a", StepStatus.SUCCEEDED));
            var run = other.register(flow).start();
            hold.awaitArrival();
            slowReader.slow = true;
            var registering = Thread.startVirtualThread(() -> other.register(flow));
            gate.awaitArrival();
            hold.release();
            var end = clock.awaitEnd(run);
            gate.open();
            registering.join();
            clock.settle();

            assertThat(ran).containsExactly("a");
            assertThat(rows.run(run.id())).contains(end);
            assertThat(store.commits()).hasSize(2);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void two_that_register_at_once_do_not_both_resume_a_run() throws Exception {
        var stuck = new Gate();
        var flow = Flow.of("w").step("a", context -> {
            ran.add("a");
            stuck.pass();
            return 1;
        });
        try (var first = Maestro.builder()
                .store(new FaultyStore(rows))
                .time(watched)
                .drainLimit(java.time.Duration.ZERO)
                .build()) {
            first.register(flow).start();
            stuck.awaitArrival();
        }
        var gate = new Gate();
        var slowReader = new SlowReader(store, gate);
        slowReader.slow = true;
        try (var other = Maestro.builder()
                .store(slowReader)
                .time(watched)
                .drainLimit(java.time.Duration.ZERO)
                .build()) {
            var registering = List.of(
                    Thread.startVirtualThread(() -> other.register(flow)),
                    Thread.startVirtualThread(() -> other.register(flow)));
            slowReader.readers.await();
            gate.open();
            for (var thread : registering) {
                thread.join();
            }
            stuck.open();
            clock.settle();
        }

        assertThat(ran).containsExactly("a", "a");
    }

    /** Shows which runs are unfinished, and lets them change before the reader looks at them. */
    private static final class SlowReader extends ForwardingStore {
        private final Gate gate;
        private final CountDownLatch readers = new CountDownLatch(2);
        volatile boolean slow;

        SlowReader(Store store, Gate gate) {
            super(store);
            this.gate = gate;
        }

        @Override
        public List<io.maestro.run.WorkflowRun> unfinished(
                io.maestro.definition.WorkflowId workflow, java.util.Optional<RunId> after, int limit) {
            var page = super.unfinished(workflow, after, limit);
            if (slow && after.isEmpty()) {
                readers.countDown();
                gate.passStubbornly();
            }
            return page;
        }
    }
}
