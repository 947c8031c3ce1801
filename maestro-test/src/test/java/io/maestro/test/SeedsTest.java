package io.maestro.test;

import static io.maestro.test.MaestroAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.Stores;
import io.maestro.definition.RetryPolicy;
import io.maestro.dsl.Workflow;
import io.maestro.run.Fact;
import io.maestro.run.PermitClaim;
import io.maestro.run.StepAttempt;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.ForwardingStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SeedsTest {

    private static final int SEEDS = 30;

    /** Notes the commits beside what bodies note. */
    private static final class Noting extends ForwardingStore {
        private final List<String> trace;

        Noting(List<String> trace) {
            super(Stores.inMemory());
            this.trace = trace;
        }

        @Override
        public List<Begun> commit(Commit commit) {
            trace.add(commit.facts().stream().map(SeedsTest::told).toList().toString());
            return super.commit(commit);
        }
    }

    private static String told(Fact fact) {
        return switch (fact) {
            case StepAttempt attempt ->
                attempt.runId() + "/" + attempt.step() + "#" + attempt.attempt() + " " + attempt.status();
            case WorkflowRun run -> run.runId() + " " + run.status();
            case WakeUp wakeUp -> wakeUp.toString();
            case PermitClaim claim -> claim.toString();
        };
    }

    private static Workflow fork(List<String> trace) {
        return Workflow.define("fork", w -> {
            var first = w.step("first", ctx -> note(trace, ctx.runId() + " first"));
            var left = w.step("left", ctx -> note(trace, ctx.runId() + " left"))
                    .after(first)
                    .retry(RetryPolicy.fixed(2, Duration.ofMinutes(1)));
            var right =
                    w.step("right", ctx -> note(trace, ctx.runId() + " right")).after(first);
            w.step("last", ctx -> note(trace, ctx.runId() + " last")).after(left, right);
        });
    }

    private static String note(List<String> trace, String what) {
        trace.add(what);
        return what;
    }

    /** Lets two runs go on side by side, with a timer each and a crash, and returns what happened in which order. */
    private static List<String> trace(long seed) {
        var trace = new CopyOnWriteArrayList<String>();
        try (var kit = MaestroTestKit.builder()
                .stores(() -> new Noting(trace))
                .seed(seed)
                .build()) {
            kit.mocks().step("left").when(call -> call.attempt() == 1).fails(new IOException("once"));
            kit.mocks().step("left").doesItsWork();
            kit.faults().crashAfter(CrashPoint.commit(6));
            var workflow = kit.maestro().register(fork(trace));
            var one = workflow.start();
            var other = workflow.start();
            kit.clock().awaitEnd(one);
            kit.clock().awaitEnd(other);
            assertThat(one).succeeded().step("left").ranTimes(2);
            assertThat(other).succeeded();
            return List.copyOf(trace);
        }
    }

    @Test
    void the_same_seed_gives_the_same_order_and_others_give_others() {
        var orders = new HashSet<List<String>>();

        for (long seed = 1; seed <= SEEDS; seed++) {
            var order = trace(seed);
            assertThat(trace(seed)).as("seed %d", seed).isEqualTo(order);
            orders.add(order);
        }

        assertThat(orders).hasSizeGreaterThan(SEEDS / 3);
    }

    /** Two runs that each read a number in one step and write it in the next. */
    private static void deposit(MaestroTestKit kit) {
        var balance = new AtomicInteger();
        var workflow = kit.maestro().register(Workflow.define("deposit", w -> {
            var read = w.step("read", ctx -> balance.get());
            w.run("write", ctx -> balance.set(ctx.get(read) + 1)).after(read);
        }));
        var one = workflow.start();
        var other = workflow.start();
        kit.clock().awaitEnd(one);
        kit.clock().awaitEnd(other);

        assertThat(balance).hasValue(2);
    }

    static class Deposits {
        @Seeds(SEEDS)
        void two_deposits_are_two(MaestroTestKit kit) {
            deposit(kit);
        }
    }

    static class Replayed {
        @Seed({1, 1, 2})
        void a_seed_is_replayed(MaestroTestKit kit) {
            assertThat(kit.run(Workflow.define("one", w -> w.run("one", ctx -> {}))))
                    .succeeded();
        }
    }

    @Test
    void an_update_that_is_lost_in_some_orders_is_found_and_replayed() {
        var told = Played.of(Deposits.class);

        assertThat(told).hasSize(SEEDS);
        assertThat(told).anyMatch(one -> one.matches("seed \\d+"));
        assertThat(told)
                .anySatisfy(one -> assertThat(one)
                        .containsPattern(
                                "seed (\\d+): .*(?s).*to replay it, put @Seed\\(\\1L\\) in the place of @Seeds"));
        assertThat(Played.of(Deposits.class)).isEqualTo(told);
    }

    @Test
    void seeds_are_replayed_by_their_numbers() {
        assertThat(Played.of(Replayed.class)).containsExactly("seed 1", "seed 1", "seed 2");
    }

    @Test
    void without_junit_a_builder_tells_the_seed() {
        assertThatThrownBy(() -> MaestroTestKit.builder().forSeeds(SEEDS, SeedsTest::deposit))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s)with seed \\d+: .*");
        assertThatThrownBy(() -> MaestroTestKit.builder().forSeeds(0, SeedsTest::deposit))
                .hasMessage("there is one seed at least but there were to be 0");
    }

    @Test
    void crashes_at_every_commit_take_turns_as_well() {
        MaestroTestKit.builder()
                .seed(7)
                .crashAtEveryCommit(
                        kit -> assertThat(kit.run(fork(new ArrayList<>()))).succeeded());
    }

    @Test
    void a_body_may_ask_the_engine_and_wait_for_another() {
        try (var kit = MaestroTestKit.builder().seed(3).build()) {
            kit.maestro().register(Workflow.define("inner", w -> w.step("one", ctx -> 1)));
            var outer = Workflow.define(
                    "outer",
                    w -> w.step(
                            "two",
                            ctx -> kit.maestro().start("inner").await().status().name()));

            assertThat(kit.run(outer)).succeeded().step("two").returned("SUCCEEDED");
        }
    }
}
