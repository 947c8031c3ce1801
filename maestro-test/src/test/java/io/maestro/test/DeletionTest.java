package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.maestro.Stores;
import io.maestro.WorkflowControl;
import io.maestro.definition.UnknownWorkflowException;
import io.maestro.definition.WorkflowId;
import io.maestro.param.ParamValue;
import io.maestro.run.Breakpoint;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.WorkflowChange;
import io.maestro.run.WorkflowChange.Activated;
import io.maestro.run.WorkflowChange.Deactivated;
import io.maestro.run.WorkflowChange.Deleted;
import io.maestro.run.WorkflowInUseException;
import io.maestro.store.ForwardingStore;
import io.maestro.store.Purged;
import io.maestro.store.RunEnd;
import io.maestro.store.RunQuery;
import io.maestro.store.Store;
import io.maestro.store.StoreException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a workflow is deleted, and what is kept of what was done to it. */
class DeletionTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private static Flow plain(String id) {
        return Flow.of(id).step("a");
    }

    private static void delete(Bench bench, String workflow) {
        bench.maestro.control(workflow).delete("ann", "nobody needs it");
        bench.clock.settle();
    }

    private static List<String> runs(Bench bench) {
        return bench.maestro.runs(RunQuery.all()).stream()
                .map(run -> run.runId().toString())
                .toList();
    }

    @Test
    void nothing_is_left_of_a_deleted_workflow() {
        var run = bench.run(plain("w"));
        bench.run(plain("w"));
        bench.run(plain("other"));
        bench.maestro.breakpoints().set(Breakpoint.at("w", "a"), "ann", "look");

        delete(bench, "w");

        assertThat(runs(bench)).containsExactly("other:1:1");
        assertThat(bench.maestro.find(run.id())).isEmpty();
        assertThat(bench.maestro.workflows()).extracting(WorkflowId::value).containsExactly("other");
        assertThat(bench.maestro.definition("w", 1)).isEmpty();
        assertThat(bench.maestro.breakpoints().list()).isEmpty();
        assertThatThrownBy(() -> bench.maestro.start("w")).isInstanceOf(UnknownWorkflowException.class);
        assertThatThrownBy(() -> delete(bench, "w")).isInstanceOf(UnknownWorkflowException.class);
    }

    @Test
    void a_workflow_is_not_deleted_while_a_run_waits_or_goes_on() {
        bench.run(plain("w"));
        var sleeping = bench.start(Flow.of("w").typed("a", "Sleep").param("sleep_seconds", ParamValue.of(60)));
        bench.clock.settle();

        assertThatThrownBy(() -> delete(bench, "w"))
                .isInstanceOf(WorkflowInUseException.class)
                .hasMessage(
                        "workflow 'w' cannot be deleted while runs of it have not ended, such as w:2:1; stop them, and"
                                + " delete it when they have");

        assertThat(bench.awaitEnd(sleeping).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(runs(bench)).hasSize(2);
        delete(bench, "w");
        assertThat(runs(bench)).isEmpty();
    }

    @Test
    void a_workflow_that_is_registered_again_goes_on_with_its_numbers() {
        bench.run(plain("w"));
        delete(bench, "w");

        var again = bench.run(plain("w"));

        assertThat(again.id()).isEqualTo(new RunId(new WorkflowId("w"), 2, 1));
        assertThat(again.run().version()).isEqualTo(2);
        assertThat(again.run().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(runs(bench)).containsExactly("w:2:1");
    }

    @Test
    void a_run_that_a_step_waited_for_leaves_with_that_of_the_step() {
        bench.maestro.register(plain("below"));
        bench.run(Flow.of("above").subworkflow("call", "below", true));
        bench.maestro.start("below");
        bench.clock.settle();

        delete(bench, "below");
        assertThat(runs(bench)).containsExactly("below:1:1", "above:1:1");

        delete(bench, "above");
        assertThat(runs(bench)).isEmpty();
    }

    @Test
    void what_was_done_is_told_with_who_and_why_also_after_the_deletion() {
        bench.maestro.register(plain("w"));
        WorkflowControl control = bench.maestro.control("w");
        control.deactivate("ann", "too slow");
        control.activate(1, "bob", "fast enough");
        control.delete("ann", "nobody needs it");
        bench.maestro.register(plain("w"));

        assertThat(control.history())
                .extracting(WorkflowChange::what, WorkflowChange::by, WorkflowChange::reason)
                .containsExactly(
                        tuple(new Deleted(), "ann", "nobody needs it"),
                        tuple(new Activated(1), "bob", "fast enough"),
                        tuple(new Deactivated(), "ann", "too slow"));
    }

    /** Cannot delete runs while it is told to. */
    private static final class Stubborn extends ForwardingStore {
        private volatile boolean stubborn = true;

        Stubborn(Store store) {
            super(store);
        }

        @Override
        public Purged purge(WorkflowId workflow, RunEnd through, int limit) {
            if (stubborn) {
                throw new StoreException("not now");
            }
            return super.purge(workflow, through, limit);
        }
    }

    @Test
    void what_is_left_of_it_when_a_process_ends_leaves_when_the_next_one_begins() {
        var rows = Stores.inMemory();
        var stubborn = new Stubborn(rows);
        var clock = VirtualClock.create();
        try (var first = new Bench(clock, builder -> builder.store(new FaultyStore(stubborn)))) {
            first.run(plain("w"));
            delete(first, "w");
            assertThat(runs(first)).containsExactly("w:1:1");
        }

        try (var second = new Bench(clock, builder -> builder.store(rows))) {
            clock.settle();

            assertThat(runs(second)).isEmpty();
        }
    }

    @Test
    void runs_that_cannot_be_deleted_now_are_deleted_later() {
        var stubborn = new Stubborn(Stores.inMemory());
        try (var late = new Bench(builder -> builder.store(stubborn))) {
            late.run(plain("w"));
            delete(late, "w");
            assertThat(runs(late)).containsExactly("w:1:1");

            stubborn.stubborn = false;
            late.clock.advance(Duration.ofMinutes(1));

            assertThat(runs(late)).isEmpty();
        }
    }
}
