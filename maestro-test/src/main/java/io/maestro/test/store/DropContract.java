package io.maestro.test.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Children;
import io.maestro.run.DefinitionRef;
import io.maestro.run.DroppedVisits;
import io.maestro.run.Initiator;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import io.maestro.store.Commit;
import io.maestro.store.NewRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How visits are dropped. */
abstract class DropContract extends CommitContract {

    private static StepAttempt attempt(
            RunId run, String step, int attempt, int visit, StepStatus status, Optional<Children> children) {
        return Samples.visit(run, step, attempt, visit, status, children);
    }

    private void visit(RunId run, String step, int visit) {
        record(attempt(run, step, visit, visit, StepStatus.SUCCEEDED, Optional.empty()));
    }

    private void drop(DroppedVisits... visits) {
        store().commit(new Commit(List.of(), List.of(), List.of(visits)));
    }

    private static DroppedVisits visits(RunId run, String step, int through) {
        return new DroppedVisits(run, new StepId(step), through);
    }

    private List<String> kept(RunId run) {
        return store().attempts(run).stream()
                .map(row -> row.step() + " " + row.visit())
                .toList();
    }

    /** Has a visit of step 'each' start a run that it waits for. */
    private RunId start(RunId parent, int visit, Children children, NewRun.Key key, Initiator.Kind kind) {
        return start(
                parent,
                visit,
                children,
                key,
                new Initiator.ByStep(kind, parent, new StepId("each"), visit, true, 1, parent, Optional.empty()));
    }

    /** Has a visit of step 'each' start a run. */
    final RunId start(RunId parent, int visit, Children children, NewRun.Key key, Initiator initiator) {
        var begun = store().commit(new Commit(
                List.of(new NewRun(key, DefinitionRef.whole(new WorkflowId("w"), 1), initiator, Map.of(), Samples.NOW)),
                List.of(attempt(parent, "each", visit, visit, StepStatus.RUNNING, Optional.of(children)))));
        return begun.getFirst().run().runId();
    }

    final RunId iterate(RunId parent, int visit, int number) {
        var body = new WorkflowId("maestro_foreach_" + parent.workflow());
        return start(
                parent,
                visit,
                new Children.Iterations(body, visit, -1, List.of(), Rollup.none()),
                new NewRun.Numbered(new RunId(body, number, visit)),
                Initiator.Kind.FOREACH);
    }

    private void end(RunId... runs) {
        for (var run : runs) {
            record(store().run(run).orElseThrow().ended(RunStatus.SUCCEEDED, Rollup.none(), Samples.NOW));
        }
    }

    final boolean isThere(RunId run) {
        return store().run(run).isPresent();
    }

    @Test
    void visits_that_are_dropped_are_gone_and_the_others_stay_in_their_order() {
        var run = begin("w").runId();
        visit(run, "once", 1);
        for (int visit = 1; visit <= 4; visit++) {
            visit(run, "a", visit);
            visit(run, "b", visit);
        }

        drop(visits(run, "a", 2));
        assertEquals(List.of("once 1", "b 1", "b 2", "a 3", "b 3", "a 4", "b 4"), kept(run));

        visit(run, "a", 5);
        visit(run, "b", 5);
        drop(visits(run, "b", 4), visits(run, "a", 3));
        assertEquals(List.of("once 1", "a 4", "a 5", "b 5"), kept(run));
    }

    @Test
    void all_attempts_of_a_dropped_visit_are_gone() {
        var run = begin("w").runId();
        record(
                attempt(run, "a", 1, 1, StepStatus.USER_FAILED, Optional.empty()),
                attempt(run, "a", 2, 1, StepStatus.SUCCEEDED, Optional.empty()),
                attempt(run, "a", 3, 2, StepStatus.SUCCEEDED, Optional.empty()));

        drop(visits(run, "a", 1));

        assertEquals(List.of("a 2"), kept(run));
    }

    @Test
    void visits_that_are_not_there_are_dropped_without_complaint() {
        var run = begin("w").runId();
        visit(run, "a", 1);

        drop(visits(run, "other", 7));
        drop(visits(new RunId(new WorkflowId("w"), 9, 1), "a", 7));

        assertEquals(List.of("a 1"), kept(run));
    }

    @Test
    void visits_of_other_runs_stay() {
        var run = begin("w").runId();
        var other = begin("w").runId();
        visit(run, "a", 1);
        visit(other, "a", 1);

        drop(visits(run, "a", 1));

        assertEquals(List.of(), kept(run));
        assertEquals(List.of("a 1"), kept(other));
    }

    @Test
    void what_a_commit_records_and_drops_at_once_is_not_kept() {
        var run = begin("w").runId();

        var begun = store().commit(new Commit(
                List.of(Samples.next("w")),
                List.of(Samples.attempt(run, "a", 1, StepStatus.SUCCEEDED)),
                List.of(visits(run, "a", 1))));

        assertEquals(1, begun.size());
        assertEquals(List.of(), kept(run));
    }

    @Test
    void the_ended_runs_that_a_dropped_visit_started_are_gone_on_all_levels() {
        var run = begin("w").runId();
        var first = iterate(run, 1, 1);
        var other = iterate(run, 1, 2);
        var inner = iterate(first, 1, 1);
        end(inner, first, other);
        var second = iterate(run, 2, 1);
        end(second);

        drop(visits(run, "each", 1));

        assertEquals(List.of(false, false, false), List.of(isThere(first), isThere(other), isThere(inner)));
        assertEquals(List.of(), store().attempts(first));
        assertTrue(isThere(second));
        assertEquals(2, store().lastRun(second.workflow()));
        assertEquals(List.of("each 2"), kept(run));
    }

    @Test
    void runs_that_have_not_ended_stay() {
        var run = begin("w").runId();
        var ended = iterate(run, 1, 1);
        var unfinished = iterate(run, 1, 2);
        end(ended);

        drop(visits(run, "each", 1));

        assertEquals(List.of(false, true), List.of(isThere(ended), isThere(unfinished)));
    }

    @Test
    void the_run_of_a_dropped_subworkflow_is_gone_and_its_neighbours_are_not() {
        var run = begin("w").runId();
        var before = begin("child").runId();
        var child = start(
                run,
                1,
                new Children.Subworkflow(
                        new WorkflowId("child"),
                        1,
                        Optional.of(new RunId(new WorkflowId("child"), 2, 1)),
                        Rollup.none()),
                new NewRun.NextInstance(new WorkflowId("child"), Optional.of("request")),
                Initiator.Kind.SUBWORKFLOW);
        var after = begin("child").runId();
        end(before, child, after);

        drop(visits(run, "each", 1));

        assertEquals(List.of(true, false, true), List.of(isThere(before), isThere(child), isThere(after)));
        assertEquals("child:4:1", begin("child").runId().toString());
    }
}
