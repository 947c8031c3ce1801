package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run runs: a version of a workflow, or the body of a loop in it. Pinned for the life of the run.
 *
 * @param workflow the workflow
 * @param version the number of its version, from 1
 * @param body the loop steps, the outermost first, the last of which has the body that is run; empty for the whole workflow
 */
public record DefinitionRef(WorkflowId workflow, long version, List<StepId> body) {

    /** Copies the list. */
    public DefinitionRef {
        requireNonNull(workflow, "workflow");
        body = List.copyOf(body);
    }

    /**
     * Returns a whole workflow.
     *
     * @param workflow the workflow
     * @param version the number of its version
     * @return the reference
     */
    public static DefinitionRef whole(WorkflowId workflow, long version) {
        return new DefinitionRef(workflow, version, List.of());
    }

    /**
     * Returns the body of a loop in what this refers to.
     *
     * @param loop the loop step
     * @return the reference
     */
    public DefinitionRef bodyOf(StepId loop) {
        var path = new ArrayList<>(body);
        path.add(loop);
        return new DefinitionRef(workflow, version, path);
    }
}
