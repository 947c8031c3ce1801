package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.Stores;
import io.maestro.permit.HostLimit;
import io.maestro.run.PermitClaim;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.ForwardingStore;
import io.maestro.store.Permits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What limits cost a run that falls under none, and one that does. */
class LimitCostTest {

    /** Notes what it is asked for. */
    private static final class Asked extends ForwardingStore {
        private final List<Commit> commits = new ArrayList<>();
        private int permits;

        Asked() {
            super(Stores.inMemory());
        }

        void forget() {
            commits.clear();
            permits = 0;
        }

        @Override
        public List<Begun> commit(Commit commit) {
            commits.add(commit);
            return super.commit(commit);
        }

        @Override
        public Permits permits() {
            permits++;
            return super.permits();
        }
    }

    private final VirtualClock clock = VirtualClock.create();
    private final Asked store = new Asked();

    private void run(Flow flow, HostLimit... limits) {
        var builder = Maestro.builder().store(store).time(clock);
        for (var limit : limits) {
            builder.limit(limit);
        }
        try (var maestro = builder.build()) {
            maestro.register(flow);
            store.forget();
            clock.awaitEnd(maestro.start(flow.definition().id().value()));
            clock.settle();
        }
    }

    private static Flow chain() {
        return Flow.of("w").step("a").step("b").after("a").step("c").after("b");
    }

    @Test
    void a_run_under_no_limit_asks_the_store_for_no_permits_and_commits_as_often_as_where_there_are_no_limits() {
        run(chain());
        var without = store.commits.size();
        run(chain().step("d").tags("other"), HostLimit.ofTag("gpu").permits(1));

        assertThat(store.permits).isZero();
        assertThat(store.commits).noneMatch(commit -> commit.facts().stream().anyMatch(PermitClaim.class::isInstance));
        // The start, and each step; the fourth begins together with the first.
        assertThat(store.commits).hasSizeBetween(without, without + 1);
    }

    @Test
    void a_step_under_a_limit_is_recorded_as_it_waits_as_it_begins_and_as_it_ends() {
        run(Flow.of("w").step("a").tags("gpu"), HostLimit.ofTag("gpu").permits(1));

        assertThat(store.commits.stream()
                        .flatMap(FaultyStore::attempts)
                        .map(attempt -> attempt.status().toString()))
                .containsExactly("WAITING_FOR_PERMITS", "RUNNING", "SUCCEEDED");
    }
}
