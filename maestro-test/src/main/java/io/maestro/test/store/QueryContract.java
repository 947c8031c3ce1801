package io.maestro.test.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Children;
import io.maestro.run.Fact;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Begun;
import io.maestro.store.ChildSummary;
import io.maestro.store.NewRun;
import io.maestro.store.RunQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How runs are found. */
abstract class QueryContract extends DefinitionContract {

    @Test
    void runs_come_in_pages_the_newest_first_and_workflows_in_descending_order() {
        begin(Samples.next("b"), Samples.next("B"), Samples.next("a"), Samples.next("b"), Samples.numbered("b", 1, 2));

        var pages = new ArrayList<String>();
        var query = RunQuery.all().limit(2);
        for (var page = store().runs(query); !page.isEmpty(); page = store().runs(query)) {
            pages.addAll(StoreTests.ids(page));
            query = query.after(page.getLast().runId());
        }

        assertEquals(List.of("b:2:1", "b:1:2", "b:1:1", "a:1:1", "B:1:1"), pages);
        assertEquals(List.of("b:2:1", "b:1:2", "b:1:1"), StoreTests.ids(store().runs(RunQuery.of("b"))));
        assertEquals(List.of(), store().runs(RunQuery.of("c")));
    }

    @Test
    void runs_are_found_by_their_statuses() {
        var runs = begin(Samples.next("w"), Samples.next("w"), Samples.next("w")).stream()
                .map(Begun::run)
                .toList();
        record(
                runs.get(0).ended(RunStatus.FAILED, Rollup.none(), Samples.NOW),
                runs.get(2).ended(RunStatus.SUCCEEDED, Rollup.none(), Samples.NOW));

        assertEquals(List.of("w:2:1"), ids(RunStatus.IN_PROGRESS));
        assertEquals(List.of("w:3:1", "w:1:1"), ids(RunStatus.FAILED, RunStatus.SUCCEEDED));
    }

    private List<String> ids(RunStatus... statuses) {
        return StoreTests.ids(store().runs(RunQuery.all().in(statuses)));
    }

    @Test
    void unfinished_runs_of_a_workflow_come_in_pages_in_ascending_order() {
        begin("v");
        var runs = IntStream.range(0, 12).mapToObj(i -> begin("w")).toList();
        begin("x");
        record(runs.get(3).ended(RunStatus.FAILED, Rollup.none(), Samples.NOW));

        var first = store().unfinished(new WorkflowId("w"), Optional.empty(), 5);
        var second = store().unfinished(
                        new WorkflowId("w"), Optional.of(first.getLast().runId()), 50);

        assertEquals(List.of(1L, 2L, 3L, 5L, 6L), instances(first));
        assertEquals(List.of(7L, 8L, 9L, 10L, 11L, 12L), instances(second));
    }

    private static List<Long> instances(List<WorkflowRun> runs) {
        return runs.stream().map(run -> run.runId().instance()).toList();
    }

    @Test
    void sleeping_runs_of_a_workflow_come_in_pages_those_that_wake_first_before_the_others() {
        var runs = IntStream.range(0, 12).mapToObj(i -> begin("w").runId()).toArray(RunId[]::new);
        for (int i = 0; i < 12; i++) {
            record(wakeUp(runs[i], i < 4 ? 100 - i : 50));
        }
        record(wakeUp(begin("v").runId(), 1), wakeUp(begin("x").runId(), 1));

        var first = sleeping(Optional.empty(), 5);
        var second = sleeping(Optional.of(first.getLast()), 5);
        var third = sleeping(Optional.of(second.getLast()), 5);

        assertEquals(List.of(5L, 6L, 7L, 8L, 9L), woken(first));
        assertEquals(List.of(10L, 11L, 12L, 4L, 3L), woken(second));
        assertEquals(List.of(wakeUp(runs[1], 99), wakeUp(runs[0], 100)), third);
        assertEquals(List.of(), sleeping(Optional.of(third.getLast()), 5));
    }

    @Test
    void a_run_sleeps_until_the_time_that_was_recorded_last_or_does_not_sleep() {
        var slept = begin("w").runId();
        var sleeps = begin("w").runId();
        record(wakeUp(slept, 5), wakeUp(sleeps, 6));
        record(wakeUp(slept, 5), wakeUp(sleeps, 7));
        record(wakeUp(slept, 8), new WakeUp(slept, Optional.empty()));
        record(new WakeUp(begin("w").runId(), Optional.empty()));

        assertEquals(List.of(wakeUp(sleeps, 7)), sleeping(Optional.empty(), 5));
    }

    @Test
    void unfinished_runs_that_sleep_are_not_among_the_others() {
        var runs = IntStream.range(0, 4).mapToObj(i -> begin("w").runId()).toArray(RunId[]::new);
        record(wakeUp(runs[0], 5), wakeUp(runs[2], 5));
        record(new WakeUp(runs[2], Optional.empty()));

        assertEquals(List.of(2L, 3L, 4L), instances(store().unfinished(new WorkflowId("w"), Optional.empty(), 9)));
    }

    private static WakeUp wakeUp(RunId run, int second) {
        return new WakeUp(run, Optional.of(Samples.NOW.plusSeconds(second)));
    }

    private List<WakeUp> sleeping(Optional<WakeUp> after, int limit) {
        return store().sleeping(new WorkflowId("w"), after, limit);
    }

    private static List<Long> woken(List<WakeUp> page) {
        return page.stream().map(wakeUp -> wakeUp.runId().instance()).toList();
    }

    private static Children.Iterations iterations(WorkflowId body, long run) {
        return new Children.Iterations(body, run, -1, List.of(), Rollup.none());
    }

    @Test
    void iterations_of_a_loop_are_summed_up() {
        var body = new WorkflowId("body");
        assertEquals(
                new ChildSummary(0, Map.of(), Rollup.none(), List.of(), List.of()),
                store().children(iterations(body, 1)));
        var rows = begin(IntStream.of(3, 4, 6, 9, 10)
                        .mapToObj(number -> Samples.numbered("body", number, 2))
                        .toArray(NewRun[]::new))
                .stream()
                .map(Begun::run)
                .toList();
        begin(Samples.numbered("body", 1, 1), Samples.numbered("body", 12, 3));
        var leaves = new Rollup(Map.of(StepStatus.SUCCEEDED, 2L, StepStatus.FATALLY_FAILED, 1L));
        record(
                rows.get(0).ended(RunStatus.SUCCEEDED, leaves, Samples.NOW),
                rows.get(1).ended(RunStatus.SUCCEEDED, leaves, Samples.NOW),
                rows.get(2).ended(RunStatus.FAILED, new Rollup(Map.of(StepStatus.STOPPED, 5L)), Samples.NOW));

        assertEquals(
                new ChildSummary(
                        10,
                        Map.of(RunStatus.SUCCEEDED, 2L, RunStatus.FAILED, 1L),
                        new Rollup(Map.of(
                                StepStatus.SUCCEEDED, 4L, StepStatus.FATALLY_FAILED, 2L, StepStatus.STOPPED, 5L)),
                        List.of(new RunId(body, 9, 2), new RunId(body, 10, 2)),
                        List.of(1L, 2L, 5L, 7L, 8L)),
                store().children(iterations(body, 2)));
    }

    @Test
    void the_largest_number_of_a_run_is_known() {
        begin(Samples.numbered("body", 1, 1), Samples.numbered("body", 2, 7), Samples.numbered("body", 9, 3));

        assertEquals(7, store().lastRun(new WorkflowId("body")));
        assertEquals(0, store().lastRun(new WorkflowId("other")));
    }

    @Test
    void the_newest_attempts_of_a_step_in_a_loop_are_shown_in_the_order_of_the_iterations() {
        int count = 2_500;
        var runs = begin(IntStream.rangeClosed(1, count)
                        .mapToObj(number -> Samples.numbered("body", count + 1 - number, 1))
                        .toArray(NewRun[]::new))
                .stream()
                .map(begun -> begun.run().runId())
                .toList();
        record(runs.stream()
                .filter(run -> run.instance() % 3 != 0)
                .flatMap(run -> Stream.of(
                        Samples.attempt(run, "a", 1, StepStatus.USER_FAILED),
                        Samples.attempt(run, "b", 1, StepStatus.SUCCEEDED),
                        Samples.attempt(run, "a", 2, StepStatus.SUCCEEDED)))
                .toArray(Fact[]::new));

        var shown = new ArrayList<String>();
        store().attemptsOf(
                        iterations(new WorkflowId("body"), 1),
                        new StepId("a"),
                        attempt -> shown.add(attempt.runId().instance() + " " + StoreTests.words(attempt)));

        assertEquals(
                IntStream.rangeClosed(1, count)
                        .filter(number -> number % 3 != 0)
                        .mapToObj(number -> number + " a 2 SUCCEEDED")
                        .toList(),
                shown);
    }
}
