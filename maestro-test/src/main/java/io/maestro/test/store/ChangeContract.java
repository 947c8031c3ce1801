package io.maestro.test.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.maestro.definition.WorkflowId;
import io.maestro.run.Breakpoint;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.SetBreakpoint;
import io.maestro.run.WorkflowChange;
import io.maestro.run.WorkflowChange.Activated;
import io.maestro.run.WorkflowChange.Deactivated;
import io.maestro.run.WorkflowChange.Deleted;
import io.maestro.run.WorkflowInUseException;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.NewRun;
import io.maestro.store.RunEnd;
import io.maestro.store.VersionDeletedException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is done to workflows as a whole. */
abstract class ChangeContract extends PurgeContract {

    private static final WorkflowId W = new WorkflowId("w");

    static WorkflowChange change(WorkflowChange.What what, int second) {
        return change(W, what, second);
    }

    private static WorkflowChange change(WorkflowId workflow, WorkflowChange.What what, int second) {
        return new WorkflowChange(workflow, what, "ann", "it is \"time\"", Samples.NOW.plusSeconds(second));
    }

    private RunId ended(String workflow, int second) {
        var run = begin(workflow).runId();
        record(store().run(run)
                .orElseThrow()
                .ended(RunStatus.SUCCEEDED, Rollup.none(), Samples.NOW.plusSeconds(second)));
        return run;
    }

    private List<Begun> commit(NewRun newRun) {
        return store().commit(new Commit(List.of(newRun), List.of()));
    }

    @Test
    void what_was_done_is_kept_the_newest_first() {
        store().register(Samples.definition("w", "a"), List.of());
        store().register(Samples.definition("w", "b"), List.of());
        var activated = change(new Activated(1), 1);
        var deactivated = change(new Deactivated(), 2);
        var deleted = change(new Deleted(), 3);

        store().change(activated);
        assertEquals(Optional.of(1L), store().active(W));
        store().change(deactivated);
        assertEquals(Optional.empty(), store().active(W));
        assertEquals(List.of(deactivated, activated), store().changes(W));
        store().change(deleted);

        assertEquals(List.of(deleted, deactivated, activated), store().changes(W));
        assertEquals(List.of(), store().changes(new WorkflowId("other")));
    }

    @Test
    void a_deleted_workflow_has_no_versions_and_no_breakpoints() {
        var other = Samples.definition("other", "a");
        store().register(Samples.definition("w", "a"), List.of());
        store().register(other, List.of());
        for (var workflow : List.of(W, other.id())) {
            store().setBreakpoint(new SetBreakpoint(Breakpoint.at(workflow.value(), "a"), "ann", "look", Samples.NOW));
        }

        store().change(change(new Deleted(), 1));

        assertEquals(Optional.empty(), store().latest(W));
        assertEquals(Optional.empty(), store().definition(W, 1));
        assertEquals(Optional.empty(), store().active(W));
        assertEquals(List.of(other.id()), store().workflows());
        assertEquals(
                List.of(other.id()),
                store().breakpoints().stream()
                        .map(set -> set.breakpoint().workflow())
                        .toList());
        assertEquals(Optional.of(1L), store().active(other.id()));
    }

    @Test
    void a_workflow_that_is_registered_again_goes_on_with_its_numbers() {
        store().register(Samples.definition("w", "a"), List.of());
        store().register(Samples.definition("w", "b"), List.of());
        ended("w", 1);
        store().change(change(new Deleted(), 2));

        assertEquals(
                3, store().register(Samples.definition("w", "b"), List.of()).version());
        assertEquals(
                3, store().register(Samples.definition("w", "b"), List.of()).version());
        assertEquals(Optional.of(3L), store().active(W));
        assertEquals(List.of(W), store().workflows());
        assertEquals(Optional.empty(), store().definition(W, 2));
        assertEquals(3, store().definition(W, 3).orElseThrow().version());
        store().change(change(new Deleted(), 3));
        assertEquals(
                4, store().register(Samples.definition("w", "b"), List.of()).version());
        assertEquals(
                new RunId(W, 2, 1),
                commit(Samples.of(new NewRun.NextInstance(W, Optional.empty()), 4))
                        .getFirst()
                        .run()
                        .runId());
    }

    @Test
    void a_workflow_is_not_deleted_while_a_run_has_not_ended() {
        store().register(Samples.definition("w", "a"), List.of());
        ended("w", 1);
        var run = begin("w").runId();

        var refused = assertThrows(WorkflowInUseException.class, () -> store().change(change(new Deleted(), 2)));

        assertEquals(run, refused.run());
        assertEquals(1, store().latest(W).orElseThrow().version());
        assertEquals(List.of(), store().changes(W));
    }

    @Test
    void nothing_begins_of_a_deleted_version_and_no_number_is_lost_for_it() {
        store().register(Samples.definition("w", "a"), List.of());
        var first = ended("w", 1);
        store().change(change(new Deleted(), 2));
        store().register(Samples.definition("w", "a"), List.of());

        for (var key : List.of(
                new NewRun.NextInstance(W, Optional.empty()),
                new NewRun.NextInstance(W, Optional.of("asked")),
                new NewRun.Restarted(first.next(), "again"))) {
            assertThrows(VersionDeletedException.class, () -> commit(Samples.of(key, 1)));
        }

        assertEquals(
                new RunId(W, 2, 1),
                commit(Samples.of(new NewRun.NextInstance(W, Optional.empty()), 2))
                        .getFirst()
                        .run()
                        .runId());
    }

    @Test
    void the_runs_of_deleted_workflows_are_told_until_they_are_purged() {
        for (var workflow : List.of("v", "w", "other")) {
            store().register(Samples.definition(workflow, "a"), List.of());
        }
        ended("w", 1);
        ended("w", 2);
        ended("other", 1);
        store().change(change(new WorkflowId("v"), new Deleted(), 3));
        var deleted = change(new Deleted(), 2);
        store().change(deleted);

        assertEquals(List.of(deleted), store().remains());
        purge(W, new RunEnd(deleted.at(), new RunId(W, Long.MAX_VALUE, Long.MAX_VALUE)), 10);
        assertEquals(List.of(), store().remains());

        store().register(Samples.definition("w", "a"), List.of());
        commit(Samples.of(new NewRun.NextInstance(W, Optional.empty()), 2));
        record(store().run(new RunId(W, 3, 1))
                .orElseThrow()
                .ended(RunStatus.SUCCEEDED, Rollup.none(), Samples.NOW.plusSeconds(9)));
        assertEquals(List.of(), store().remains());
    }
}
