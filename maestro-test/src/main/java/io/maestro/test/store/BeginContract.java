package io.maestro.test.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maestro.definition.WorkflowId;
import io.maestro.param.ParamDefinition;
import io.maestro.param.ParamType;
import io.maestro.run.RefusedStart;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How runs begin. */
abstract class BeginContract extends BreakpointContract {

    @Test
    void new_runs_of_a_commit_are_numbered_in_its_order_for_each_workflow() {
        var begun = begin(Samples.next("a"), Samples.next("b"), Samples.next("a"));

        assertEquals(List.of("a:1:1", "b:1:1", "a:2:1"), begunIds(begun));
        assertTrue(begun.stream().allMatch(Begun::fresh));
        assertEquals("a:3:1", begin("a").runId().toString());
    }

    private static List<String> begunIds(List<Begun> begun) {
        return StoreTests.ids(begun.stream().map(Begun::run).toList());
    }

    @Test
    void a_run_that_begins_is_there_with_what_it_began_with() {
        var newRun = Samples.next("w");

        var begun = begin(newRun).getFirst();

        assertEquals(newRun.row(begun.run().runId()), begun.run());
        assertEquals(Optional.of(begun.run()), store().run(begun.run().runId()));
    }

    @Test
    void a_request_that_is_made_again_means_the_run_that_began_for_it_as_it_is_now() {
        var first = begin(Samples.requested("w", "r")).getFirst();
        var ended = first.run().ended(RunStatus.SUCCEEDED, Rollup.none(), Samples.NOW);
        record(ended);

        var again = begin(Samples.next("w"), Samples.requested("w", "r"), Samples.next("w"));

        assertEquals(List.of("w:2:1", "w:1:1", "w:3:1"), begunIds(again));
        assertEquals(new Begun(ended, false), again.get(1));
        assertTrue(again.get(2).fresh());
    }

    @Test
    void a_request_that_is_made_twice_in_a_commit_begins_one_run() {
        var begun = begin(Samples.requested("w", "r"), Samples.requested("w", "r"), Samples.next("w"));

        assertEquals(List.of("w:1:1", "w:1:1", "w:2:1"), begunIds(begun));
        assertEquals(
                List.of(true, false, true), begun.stream().map(Begun::fresh).toList());
    }

    @Test
    void a_request_of_another_workflow_is_another_request() {
        var begun = begin(Samples.requested("v", "r"), Samples.requested("w", "r"));

        assertEquals(List.of("v:1:1", "w:1:1"), begunIds(begun));
        assertEquals(Optional.of(begun.get(1).run()), store().requested(new WorkflowId("w"), "r"));
        assertEquals(Optional.empty(), store().requested(new WorkflowId("w"), "R"));
        assertEquals(Optional.empty(), store().requested(new WorkflowId("x"), "r"));
    }

    @Test
    void the_request_of_a_run_is_known_after_its_row_has_changed() {
        var run = begin(Samples.requested("w", "r")).getFirst().run();

        record(run.ended(RunStatus.FAILED, Rollup.none(), Samples.NOW));

        assertEquals(
                RunStatus.FAILED,
                store().requested(new WorkflowId("w"), "r").orElseThrow().status());
    }

    @Test
    void a_run_that_has_failed_already_is_recorded_as_that_with_what_it_was_given() {
        var given = new RefusedStart(Map.of("a", ParamDefinition.expression(ParamType.LONG, "1 / 0")));

        var begun = begin(Samples.failed("w", "r", given)).getFirst();
        var again = begin(Samples.failed("w", "r", given)).getFirst();

        var stored = store().run(begun.run().runId()).orElseThrow();
        assertTrue(begun.fresh());
        assertFalse(again.fresh());
        assertEquals(begun.run(), stored);
        assertEquals(RunStatus.FAILED, stored.status());
        assertEquals(Optional.of(given), stored.refusedStart());
        assertEquals(List.of(), store().unfinished(new WorkflowId("w"), Optional.empty(), 10));
        assertEquals(
                stored.runId(),
                store().endAfter(new WorkflowId("w"), 0).orElseThrow().runId());
    }

    @Test
    void a_run_that_has_failed_already_may_have_been_given_nothing() {
        var nothing = new RefusedStart(Map.of());

        var begun = begin(Samples.failed("w", "r", nothing)).getFirst();

        assertEquals(
                Optional.of(nothing),
                store().run(begun.run().runId()).orElseThrow().refusedStart());
    }

    @Test
    void a_run_whose_number_is_known_begins_once() {
        var begun = begin(Samples.numbered("body", 7, 2), Samples.numbered("body", 7, 2));
        var again = begin(Samples.numbered("body", 7, 2), Samples.numbered("body", 3, 2))
                .getFirst();

        assertEquals(List.of("body:7:2", "body:7:2"), begunIds(begun));
        assertEquals(List.of(true, false), begun.stream().map(Begun::fresh).toList());
        assertFalse(again.fresh());
        assertEquals(begun.getFirst().run(), again.run());
        assertTrue(store().run(new RunId(new WorkflowId("body"), 3, 2)).isPresent());
    }

    @Test
    void a_commit_that_is_made_again_changes_nothing() {
        var commit = new Commit(List.of(Samples.requested("w", "r"), Samples.numbered("body", 1, 1)), List.of());
        var first = store().commit(commit);

        var again = store().commit(commit);

        assertEquals(
                first.stream().map(Begun::run).toList(),
                again.stream().map(Begun::run).toList());
        assertTrue(again.stream().noneMatch(Begun::fresh));
        assertEquals("w:2:1", begin("w").runId().toString());
    }
}
