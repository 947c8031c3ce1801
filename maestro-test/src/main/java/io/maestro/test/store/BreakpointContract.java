package io.maestro.test.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Breakpoint;
import io.maestro.run.Rollup;
import io.maestro.run.RunStatus;
import io.maestro.run.SetBreakpoint;
import io.maestro.run.StepStatus;
import io.maestro.run.WorkflowRun;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a store does with breakpoints. */
abstract class BreakpointContract extends StoreTests {

    private static final Instant NOW = Instant.parse("2026-11-26T10:15:30.123456Z");

    private static SetBreakpoint set(Breakpoint breakpoint, String by) {
        return new SetBreakpoint(breakpoint, by, "look first", NOW);
    }

    @Test
    void breakpoints_are_kept_until_they_are_removed() {
        var all = Breakpoint.at("w", "b");
        var one = all.version(1).instance(2).run(3).attempt(4);
        store().setBreakpoint(set(all, "ann"));
        store().setBreakpoint(set(one, "ann"));
        store().setBreakpoint(set(all, "bob"));

        assertEquals(Set.of(set(all, "bob"), set(one, "ann")), Set.copyOf(store().breakpoints()));
        assertTrue(store().removeBreakpoint(all));
        assertFalse(store().removeBreakpoint(all));
        assertFalse(store().removeBreakpoint(all.version(1)));
        assertEquals(List.of(set(one, "ann")), store().breakpoints());
    }

    @Test
    void attempts_that_pause_are_found_as_long_as_their_runs_go_on() {
        var runs = List.of(begin("w"), begin("w"));
        var ids = runs.stream().map(WorkflowRun::runId).toList();
        var paused = ids.stream()
                .map(id -> Samples.attempt(id, "b", 2, StepStatus.PAUSED))
                .toList();
        record(
                Samples.attempt(ids.getFirst(), "b", 1, StepStatus.USER_FAILED),
                Samples.attempt(ids.getFirst(), "c", 1, StepStatus.PAUSED),
                paused.get(0),
                paused.get(1));

        assertEquals(
                Set.of(paused.get(0), paused.get(1)),
                Set.copyOf(store().paused(new WorkflowId("defined"), new StepId("b"))));
        record(
                Samples.attempt(ids.get(0), "b", 2, StepStatus.RUNNING),
                runs.get(1).ended(RunStatus.STOPPED, Rollup.none(), NOW));
        assertEquals(List.of(), store().paused(new WorkflowId("defined"), new StepId("b")));
        assertEquals(List.of(), store().paused(new WorkflowId("w"), new StepId("c")));
    }
}
