package io.maestro.internal.engine;

import io.maestro.definition.WorkflowId;
import io.maestro.store.Retention;
import java.util.Map;

/**
 * How long the ended runs of each workflow are kept.
 *
 * @param general of most workflows
 * @param own of those that have one of their own
 */
public record Retentions(Retention general, Map<WorkflowId, Retention> own) {

    /** Copies the map. */
    public Retentions {
        own = Map.copyOf(own);
    }

    Retention of(WorkflowId workflow) {
        return own.getOrDefault(workflow, general);
    }
}
