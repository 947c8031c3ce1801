package io.maestro.store;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.WorkflowId;
import io.maestro.param.EvaluatedParam;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.WorkflowRun;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A run that has no number yet: the store gives it one as it commits it.
 *
 * @param workflow the workflow
 * @param version the version of the definition that it runs
 * @param params the evaluated params; unmodifiable
 * @param at when it was accepted
 */
public record NewRun(WorkflowId workflow, long version, Map<String, EvaluatedParam> params, Instant at) {

    /** Checks that nothing is null. */
    public NewRun {
        requireNonNull(workflow, "workflow");
        requireNonNull(params, "params");
        requireNonNull(at, "at");
    }

    /**
     * Returns the row of this run.
     *
     * @param instance the number that the store gave it
     * @return the first run of that instance, in progress
     */
    public WorkflowRun numbered(long instance) {
        return new WorkflowRun(
                new RunId(workflow, instance, 1),
                version,
                RunStatus.IN_PROGRESS,
                params,
                at,
                Optional.of(at),
                Optional.empty(),
                Optional.empty());
    }
}
