package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.Stores;
import io.maestro.run.RunAbandonedException;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits for a commit, and what becomes of those whose commit fails. */
class CommitTest {

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
    void a_start_returns_only_when_the_run_is_recorded() throws Exception {
        var hold = store.hold(commit -> !commit.newRuns().isEmpty());
        var workflow = maestro.register(Flow.of("w").step("a"));
        var started = CompletableFuture.supplyAsync(workflow::start, Thread::startVirtualThread);
        hold.awaitArrival();

        assertThat(started).isNotDone();
        assertThat(watched.bodiesBegun()).isZero();

        hold.release();
        assertThat(rows.run(started.get().id())).isPresent();
    }

    @Test
    void nothing_that_depends_on_an_outcome_begins_before_the_outcome_is_recorded() {
        var hold = store.hold(commit -> FaultyStore.has(commit, "a", StepStatus.SUCCEEDED));
        var run = start(Flow.of("w")
                .step("a", context -> ran.add("a"))
                .step("b", context -> ran.add("b"))
                .after("a"));
        hold.awaitArrival();

        assertThat(watched.bodiesBegun()).isEqualTo(1);
        assertThat(run.status()).isEqualTo(RunStatus.IN_PROGRESS);

        hold.release();
        clock.awaitEnd(run);
        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void the_end_of_a_run_is_told_only_when_it_is_recorded() {
        var hold = store.hold(commit -> FaultyStore.has(commit, "a", StepStatus.SUCCEEDED));
        var run = start(Flow.of("w").step("a"));
        hold.awaitArrival();

        assertThat(run.ended()).isNotDone();

        hold.release();
        assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void a_step_that_ends_soon_is_one_row_and_a_chain_one_commit_a_step() {
        var run = start(Flow.of("w").step("a").step("b").after("a").step("c").after("b"));
        clock.awaitEnd(run);

        assertThat(store.commits()).hasSize(4);
        assertThat(store.commits().stream()
                        .mapToLong(commit -> FaultyStore.attempts(commit).count()))
                .containsExactly(0L, 1L, 1L, 1L);
    }

    @Test
    void starts_that_queue_while_a_commit_is_under_way_share_the_next() throws Exception {
        int count = 20;
        var workflow = maestro.register(Flow.of("w").step("a"));
        var hold = store.hold(commit -> commit.newRuns().size() == 1);
        var first = Thread.startVirtualThread(workflow::start);
        hold.awaitArrival();
        int begunBefore = watched.engineWorksBegun();
        var starters = new ArrayList<Thread>();
        for (int i = 0; i < count; i++) {
            starters.add(Thread.startVirtualThread(workflow::start));
        }
        while (watched.engineWorksBegun() < begunBefore + count
                || !starters.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING)) {
            Thread.onSpinWait();
        }

        hold.release();
        first.join();
        for (var starter : starters) {
            starter.join();
        }
        clock.settle();

        assertThat(store.commits().stream()
                        .map(commit -> commit.newRuns().size())
                        .filter(size -> size > 0))
                .containsExactly(1, count);
    }

    @Test
    void a_run_whose_commit_fails_is_given_up_alone() {
        int count = 20;
        var gate = new Gate();
        var arrived = new CountDownLatch(count);
        var workflow = maestro.register(Flow.of("w").step("a", context -> {
            arrived.countDown();
            gate.pass();
            return 1;
        }));
        var runs = new ArrayList<RunHandle>();
        for (int i = 0; i < count; i++) {
            runs.add(workflow.start());
        }
        var poisoned = runs.get(7);
        var waiting = poisoned.ended();
        store.refuse(commit ->
                FaultyStore.attempts(commit).anyMatch(attempt -> attempt.runId().equals(poisoned.id())));
        gate.open();
        clock.settle();

        for (var run : runs) {
            if (!run.id().equals(poisoned.id())) {
                assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
            }
        }
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(RunAbandonedException.class);
        assertThatThrownBy(poisoned::await)
                .isInstanceOf(RunAbandonedException.class)
                .hasCauseInstanceOf(StoreException.class)
                .hasMessageContaining("refused");
        assertThat(rows.run(poisoned.id()).orElseThrow().status()).isEqualTo(RunStatus.IN_PROGRESS);
    }

    @Test
    void what_was_decided_after_an_outcome_that_could_not_be_recorded_is_not_recorded_either() {
        var hold = store.hold(commit -> FaultyStore.has(commit, "a", StepStatus.SUCCEEDED));
        var second = new Gate();
        var run = start(Flow.of("w").step("a", context -> 1).step("b", context -> {
            second.pass();
            return 2;
        }));
        hold.awaitArrival();
        second.open();
        clock.waitUntil(() -> watched.bodiesEnded() == 2);
        store.refuse(commit -> FaultyStore.has(commit, "a", StepStatus.SUCCEEDED));

        hold.release();
        clock.settle();

        assertThatThrownBy(run::await).isInstanceOf(RunAbandonedException.class);
        assertThat(rows.attempts(run.id())).isEmpty();
        assertThat(rows.run(run.id()).orElseThrow().status()).isEqualTo(RunStatus.IN_PROGRESS);
    }

    @Test
    void a_run_that_was_given_up_is_resumed_when_its_workflow_is_registered_again() {
        store.refuse(commit -> FaultyStore.has(commit, "b", StepStatus.SUCCEEDED));
        var flow = Flow.of("w")
                .step("a", context -> ran.add("a"))
                .step("b", context -> ran.add("b"))
                .after("a");
        var run = start(flow);
        clock.settle();
        assertThatThrownBy(run::await).isInstanceOf(RunAbandonedException.class);

        store.refuse(commit -> false);
        maestro.register(flow);
        clock.settle();

        assertThat(run.await().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(ran).containsExactly("a", "b", "b");
    }

    @Test
    void a_stop_that_cannot_be_recorded_says_so() {
        var gate = new Gate();
        var run = start(Flow.of("w").step("a", context -> {
            gate.pass();
            return 1;
        }));
        gate.awaitArrival();
        store.refuse(commit -> true);

        assertThatThrownBy(() -> run.stop("enough")).isInstanceOf(RunAbandonedException.class);
        clock.settle();

        assertThat(rows.run(run.id()).orElseThrow().ending()).isEmpty();
    }

    @Test
    void a_start_that_cannot_be_recorded_says_so_and_takes_no_number() {
        var workflow = maestro.register(Flow.of("w").step("a"));
        store.refuse(commit -> true);
        assertThatThrownBy(workflow::start).isInstanceOf(StoreException.class).hasMessage("refused");
        assertThat(maestro.find(new RunId(workflow.id(), 1, 1))).isEmpty();

        store.refuse(commit -> false);
        assertThat(workflow.start().id().instance()).isEqualTo(1);
    }
}
