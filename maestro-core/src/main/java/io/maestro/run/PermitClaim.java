package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.permit.PermitRequest;
import java.util.Optional;

/**
 * That an attempt of a step waits for permits, or has no use for them any more. One row an attempt. What it asks for it gets from the
 * store, see {@code io.maestro.store.Permits}; asked for once more, it waits again.
 *
 * @param runId the run
 * @param step the step
 * @param attempt the number of the attempt
 * @param request what it waits for, or empty if it gives back what it has and waits no more
 */
public record PermitClaim(RunId runId, StepId step, int attempt, Optional<PermitRequest> request) implements Fact {

    /** Checks that nothing is null. */
    public PermitClaim {
        requireNonNull(runId, "runId");
        requireNonNull(step, "step");
        requireNonNull(request, "request");
    }
}
