package io.maestro.store;

import static java.util.Objects.requireNonNull;

import io.maestro.run.WorkflowRun;

/**
 * What became of a run that was to begin.
 *
 * @param run its row
 * @param fresh whether it began with this commit; false if it had begun before
 */
public record Begun(WorkflowRun run, boolean fresh) {

    /** Checks that the row is there. */
    public Begun {
        requireNonNull(run, "run");
    }
}
