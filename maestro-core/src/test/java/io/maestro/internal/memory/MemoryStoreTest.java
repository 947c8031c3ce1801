package io.maestro.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Children;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Fact;
import io.maestro.run.Initiator;
import io.maestro.run.Retries;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Commit;
import io.maestro.store.NewRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the suite for stores does not say. */
class MemoryStoreTest {

    private static final Instant NOW = Instant.EPOCH;

    private MemoryStore store = new MemoryStore(100);

    private static NewRun newRun(String workflow) {
        var id = new WorkflowId(workflow);
        return new NewRun(
                new NewRun.NextInstance(id, Optional.empty()),
                DefinitionRef.whole(id, 1),
                Initiator.unknown(),
                Map.of(),
                NOW);
    }

    private WorkflowRun begin(String workflow) {
        return store.commit(new Commit(List.of(newRun(workflow)), List.of()))
                .getFirst()
                .run();
    }

    private void record(Fact... facts) {
        assertThat(store.commit(new Commit(List.of(), List.of(facts)))).isEmpty();
    }

    private static StepAttempt attempt(RunId run, String step, int attempt, StepStatus status) {
        return attempt(run, step, attempt, 1, status, Optional.empty());
    }

    private static StepAttempt attempt(
            RunId run, String step, int attempt, int visit, StepStatus status, Optional<Children> children) {
        return new StepAttempt(
                run,
                new StepId(step),
                attempt,
                visit,
                visit,
                status,
                Optional.of(NOW),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Retries.NONE,
                0,
                children,
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /** Has a visit of step 'each' run an iteration, which runs a step of that name in turn. */
    private RunId iterate(RunId parent, RunId root, int visit) {
        var body = new WorkflowId("maestro_foreach_" + parent.workflow());
        var children = new Children.Iterations(body, visit, 1, List.of(), Rollup.none());
        record(attempt(parent, "each", visit, visit, StepStatus.RUNNING, Optional.of(children)));
        var child = new RunId(body, 1, visit);
        var depth = parent.equals(root) ? 1 : 2;
        var iteration = new NewRun(
                new NewRun.Numbered(child),
                DefinitionRef.whole(body, 1),
                new Initiator.ByStep(
                        Initiator.Kind.FOREACH, parent, new StepId("each"), visit, true, depth, root, Optional.empty()),
                Map.of(),
                NOW);
        store.commit(new Commit(List.of(iteration), List.of()));
        return child;
    }

    private void end(RunId run) {
        record(store.run(run).orElseThrow().ended(RunStatus.SUCCEEDED, Rollup.none(), NOW));
    }

    private void endVisit(RunId run, int visit) {
        var open = store.attempts(run).stream()
                .filter(row -> row.visit() == visit)
                .findFirst()
                .orElseThrow();
        record(attempt(run, "each", visit, visit, StepStatus.SUCCEEDED, open.children()));
    }

    @Test
    void a_row_that_is_recorded_again_and_again_takes_no_more_room() {
        var run = begin("w");
        var rows = new RunRows(run, null);
        IntStream.range(0, 1_000).forEach(i -> {
            rows.add(attempt(run.runId(), "a", 1, StepStatus.RUNNING));
            rows.add(attempt(run.runId(), "b", 1, StepStatus.RUNNING));
        });
        rows.add(attempt(run.runId(), "a", 1, StepStatus.SUCCEEDED));

        assertThat(rows.size()).isEqualTo(2);
        assertThat(rows.attempts())
                .extracting(StepAttempt::status)
                .containsExactly(StepStatus.SUCCEEDED, StepStatus.RUNNING);
    }

    @Test
    void the_oldest_ended_runs_are_purged_and_live_ones_never() {
        var small = new MemoryStore(2);
        var live = small.commit(new Commit(List.of(newRun("w")), List.of()))
                .getFirst()
                .run();
        for (int i = 0; i < 5; i++) {
            var run = small.commit(new Commit(List.of(newRun("w")), List.of()))
                    .getFirst()
                    .run();
            small.commit(new Commit(List.of(), List.of(run.ended(RunStatus.SUCCEEDED, Rollup.none(), NOW))));
        }

        assertThat(small.runs(io.maestro.store.RunQuery.of("w")))
                .extracting(run -> run.runId().instance())
                .containsExactly(6L, 5L, 1L);
        assertThat(small.run(live.runId())).isPresent();
        assertThat(small.attempts(new RunId(new WorkflowId("w"), 2, 1))).isEmpty();
    }

    @Test
    void a_run_takes_with_it_what_its_steps_started_when_it_is_purged() {
        store = new MemoryStore(0);
        var run = begin("w").runId();
        var child = iterate(run, run, 1);
        end(child);
        endVisit(run, 1);
        end(run);

        assertThat(store.run(run)).isEmpty();
        assertThat(store.run(child)).isEmpty();
        assertThat(store.lastRun(child.workflow())).isZero();
    }

    @Test
    void a_negative_number_of_runs_cannot_be_kept() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MemoryStore(-1));
    }
}
