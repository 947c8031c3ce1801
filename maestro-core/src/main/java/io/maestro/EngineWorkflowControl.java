package io.maestro;

import io.maestro.definition.WorkflowId;
import io.maestro.internal.engine.Engine;
import io.maestro.run.Action;
import io.maestro.run.ActionRequest;
import io.maestro.run.WorkflowChange;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The control of a workflow's runs over an engine.
 *
 * @param engine the engine
 * @param workflow the workflow
 */
record EngineWorkflowControl(Engine engine, WorkflowId workflow) implements WorkflowControl {

    @Override
    public Ended stopAll(String by, String reason) {
        return endAll(Action.STOP, by, reason);
    }

    @Override
    public Ended killAll(String by, String reason) {
        return endAll(Action.KILL, by, reason);
    }

    private Ended endAll(Action action, String by, String reason) {
        var request = new ActionRequest(UUID.randomUUID().toString(), action, by, reason);
        var ended = Waiting.until(engine.queues().endAll(workflow, request));
        return new Ended(ended.queued(), ended.running());
    }

    @Override
    public long unblock(String by, String reason) {
        return Waiting.until(engine.queues().unblock(workflow, Optional.empty(), by, reason));
    }

    @Override
    public Optional<Long> active() {
        return engine.workflows().active(workflow);
    }

    @Override
    public void activate(long version, String by, String reason) {
        engine.workflows().change(workflow, new WorkflowChange.Activated(version), by, reason);
    }

    @Override
    public void deactivate(String by, String reason) {
        engine.workflows().change(workflow, new WorkflowChange.Deactivated(), by, reason);
    }

    @Override
    public void delete(String by, String reason) {
        engine.workflows().change(workflow, new WorkflowChange.Deleted(), by, reason);
    }

    @Override
    public List<WorkflowChange> history() {
        return engine.workflows().changes(workflow);
    }
}
