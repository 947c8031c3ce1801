package io.maestro.test;

import static io.maestro.test.MaestroAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.Maestro;
import io.maestro.Stores;
import io.maestro.dsl.Workflow;
import io.maestro.run.PermitClaim;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.ForwardingStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@MaestroTest
class MaestroAssertTest {

    private static Workflow two() {
        return Workflow.define("two", w -> {
            var one = w.step("one", ctx -> 1);
            w.run("two", ctx -> {}).after(one);
        });
    }

    @Test
    void what_goes_on_or_has_ended_is_not_stuck_and_commits_are_counted(MaestroTestKit kit) {
        kit.mocks().step("two").returns(2).after(Duration.ofDays(1));
        var run = kit.maestro().register(two()).start();
        kit.clock().settle();
        assertThat(kit.maestro()).hasNoStuckRuns();

        kit.clock().awaitEnd(run);

        assertThat(kit.maestro()).hasNoStuckRuns().hasNoLeakedPermits().committedAtMost(7);
        assertThatThrownBy(() -> assertThat(kit.maestro()).committedAtMost(1))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("at most 1 commits were to be made but there were ");
    }

    @Test
    void a_run_that_was_given_up_is_stuck(MaestroTestKit kit) {
        kit.mocks().step("one").returns(2).after(Duration.ofHours(1));
        kit.maestro().register(two()).start();
        kit.clock().settle();
        kit.faults().failCommits(CommitFailure.REFUSED, 100);
        kit.clock().advance(Duration.ofHours(2));
        kit.clock().settle();

        assertThatThrownBy(() -> assertThat(kit.maestro()).hasNoStuckRuns())
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("run two:1:1 is stuck: no engine advances it");
    }

    /** Does not take permits back. */
    private static final class Leaky extends ForwardingStore {
        Leaky() {
            super(Stores.inMemory());
        }

        @Override
        public List<Begun> commit(Commit commit) {
            var kept = commit.facts().stream()
                    .filter(fact -> !(fact instanceof PermitClaim claim
                            && claim.request().isEmpty()))
                    .toList();
            return super.commit(new Commit(commit.newRuns(), kept, commit.dropped(), commit.messages()));
        }
    }

    @Test
    void a_permit_that_is_not_given_back_is_leaked() {
        var limited = Workflow.define("limited", w -> {
            w.stepConcurrency(5);
            w.step("one", ctx -> 1);
        });
        try (var kit = MaestroTestKit.builder().stores(Leaky::new).build()) {
            kit.run(limited);

            assertThatThrownBy(() -> assertThat(kit.maestro()).hasNoLeakedPermits())
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("permits were to be given back, but these runs have ended and have some:"
                            + " [step 'one' of run limited:1:1]");
        }
        try (var kit = MaestroTestKit.create()) {
            kit.run(limited);

            assertThat(kit.maestro()).hasNoLeakedPermits();
        }
    }

    @Test
    void only_the_maestro_of_a_kit_counts_its_commits() {
        try (var maestro = Maestro.inMemory()) {
            assertThat(maestro).hasNoStuckRuns();
            assertThatThrownBy(() -> assertThat(maestro).committedAtMost(1))
                    .hasMessageStartingWith("this is about the Maestro of a kit, but was asked of ");
        }
    }
}
