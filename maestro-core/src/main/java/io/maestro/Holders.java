package io.maestro;

import io.maestro.definition.StepId;
import io.maestro.run.PermitHolder;
import io.maestro.run.RunId;
import io.maestro.run.StepExplanation;
import io.maestro.run.StepExplanation.WaitsForPermits;
import io.maestro.store.Store;
import java.util.List;

/**
 * Tells who has the permits that steps of a run wait for, which the store knows.
 *
 * @param store the store
 * @param runId the run
 */
record Holders(Store store, RunId runId) {

    List<StepExplanation> named(List<StepExplanation> explanations) {
        return explanations.stream()
                .map(step -> step.reason() instanceof WaitsForPermits waits
                        ? new StepExplanation(step.step(), step.status(), named(step.step(), waits))
                        : step)
                .toList();
    }

    private WaitsForPermits named(StepId step, WaitsForPermits waits) {
        var standings = store.permits().standings(new PermitHolder(runId, step, waits.attempt()));
        return standings.isEmpty() ? waits : new WaitsForPermits(waits.attempt(), waits.since(), standings);
    }
}
