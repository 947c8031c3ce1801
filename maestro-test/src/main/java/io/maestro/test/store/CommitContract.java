package io.maestro.test.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maestro.definition.WorkflowId;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.store.Commit;
import io.maestro.store.StoreException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How facts are recorded. */
abstract class CommitContract extends BeginContract {

    @Test
    void nothing_can_be_committed() {
        assertEquals(List.of(), store().commit(new Commit(List.of(), List.of())));
    }

    @Test
    void of_two_rows_with_one_key_the_later_counts_and_the_place_is_the_first() {
        var run = begin("w").runId();
        record(Samples.attempt(run, "a", 1, StepStatus.RUNNING), Samples.attempt(run, "b", 1, StepStatus.SUCCEEDED));
        record(
                Samples.attempt(run, "a", 1, StepStatus.USER_FAILED),
                Samples.attempt(run, "a", 2, StepStatus.SUCCEEDED));

        assertEquals(List.of("a 1 USER_FAILED", "b 1 SUCCEEDED", "a 2 SUCCEEDED"), attempts(run));
    }

    @Test
    void of_two_rows_with_one_key_in_one_commit_the_later_counts() {
        var run = begin("w");
        record(
                Samples.attempt(run.runId(), "a", 1, StepStatus.RUNNING),
                run.ended(RunStatus.FAILED, Rollup.none(), Samples.NOW),
                Samples.attempt(run.runId(), "b", 1, StepStatus.RUNNING),
                Samples.attempt(run.runId(), "a", 1, StepStatus.SUCCEEDED),
                run.ended(RunStatus.SUCCEEDED, Rollup.none(), Samples.NOW));

        assertEquals(List.of("a 1 SUCCEEDED", "b 1 RUNNING"), attempts(run.runId()));
        assertEquals(RunStatus.SUCCEEDED, store().run(run.runId()).orElseThrow().status());
    }

    @Test
    void attempts_of_one_commit_are_in_its_order() {
        var run = begin("w").runId();
        record(
                Samples.attempt(run, "z", 1, StepStatus.SUCCEEDED),
                Samples.attempt(run, "m", 1, StepStatus.SUCCEEDED),
                Samples.attempt(run, "a", 1, StepStatus.SUCCEEDED));

        assertEquals(List.of("z 1 SUCCEEDED", "m 1 SUCCEEDED", "a 1 SUCCEEDED"), attempts(run));
    }

    @Test
    void facts_of_several_runs_and_new_runs_are_recorded_together() {
        var first = begin("w");
        var second = begin("w");

        var begun = store().commit(new Commit(
                List.of(Samples.next("w"), Samples.next("v")),
                List.of(
                        Samples.attempt(second.runId(), "a", 1, StepStatus.SUCCEEDED),
                        first.ended(RunStatus.STOPPED, Rollup.none(), Samples.NOW),
                        Samples.attempt(first.runId(), "a", 1, StepStatus.STOPPED))));

        assertEquals(
                List.of("w:3:1", "v:1:1"),
                begun.stream().map(each -> each.run().runId().toString()).toList());
        assertEquals(List.of("a 1 STOPPED"), attempts(first.runId()));
        assertEquals(List.of("a 1 SUCCEEDED"), attempts(second.runId()));
        assertEquals(RunStatus.STOPPED, store().run(first.runId()).orElseThrow().status());
        assertEquals(
                RunStatus.IN_PROGRESS, store().run(second.runId()).orElseThrow().status());
    }

    @Test
    void a_commit_with_a_fact_of_a_run_that_does_not_exist_does_nothing_at_all() {
        var run = begin("w");
        var stray = new RunId(new WorkflowId("w"), 9, 1);
        var commit = new Commit(
                List.of(Samples.next("w"), Samples.requested("w", "r"), Samples.numbered("body", 1, 1)),
                List.of(
                        Samples.attempt(run.runId(), "a", 1, StepStatus.SUCCEEDED),
                        run.ended(RunStatus.SUCCEEDED, Rollup.none(), Samples.NOW),
                        Samples.attempt(stray, "a", 1, StepStatus.SUCCEEDED)));

        var failure = assertThrows(StoreException.class, () -> store().commit(commit));

        assertTrue(Objects.requireNonNull(failure.getMessage()).contains("w:9:1"), failure.getMessage());
        assertEquals(List.of(), attempts(run.runId()));
        assertEquals(Optional.of(run), store().run(run.runId()));
        assertEquals(Optional.empty(), store().requested(new WorkflowId("w"), "r"));
        assertEquals(Optional.empty(), store().run(new RunId(new WorkflowId("body"), 1, 1)));
        assertEquals("w:2:1", begin("w").runId().toString());
    }

    @Test
    void a_commit_with_the_end_of_a_run_that_does_not_exist_does_nothing_at_all() {
        var run = begin("w");
        var stray = Samples.next("w").row(new RunId(new WorkflowId("w"), 9, 1));

        assertThrows(
                StoreException.class, () -> record(Samples.attempt(run.runId(), "a", 1, StepStatus.SUCCEEDED), stray));

        assertEquals(List.of(), attempts(run.runId()));
        assertEquals(Optional.empty(), store().run(stray.runId()));
    }

    @Test
    void what_does_not_exist_is_empty() {
        var nobody = new RunId(new WorkflowId("w"), 1, 1);

        assertEquals(Optional.empty(), store().run(nobody));
        assertEquals(List.of(), store().attempts(nobody));
        assertEquals(0, store().lastRun(nobody.workflow()));
        assertEquals(List.of(), store().unfinished(nobody.workflow(), Optional.empty(), 10));
    }
}
