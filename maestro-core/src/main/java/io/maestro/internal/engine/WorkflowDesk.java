package io.maestro.internal.engine;

import io.maestro.definition.UnknownVersionException;
import io.maestro.definition.UnknownWorkflowException;
import io.maestro.definition.WorkflowId;
import io.maestro.run.WorkflowChange;
import java.util.List;
import java.util.Optional;

/** What is done to workflows as a whole. */
public final class WorkflowDesk {

    private final Engine engine;

    WorkflowDesk(Engine engine) {
        this.engine = engine;
    }

    /**
     * Returns which version of a workflow is active.
     *
     * @param workflow the workflow
     * @return the number of the version, or empty if none is
     */
    public Optional<Long> active(WorkflowId workflow) {
        return engine.catalog().active(workflow);
    }

    /**
     * Does something to a workflow as a whole.
     *
     * @param workflow the workflow
     * @param what what is done to it
     * @param by who asks
     * @param reason why
     * @throws UnknownVersionException if it activates a version that there is not
     * @throws UnknownWorkflowException if it is about a workflow that has no version
     * @throws io.maestro.run.WorkflowInUseException if it deletes a workflow of which a run has not ended
     */
    public void change(WorkflowId workflow, WorkflowChange.What what, String by, String reason) {
        var change = new WorkflowChange(workflow, what, by, reason, engine.now());
        switch (what) {
            case WorkflowChange.Activated(long version) -> {
                if (engine.store().definition(workflow, version).isEmpty()) {
                    throw new UnknownVersionException(workflow, String.valueOf(version));
                }
                engine.store().change(change);
                engine.catalog().activated(workflow);
            }
            case WorkflowChange.Deactivated deactivated -> {
                requireVersion(workflow);
                engine.store().change(change);
                engine.catalog().activated(workflow);
            }
            case WorkflowChange.Deleted deleted -> {
                requireVersion(workflow);
                engine.store().change(change);
                engine.catalog().forget(workflow);
                engine.breakpoints().refresh();
                engine.purging().deleted(change);
            }
        }
    }

    private void requireVersion(WorkflowId workflow) {
        if (engine.store().latest(workflow).isEmpty()) {
            throw new UnknownWorkflowException(workflow, Optional.empty());
        }
    }

    /**
     * Returns what was done to a workflow as a whole.
     *
     * @param workflow the workflow
     * @return the changes, the newest first
     */
    public List<WorkflowChange> changes(WorkflowId workflow) {
        return engine.store().changes(workflow);
    }
}
