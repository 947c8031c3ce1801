package io.maestro.internal.kernel;

import io.maestro.definition.StepId;
import io.maestro.run.Action;
import io.maestro.run.ActionRequest;
import io.maestro.run.ActionTaken;
import io.maestro.run.SetBreakpoint;
import io.maestro.run.WorkflowRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The breakpoints that may concern a run, as they are known when something happens to it.
 *
 * @param set the breakpoints
 */
public record Breakpoints(List<SetBreakpoint> set) {

    /** No breakpoint. */
    public static final Breakpoints NONE = new Breakpoints(List.of());

    /** Copies the list. */
    public Breakpoints {
        set = List.copyOf(set);
    }

    /** Returns that an attempt pauses, or empty if nothing matches it. */
    Optional<ActionTaken> pauses(WorkflowRun run, StepId step, int attempt, Instant at) {
        return set.stream()
                .filter(candidate -> candidate.breakpoint().matches(run, step, attempt))
                .findFirst()
                .map(matching -> new ActionTaken(
                        new ActionRequest(
                                "breakpoint", Action.PAUSE, matching.by(), "a breakpoint: " + matching.reason()),
                        at));
    }
}
