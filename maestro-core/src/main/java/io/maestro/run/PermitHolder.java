package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;

/**
 * An attempt of a step that has permits, or waits for some.
 *
 * @param runId the run
 * @param step the step
 * @param attempt the number of the attempt
 */
public record PermitHolder(RunId runId, StepId step, int attempt) {

    /** Checks that nothing is null. */
    public PermitHolder {
        requireNonNull(runId, "runId");
        requireNonNull(step, "step");
    }

    /** Returns the attempt in words. */
    @Override
    public String toString() {
        return "step '" + step + "' of run " + runId + (attempt == 1 ? "" : ", attempt " + attempt);
    }
}
