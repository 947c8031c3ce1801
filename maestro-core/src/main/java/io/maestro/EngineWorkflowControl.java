package io.maestro;

import io.maestro.definition.WorkflowId;
import io.maestro.internal.engine.Engine;
import io.maestro.run.RunStatus;
import java.util.Optional;

/**
 * The control of a workflow's runs over an engine.
 *
 * @param engine the engine
 * @param workflow the workflow
 */
record EngineWorkflowControl(Engine engine, WorkflowId workflow) implements WorkflowControl {

    @Override
    public Ended stopAll(String reason) {
        var ended = Waiting.until(engine.queues().endAll(workflow, RunStatus.STOPPED, reason));
        return new Ended(ended.queued(), ended.running());
    }

    @Override
    public long unblock(String by, String reason) {
        return Waiting.until(engine.queues().unblock(workflow, Optional.empty(), by, reason));
    }
}
