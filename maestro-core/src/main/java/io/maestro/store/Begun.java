package io.maestro.store;

import static java.util.Objects.requireNonNull;

import io.maestro.run.WorkflowRun;
import java.util.List;

/**
 * What became of a run that was to begin.
 *
 * @param run its row, which tells whether it has begun, waits for its turn, or was stopped at once
 * @param fresh whether it is new with this commit; false if it had begun before
 * @param replaced runs that waited for their turn and were stopped by this commit, as this one took their place
 */
public record Begun(WorkflowRun run, boolean fresh, List<WorkflowRun> replaced) {

    /** Checks that the row is there, and copies the list. */
    public Begun {
        requireNonNull(run, "run");
        replaced = List.copyOf(replaced);
    }

    /**
     * Creates what became of a run that took nobody's place.
     *
     * @param run its row
     * @param fresh whether it is new with this commit
     */
    public Begun(WorkflowRun run, boolean fresh) {
        this(run, fresh, List.of());
    }
}
