package io.maestro.test;

import static io.maestro.test.MaestroAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.Stores;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.WorkflowId;
import io.maestro.dsl.Workflow;
import io.maestro.run.WakeUp;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.ForwardingStore;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CrashAtEveryCommitTest {

    private static Workflow order(EffectsLedger effects) {
        return Workflow.define("order", w -> {
            var charge = w.step("charge", ctx -> {
                        var unused = effects.noteOnce("charge", ctx.idempotencyKey());
                        return "receipt";
                    })
                    .retry(RetryPolicy.fixed(3, Duration.ofHours(1)));
            w.run("mail", ctx -> effects.noteOnce("mail", ctx.idempotencyKey())).after(charge);
        });
    }

    @MaestroTest
    static class Sound {
        @CrashAtEveryCommit
        void each_order_is_charged_once(MaestroTestKit kit, Mocks mocks, EffectsLedger effects) {
            mocks.step("charge").fails(new IOException("no route")).doesItsWork();

            assertThat(kit.run(order(effects)))
                    .succeeded()
                    .took(Duration.ofHours(1))
                    .step("charge")
                    .ranTimes(2);
            assertThat(effects.of("charge")).happenedExactlyOnce();
        }
    }

    /** Takes a message off its queue before what it makes of it is recorded. */
    static class AcknowledgesFirst {
        @CrashAtEveryCommit
        void each_message_is_worked_on(MaestroTestKit kit) {
            var queue = new ConcurrentLinkedQueue<>(List.of("message"));
            var workflow = Workflow.define("worker", w -> {
                var take = w.step("take", ctx -> queue.isEmpty() ? "nothing" : queue.remove());
                w.step("work", take, message -> "worked on " + message);
            });

            assertThat(kit.run(workflow)).succeeded();
        }
    }

    static class FailsWithoutACrash {
        @CrashAtEveryCommit
        void the_order_fails(MaestroTestKit kit, EffectsLedger effects) {
            assertThat(kit.run(order(effects))).failed();
        }
    }

    @Test
    void a_test_runs_without_a_crash_and_then_with_one_around_each_commit() {
        var told = Played.of(Sound.class);

        assertThat(told).startsWith("without a crash", "crash before commit 1 of 4", "crash after commit 1 of 4");
        assertThat(told)
                .endsWith("crash before commit 4 of 4", "crash after commit 4 of 4")
                .hasSize(9);
    }

    @Test
    void a_message_that_is_acknowledged_before_its_outcome_is_recorded_is_found_out() {
        var told = Played.of(AcknowledgesFirst.class);

        assertThat(told)
                .anySatisfy(one -> assertThat(one)
                        .startsWith("crash before commit 2 of 3: ")
                        .contains("the runs come to another end than without a crash")
                        .contains("without:\n  run worker:1:1 step take, attempt 1: SUCCEEDED [message]")
                        .contains("with it:\n  run worker:1:1 step take, attempt 1: SUCCEEDED [nothing]"));
    }

    @Test
    void a_test_that_fails_without_a_crash_runs_once() {
        assertThat(Played.of(FailsWithoutACrash.class))
                .singleElement()
                .asString()
                .startsWith("without a crash: the run was to be FAILED but is SUCCEEDED");
    }

    @Test
    void without_junit_a_builder_does_the_same() {
        var deaths = new ArrayList<Integer>();

        MaestroTestKit.builder().crashAtEveryCommit(kit -> {
            assertThat(kit.run(order(kit.effects()))).succeeded();
            assertThat(kit.effects().of("charge")).happenedExactlyOnce();
            deaths.add(kit.faults().deaths());
        });

        assertThat(deaths).containsExactly(0, 1, 1, 1, 1, 1, 1);
    }

    /** Acknowledges what it has not recorded. */
    private static final class Forgetful extends ForwardingStore {
        private final AtomicInteger asked = new AtomicInteger();

        Forgetful() {
            super(Stores.inMemory());
        }

        @Override
        public List<Begun> commit(Commit commit) {
            boolean outcome =
                    commit.facts().stream().anyMatch(fact -> fact.toString().contains("charge"));
            return outcome && asked.getAndIncrement() == 0
                    ? super.commit(new Commit(commit.newRuns(), List.of()))
                    : super.commit(commit);
        }
    }

    @Test
    void an_outcome_that_is_acknowledged_before_it_is_recorded_is_found_out() {
        var orders = MaestroTestKit.builder().stores(Forgetful::new);

        assertThatThrownBy(() -> orders.crashAtEveryCommit(kit -> {
                    assertThat(kit.run(order(kit.effects()))).succeeded();
                    assertThat(kit.effects().of("charge")).happenedExactlyOnce();
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("crash ");
    }

    /** Does not find again who sleeps. */
    private static final class Sleepless extends ForwardingStore {
        Sleepless() {
            super(Stores.inMemory());
        }

        @Override
        public List<WakeUp> sleeping(WorkflowId workflow, Optional<WakeUp> after, int limit) {
            return List.of();
        }
    }

    @Test
    void a_timer_that_is_lost_is_found_out() {
        var orders = MaestroTestKit.builder().stores(Sleepless::new);

        assertThatThrownBy(() -> orders.crashAtEveryCommit(kit -> {
                    kit.mocks()
                            .step("charge")
                            .fails(new IOException("no route"))
                            .returns("receipt");
                    assertThat(kit.run(order(kit.effects()))).succeeded();
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("crash after commit 2 of 4: run order:1:1 is not advanced");
    }

    @Test
    void a_store_is_of_one_kit() {
        var builder = MaestroTestKit.builder().store(Stores.inMemory());

        assertThatThrownBy(() -> builder.crashAtEveryCommit(kit -> kit.run(order(kit.effects()))))
                .hasMessageContaining("a store is of one kit");
    }
}
