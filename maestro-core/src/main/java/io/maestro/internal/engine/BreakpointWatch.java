package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.internal.kernel.Breakpoints;
import io.maestro.run.Breakpoint;
import io.maestro.run.SetBreakpoint;
import io.maestro.run.StepAttempt;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Store;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * What an engine knows of breakpoints. Where there are none, a run pays for it the reading of a field. What is set or removed by this
 * engine is known at once, what by others when it is looked for. Thread-safe.
 */
public final class BreakpointWatch {

    private final Store store;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile Map<WorkflowId, Breakpoints> known = Map.of();

    BreakpointWatch(Store store) {
        this.store = store;
    }

    /** Returns those that may concern a run. */
    Breakpoints of(WorkflowRun run) {
        var now = known;
        return now.isEmpty()
                ? Breakpoints.NONE
                : now.getOrDefault(run.definition().workflow(), Breakpoints.NONE);
    }

    /** Looks what is set. What was read first must not take the place of what was read later. */
    void refresh() {
        refreshing.lock();
        try {
            known = store.breakpoints().stream()
                    .collect(Collectors.groupingBy(
                            set -> set.breakpoint().workflow(),
                            Collectors.collectingAndThen(Collectors.toList(), Breakpoints::new)));
        } finally {
            refreshing.unlock();
        }
    }

    /**
     * Sets a breakpoint.
     *
     * @param breakpoint where, by whom and why
     */
    public void set(SetBreakpoint breakpoint) {
        store.setBreakpoint(breakpoint);
        refresh();
    }

    /**
     * Removes a breakpoint.
     *
     * @param breakpoint where it is
     * @return whether there was one
     */
    public boolean remove(Breakpoint breakpoint) {
        boolean removed = store.removeBreakpoint(breakpoint);
        refresh();
        return removed;
    }

    /**
     * Returns all breakpoints.
     *
     * @return those that are set
     */
    public List<SetBreakpoint> list() {
        return store.breakpoints();
    }

    /**
     * Returns the attempts that a breakpoint covers and that pause.
     *
     * @param breakpoint where it is or was
     * @return the attempts
     */
    public List<StepAttempt> paused(Breakpoint breakpoint) {
        StepId step = breakpoint.step();
        return store.paused(breakpoint.workflow(), step).stream()
                .filter(attempt -> store.run(attempt.runId())
                        .filter(run -> breakpoint.matches(run, step, attempt.attempt()))
                        .isPresent())
                .toList();
    }
}
