package io.maestro.test.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maestro.definition.RunStrategy;
import io.maestro.definition.RunStrategy.Rule;
import io.maestro.definition.WorkflowId;
import io.maestro.queue.QueueRules;
import io.maestro.queue.StrategyRefusedException;
import io.maestro.run.Ending;
import io.maestro.run.Fact;
import io.maestro.run.RefusedStart;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.Unblocking;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.NewRun;
import io.maestro.store.Queues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs that wait for their turn. */
abstract class QueueContract extends ModelContract {

    private static final WorkflowId W = new WorkflowId("w");
    private static final Instant LATER = Samples.NOW.plusSeconds(60);
    private static final Ending ENOUGH = new Ending(RunStatus.STOPPED, "enough", LATER);
    private static final Queues.EarlyEnd END = Queues.EarlyEnd.because(ENOUGH);
    private static final Unblocking LOOKED_INTO = new Unblocking("ann", "looked into", LATER);

    private void follow(RunStrategy strategy) {
        store().register(Samples.definition("w", strategy), List.of());
    }

    private void follow(Rule rule) {
        follow(RunStrategy.of(rule));
    }

    private WorkflowRun start() {
        return start(0);
    }

    private WorkflowRun start(int priority) {
        return begin(Samples.inTurn("w", priority)).getFirst().run();
    }

    private RunStatus status(WorkflowRun run) {
        return store().run(run.runId()).orElseThrow().status();
    }

    private List<RunStatus> statuses(WorkflowRun... runs) {
        return List.of(runs).stream().map(this::status).toList();
    }

    private void end(WorkflowRun run, RunStatus outcome) {
        record(store().run(run.runId()).orElseThrow().ended(outcome, Rollup.none(), LATER));
    }

    private Queues.Released release() {
        return store().queues().release(W, NewRun.Place.HERE, LATER, 50);
    }

    @Test
    void runs_of_a_workflow_of_which_no_version_is_registered_begin() {
        assertEquals(RunStatus.IN_PROGRESS, start().status());
        assertEquals(RunStatus.IN_PROGRESS, start().status());
    }

    @Test
    void a_run_that_waits_is_recorded_as_such_and_begins_when_it_is_let_go() {
        follow(Rule.SEQUENTIAL);
        var first = start();
        var second = start();

        assertEquals(List.of(RunStatus.IN_PROGRESS, RunStatus.CREATED), statuses(first, second));
        assertEquals(Optional.empty(), second.startedAt());
        assertEquals(Queues.Released.nothing(), release());
        end(first, RunStatus.SUCCEEDED);
        var released = release();

        assertEquals(List.of(second.begun(LATER)), released.begun());
        assertEquals(Optional.of(second.begun(LATER)), store().run(second.runId()));
        assertFalse(released.more());
    }

    @Test
    void a_run_that_waits_is_not_one_to_go_on_with() {
        follow(Rule.SEQUENTIAL);
        var first = start();
        start();

        assertEquals(List.of(first), store().unfinished(W, Optional.empty(), 10));
        assertEquals(Set.of(W), store().queues().waiting(Set.of(W, new WorkflowId("v"))));
    }

    @Test
    void runs_are_let_go_by_their_priorities_and_then_by_their_numbers() {
        follow(RunStrategy.parallel(1));
        var first = start();
        var low = start(-1);
        var plain = start();
        var high = start(3);
        assertEquals(
                List.of(2L, 1L, 0L),
                List.of(low, plain, high).stream()
                        .map(run -> store().queues().ahead(run.runId()).orElseThrow())
                        .toList());
        assertEquals(Optional.empty(), store().queues().ahead(first.runId()));
        follow(RunStrategy.unlimited());

        var released = store().queues().release(W, NewRun.Place.HERE, LATER, 2);

        assertEquals(List.of("w:4:1", "w:3:1"), ids(released.begun()));
        assertTrue(released.more());
        assertEquals(List.of("w:2:1"), ids(release().begun()));
    }

    @Test
    void as_many_go_on_as_may() {
        follow(RunStrategy.parallel(2));
        var runs =
                begin(Samples.inTurn("w", 0), Samples.inTurn("w", 0), Samples.inTurn("w", 5), Samples.inTurn("w", 0))
                        .stream()
                        .map(Begun::run)
                        .toArray(WorkflowRun[]::new);

        assertEquals(
                List.of(RunStatus.IN_PROGRESS, RunStatus.CREATED, RunStatus.IN_PROGRESS, RunStatus.CREATED),
                statuses(runs));
        end(runs[0], RunStatus.FAILED);
        assertEquals(List.of("w:2:1"), ids(release().begun()));
    }

    @Test
    void a_failed_run_holds_up_strict_ones_until_it_is_unblocked() {
        follow(Rule.STRICT_SEQUENTIAL);
        var failed = start();
        var next = start();
        end(failed, RunStatus.FAILED);
        assertEquals(List.of(), release().begun());

        var unblocked = store().queues().unblock(W, Optional.of(1L), LOOKED_INTO, 10);

        assertEquals(List.of("w:1:1"), ids(unblocked));
        assertEquals(
                Optional.of(LOOKED_INTO),
                store().run(failed.runId()).orElseThrow().unblocking());
        assertEquals(List.of(), store().queues().unblock(W, Optional.empty(), LOOKED_INTO, 10));
        assertEquals(ids(List.of(next)), ids(release().begun()));
    }

    @Test
    void a_run_that_has_failed_already_holds_up_strict_ones_also_those_that_come_with_it() {
        follow(Rule.STRICT_SEQUENTIAL);

        var runs = begin(Samples.failed("w", "r", new RefusedStart(Map.of())), Samples.inTurn("w", 0));

        assertEquals(
                List.of(RunStatus.FAILED, RunStatus.CREATED),
                runs.stream().map(begun -> begun.run().status()).toList());
        assertEquals(List.of(), release().begun());
    }

    @Test
    void a_run_that_has_failed_already_takes_nobodys_place() {
        follow(Rule.LAST_ONLY);
        var first = start();
        var second = start();

        var failed = begin(Samples.failed("w", "r", new RefusedStart(Map.of()))).getFirst();

        assertEquals(List.of(), failed.replaced());
        assertEquals(
                List.of(RunStatus.IN_PROGRESS, RunStatus.CREATED),
                Stream.of(first, second)
                        .map(run -> store().run(run.runId()).orElseThrow().status())
                        .toList());
    }

    @Test
    void a_later_run_of_an_instance_unblocks_the_one_that_failed_and_comes_before_later_instances() {
        follow(Rule.STRICT_SEQUENTIAL);
        var failed = start();
        var running = start();
        assertEquals(RunStatus.CREATED, running.status());
        end(failed, RunStatus.FAILED);

        var again = begin(Samples.inTurn("w", 1, 2)).getFirst().run();

        assertEquals(RunStatus.CREATED, again.status());
        assertFalse(store().run(failed.runId()).orElseThrow().isBlocking());
        assertEquals(List.of("w:1:2"), ids(release().begun()));
    }

    @Test
    void only_the_first_goes_on() {
        follow(Rule.FIRST_ONLY);
        var first = start();
        var second = start();

        assertEquals(List.of(RunStatus.IN_PROGRESS, RunStatus.STOPPED), statuses(first, second));
        assertEquals(Optional.of(new Ending(RunStatus.STOPPED, QueueRules.NOT_FIRST, Samples.NOW)), second.ending());
        end(first, RunStatus.SUCCEEDED);
        assertEquals(RunStatus.IN_PROGRESS, start().status());
    }

    @Test
    void the_last_takes_the_place_of_those_that_wait_and_those_that_go_on_are_in_the_way() {
        follow(Rule.LAST_ONLY);
        var first = start();
        var second = start();
        var third = begin(Samples.inTurn("w", 0)).getFirst();

        assertEquals(List.of("w:2:1"), ids(third.replaced()));
        assertEquals(
                List.of(RunStatus.IN_PROGRESS, RunStatus.STOPPED, RunStatus.CREATED),
                statuses(first, second, third.run()));
        assertEquals(List.of(first.runId()), release().inTheWay());
        record(first.ending(ENOUGH));
        assertEquals(List.of(), release().inTheWay());
        end(first, RunStatus.STOPPED);
        assertEquals(List.of("w:3:1"), ids(release().begun()));
    }

    @Test
    void the_latest_takes_the_place_of_those_that_wait() {
        follow(Rule.SERIAL_LATEST_ONLY);
        var first = start();
        var begun = begin(Samples.inTurn("w", 0), Samples.inTurn("w", 0));

        assertEquals(
                List.of(RunStatus.IN_PROGRESS, RunStatus.STOPPED, RunStatus.CREATED),
                statuses(first, begun.get(0).run(), begun.get(1).run()));
        assertEquals(List.of(), release().inTheWay());
    }

    @Test
    void runs_that_wait_are_ended_and_no_others() {
        follow(Rule.SEQUENTIAL);
        var first = start();
        var second = start();
        IntStream.range(0, 3).forEach(i -> start());

        assertEquals(List.of(), store().queues().end(Queues.Range.of(first.runId()), END, 10));
        assertEquals(
                List.of(second.endedInQueue(ENOUGH)), store().queues().end(Queues.Range.of(second.runId()), END, 10));
        assertEquals(List.of(), store().queues().end(Queues.Range.of(second.runId()), END, 10));
        var all = new Queues.Range(W, Optional.empty());
        assertEquals(List.of("w:3:1", "w:4:1"), ids(store().queues().end(all, END, 2)));
        assertEquals(List.of("w:5:1"), ids(store().queues().end(all, END, 2)));
        assertEquals(List.of(RunStatus.IN_PROGRESS, RunStatus.STOPPED), statuses(first, second));
    }

    @Test
    void a_request_that_is_made_again_means_the_run_that_waits() {
        follow(Rule.SEQUENTIAL);
        start();
        var first = begin(Samples.requestedInTurn("w", "r")).getFirst();
        var again = begin(Samples.requestedInTurn("w", "r")).getFirst();

        assertEquals(new Begun(first.run(), false), again);
        assertEquals(RunStatus.CREATED, again.run().status());
    }

    @Test
    void a_strategy_that_the_runs_are_in_the_way_of_is_refused_and_the_version_not_kept() {
        follow(Rule.SEQUENTIAL);
        var first = start();
        start();
        assertThrows(StrategyRefusedException.class, () -> follow(Rule.FIRST_ONLY));
        assertThrows(StrategyRefusedException.class, () -> follow(Rule.LAST_ONLY));
        end(first, RunStatus.FAILED);
        assertThrows(StrategyRefusedException.class, () -> follow(Rule.STRICT_SEQUENTIAL));
        assertEquals(1, store().latest(W).orElseThrow().version());
        assertEquals(RunStatus.CREATED, start().status());

        store().queues().unblock(W, Optional.empty(), LOOKED_INTO, 10);
        follow(Rule.STRICT_SEQUENTIAL);
        assertEquals(2, store().latest(W).orElseThrow().version());
    }

    @Test
    void several_at_once_never_let_more_go_on_than_may() throws Exception {
        follow(RunStrategy.parallel(3));
        var running = new AtomicInteger();
        var most = new AtomicInteger();

        atOnce(thread -> {
            for (int i = 0; i < 15; i++) {
                var run = start();
                if (run.status() == RunStatus.IN_PROGRESS) {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    pass(run, running);
                }
                for (var released : release().begun()) {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    pass(released, running);
                }
            }
            return List.of();
        });
        var left = release();
        while (!left.begun().isEmpty()) {
            left.begun().forEach(run -> end(run, RunStatus.SUCCEEDED));
            left = release();
        }

        assertTrue(most.get() <= 3, "there were " + most);
        assertEquals(Set.of(), store().queues().waiting(Set.of(W)));
        assertEquals(List.of(), store().unfinished(W, Optional.empty(), 10));
    }

    /** Counts the run out before its end is recorded, since others may count theirs in right after. */
    private void pass(WorkflowRun run, AtomicInteger running) {
        running.decrementAndGet();
        store().commit(new Commit(List.of(), List.<Fact>of(run.ended(RunStatus.SUCCEEDED, Rollup.none(), LATER))));
    }

    @Test
    void the_row_of_a_run_that_waits_is_as_it_was_started() {
        follow(Rule.SEQUENTIAL);
        start();
        var newRun = Samples.inTurn("w", 7);
        var waiting = begin(newRun).getFirst().run();

        assertEquals(7, waiting.priority());
        assertEquals(newRun.row(new RunId(W, 2, 1)), waiting.begun(Samples.NOW));
        assertEquals(Optional.of(waiting), store().run(waiting.runId()));
    }
}
