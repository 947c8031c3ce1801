package io.maestro.test.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Children;
import io.maestro.run.Initiator;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.store.NewRun;
import io.maestro.store.Purged;
import io.maestro.store.RunEnd;
import io.maestro.store.RunQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How runs are deleted that have ended. */
abstract class PurgeContract extends DropContract {

    private static final WorkflowId W = new WorkflowId("w");

    private static Instant minute(int number) {
        return Samples.NOW.plusSeconds(60L * number);
    }

    private static RunEnd through(WorkflowId workflow, int minute) {
        return new RunEnd(minute(minute), new RunId(workflow, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    private void end(RunId run, int minute) {
        record(store().run(run).orElseThrow().ended(RunStatus.SUCCEEDED, Rollup.none(), minute(minute)));
    }

    private RunId ended(String workflow, int minute) {
        var run = begin(workflow).runId();
        record(Samples.attempt(run, "a", 1, StepStatus.SUCCEEDED));
        end(run, minute);
        return run;
    }

    /** Has step 'each' start a run of a workflow. */
    private RunId call(RunId parent, String workflow, boolean awaited) {
        var id = new WorkflowId(workflow);
        var initiator = new Initiator.ByStep(
                Initiator.Kind.SUBWORKFLOW, parent, new StepId("each"), 1, awaited, 1, parent, Optional.empty());
        var next = new RunId(id, 1 + store().runs(RunQuery.of(workflow)).size(), 1);
        return start(
                parent,
                1,
                new Children.Subworkflow(id, 1, Optional.of(next), Rollup.none()),
                new NewRun.NextInstance(id, Optional.of("call of " + parent)),
                initiator);
    }

    private List<String> left(String workflow) {
        return ids(store().runs(RunQuery.of(workflow)));
    }

    private List<Boolean> areThere(RunId... runs) {
        return Stream.of(runs).map(this::isThere).toList();
    }

    @Test
    void runs_go_that_ended_first_and_with_them_their_attempts() {
        var late = ended("w", 4);
        var early = ended("w", 1);
        ended("w", 3);
        var middle = ended("w", 2);
        ended("other", 1);

        assertEquals(Optional.of(minute(3)), purge(W, through(W, 2), 100));

        assertEquals(List.of("w:3:1", "w:1:1"), left("w"));
        assertEquals(List.of(), attempts(early));
        assertEquals(List.of(), attempts(middle));
        assertEquals(List.of("a 1 SUCCEEDED"), attempts(late));
        assertEquals(List.of("other:1:1"), left("other"));
    }

    @Test
    void few_go_at_a_time() {
        for (int minute = 1; minute <= 5; minute++) {
            ended("w", minute);
        }

        assertEquals(new Purged(true, Optional.of(minute(3))), store().purge(W, through(W, 9), 2));
        assertEquals(List.of("w:5:1", "w:4:1", "w:3:1"), left("w"));
        assertEquals(Optional.empty(), purge(W, through(W, 9), 2));
        assertEquals(List.of(), left("w"));
    }

    @Test
    void runs_that_ended_at_the_same_time_are_in_the_order_of_their_numbers() {
        for (int i = 0; i < 4; i++) {
            ended("w", 1);
        }

        assertEquals(Optional.of(new RunEnd(minute(1), new RunId(W, 2, 1))), store().endAfter(W, 2));
        purge(W, store().endAfter(W, 2).orElseThrow(), 100);

        assertEquals(List.of("w:4:1", "w:3:1"), left("w"));
    }

    @Test
    void runs_are_too_many_by_their_ends() {
        ended("w", 3);
        ended("w", 1);
        begin("w");
        ended("w", 2);

        assertEquals(Optional.of(new RunEnd(minute(3), new RunId(W, 1, 1))), store().endAfter(W, 0));
        assertEquals(Optional.of(new RunEnd(minute(1), new RunId(W, 2, 1))), store().endAfter(W, 2));
        assertEquals(Optional.empty(), store().endAfter(W, 3));
        assertEquals(Optional.empty(), store().endAfter(new WorkflowId("other"), 0));
    }

    @Test
    void runs_that_have_not_ended_are_not_deleted() {
        var run = begin("w").runId();
        record(Samples.attempt(run, "a", 1, StepStatus.RUNNING));

        assertEquals(new Purged(false, Optional.empty()), store().purge(W, through(W, 9), 100));
        assertEquals(List.of("a 1 RUNNING"), attempts(run));
    }

    @Test
    void numbers_are_not_given_again_and_requests_begin_anew() {
        var first = begin(Samples.requested("w", "request")).getFirst().run().runId();
        end(first, 1);

        purge(W, through(W, 1), 100);

        assertEquals(Optional.empty(), store().requested(W, "request"));
        var again = begin(Samples.requested("w", "request")).getFirst();
        assertTrue(again.fresh());
        assertEquals("w:2:1", again.run().runId().toString());
    }

    @Test
    void all_runs_below_go_too() {
        var run = begin("w").runId();
        var first = iterate(run, 1, 1);
        var inner = iterate(first, 1, 1);
        var second = iterate(run, 1, 2);
        var third = iterate(run, 1, 3);
        var called = call(second, "called", true);
        for (var below : List.of(inner, called, first, second, third)) {
            end(below, 1);
        }
        end(run, 2);

        assertEquals(Optional.empty(), purge(W, through(W, 2), 2));

        assertEquals(List.of(), ids(store().runs(RunQuery.all())));
        assertEquals(
                List.of(),
                Stream.of(run, first, inner, second, third, called)
                        .flatMap(gone -> attempts(gone).stream())
                        .toList());
    }

    @Test
    void a_run_stays_as_long_as_one_below_it_has_not_ended() {
        var run = begin("w").runId();
        var iteration = iterate(run, 1, 1);
        var called = call(iteration, "called", true);
        end(iteration, 1);
        end(run, 2);
        var other = ended("w", 3);

        assertEquals(Optional.of(minute(2)), purge(W, through(W, 9), 100));
        assertEquals(List.of(true, true, true, false), areThere(run, iteration, called, other));

        end(called, 4);
        assertEquals(Optional.empty(), purge(W, through(W, 9), 100));
        assertEquals(List.of(false, false, false), areThere(run, iteration, called));
    }

    @Test
    void a_run_that_no_step_waited_for_is_kept_for_itself() {
        var run = begin("w").runId();
        var called = call(run, "called", false);
        end(called, 1);
        end(run, 2);

        purge(W, through(W, 9), 100);
        assertEquals(List.of(false, true), areThere(run, called));

        var workflow = called.workflow();
        assertEquals(Optional.of(new RunEnd(minute(1), called)), store().endAfter(workflow, 0));
        purge(workflow, through(workflow, 9), 100);
        assertFalse(isThere(called));
    }

    @Test
    void a_run_that_a_step_waited_for_goes_only_with_the_run_of_that_step() {
        var run = begin("w").runId();
        var called = call(run, "called", true);
        end(called, 1);

        var workflow = called.workflow();
        assertEquals(Optional.empty(), store().endAfter(workflow, 0));
        assertEquals(new Purged(false, Optional.empty()), store().purge(workflow, through(workflow, 9), 100));
        assertTrue(isThere(called));
    }
}
