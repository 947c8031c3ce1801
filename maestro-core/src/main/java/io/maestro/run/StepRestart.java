package io.maestro.run;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What is asked for when a step of a run is restarted that goes on, or what that step has started. Recorded with the request.
 *
 * @param order what was asked for
 * @param path what lies below the step, on the way to what is to be restarted, from above; empty if it is the step
 * @param ofIteration whether an iteration runs again while the step goes on, and not the step
 */
public record StepRestart(RestartOrder order, List<RestartNode> path, boolean ofIteration) {

    /** Copies the list. */
    public StepRestart {
        requireNonNull(order, "order");
        path = List.copyOf(path);
    }

    /**
     * Tells whether the step is what was to be restarted, and not something below it.
     *
     * @return true if so
     */
    public boolean isTarget() {
        return path.isEmpty();
    }
}
