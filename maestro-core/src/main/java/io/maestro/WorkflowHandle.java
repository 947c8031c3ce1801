package io.maestro;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.error.Problem;
import java.util.List;
import java.util.Map;

/** A registered version of a workflow. Thread-safe. */
public interface WorkflowHandle {

    /**
     * Returns the workflow.
     *
     * @return the id
     */
    WorkflowId id();

    /**
     * Returns the version that was registered.
     *
     * @return the number, from 1
     */
    long version();

    /**
     * Returns what was registered.
     *
     * @return the definition
     */
    WorkflowDefinition definition();

    /**
     * Returns what the definition probably does not mean to say, as {@link Definitions#warnings} tells it, and what only shows where
     * the step types and job templates of the host are known. It is logged, too, when a version is registered here for the first
     * time.
     *
     * @return the warnings, in the order of the definition
     */
    List<Problem> warnings();

    /**
     * Starts a new instance of the newest version of the workflow, as {@link Maestro#start(String, Map)} does.
     *
     * @param params params by name
     * @return a handle to the run; the run is recorded
     */
    default RunHandle start(Map<String, ?> params) {
        return start(StartRequest.of(params));
    }

    /**
     * Starts a new instance of the newest version of the workflow, as {@link Maestro#start(String, StartRequest)} does.
     *
     * @param request the params, the id of the request, and who asks
     * @return a handle to the run; the run is recorded
     */
    RunHandle start(StartRequest request);

    /**
     * Starts a new instance of the newest version of the workflow, without params.
     *
     * @return a handle to the run; the run is recorded
     */
    default RunHandle start() {
        return start(Map.of());
    }
}
