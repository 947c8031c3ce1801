package io.maestro;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import io.maestro.step.CodedWorkflow;
import io.maestro.step.WorkflowCode;
import io.maestro.store.HostTransaction;
import io.maestro.store.Node;
import io.maestro.store.RunQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workflow orchestrator inside the application. Thread-safe; an application has one.
 *
 * <p>Register workflows, start them, and ask how their runs are. Close it when the application ends: what runs then may finish
 * its current steps, and whatever was recorded is resumed when the workflow is registered again with the same store.
 */
public interface Maestro extends AutoCloseable {

    /**
     * Returns a builder with every option at its default.
     *
     * @return the builder
     */
    static MaestroBuilder builder() {
        return new MaestroBuilder();
    }

    /**
     * Returns a Maestro with every option at its default, which keeps its state in memory.
     *
     * @return the Maestro
     */
    static Maestro inMemory() {
        return builder().build();
    }

    /**
     * Registers a workflow that is written in Java. If its definition equals the newest registered one, the version stays and
     * its code is taken; else it becomes the next version. Runs keep the version that they began with. Runs of the workflow
     * that have not ended and that nobody advances are resumed.
     *
     * @param workflow the workflow
     * @return a handle to it
     * @throws io.maestro.definition.InvalidDefinitionException if the definition does not hold together; nothing is registered
     * @throws io.maestro.queue.StrategyRefusedException if it has another run strategy than before, and the runs of the workflow are in
     *     the way of that; nothing is registered
     * @throws MaestroClosedException if this Maestro was closed
     */
    default WorkflowHandle register(CodedWorkflow workflow) {
        return register(workflow.definition(), workflow.code());
    }

    /**
     * Registers a workflow that has no code of its own, as {@link #register(CodedWorkflow)} does.
     *
     * @param definition the definition
     * @return a handle to the workflow
     * @throws io.maestro.definition.InvalidDefinitionException if the definition does not hold together, or names a step type
     *     that is not registered; nothing is registered
     * @throws MaestroClosedException if this Maestro was closed
     */
    default WorkflowHandle register(WorkflowDefinition definition) {
        return register(definition, WorkflowCode.none());
    }

    /**
     * Registers a workflow with its code, as {@link #register(CodedWorkflow)} does.
     *
     * @param definition the definition
     * @param code the code of its Java steps and conditions
     * @return a handle to the workflow
     * @throws io.maestro.definition.InvalidDefinitionException if the definition does not hold together, names a step type
     *     that is not registered, or misses code; nothing is registered
     * @throws MaestroClosedException if this Maestro was closed
     */
    WorkflowHandle register(WorkflowDefinition definition, WorkflowCode code);

    /**
     * Starts a new instance of the newest version of a workflow, without params.
     *
     * @param workflow the id of the workflow
     * @return a handle to the run; the run is recorded
     * @throws io.maestro.definition.UnknownWorkflowException if the workflow is not registered
     * @throws io.maestro.param.InvalidParamsException if a param is required; nothing is started
     * @throws MaestroClosedException if this Maestro was closed
     */
    default RunHandle start(String workflow) {
        return start(workflow, Map.of());
    }

    /**
     * Starts a new instance of the newest version of a workflow.
     *
     * @param workflow the id of the workflow
     * @param params params by name; values are as {@link io.maestro.param.ParamCodec} takes them
     * @return a handle to the run; the run is recorded
     * @throws io.maestro.definition.UnknownWorkflowException if the workflow is not registered
     * @throws io.maestro.param.InvalidParamsException if a param does not fit or is missing; nothing is started
     * @throws MaestroClosedException if this Maestro was closed
     */
    default RunHandle start(String workflow, Map<String, ?> params) {
        return start(workflow, StartRequest.of(params));
    }

    /**
     * Starts a new instance of the newest version of a workflow, unless one was started by the same request.
     *
     * @param workflow the id of the workflow
     * @param request the params, the id of the request, and who asks
     * @return a handle to the run, which is recorded; to the one that was started first, if the request has an id and was made
     *     before
     * @throws io.maestro.definition.UnknownWorkflowException if the workflow is not registered
     * @throws io.maestro.definition.UnknownVersionException if the version that the request selects is not
     * @throws io.maestro.param.InvalidParamsException if a param does not fit or is missing; nothing is started
     * @throws io.maestro.store.UnknownOutcomeException if the store does not answer within {@link MaestroBuilder#startLimit}; the
     *     run begins when it does again, unless this process ends before. With an id the request can be repeated
     * @throws MaestroClosedException if this Maestro was closed
     */
    RunHandle start(String workflow, StartRequest request);

    /**
     * Starts several instances of the newest version of a workflow, as {@link #start(String, StartRequest)} does, together: all of them
     * are recorded, or none. They are numbered in the order of the requests. Where the run strategy of the workflow lets only one of
     * them go on, that is the first for {@code FIRST_ONLY}, and the last for {@code LAST_ONLY} and {@code SERIAL_LATEST_ONLY}; the others
     * are recorded as stopped.
     *
     * @param workflow the id of the workflow
     * @param requests the requests
     * @return handles to the runs, in the order of the requests; to the one that was started first, where a request has an id and was
     *     made before
     * @throws io.maestro.definition.UnknownWorkflowException if the workflow is not registered
     * @throws io.maestro.param.InvalidParamsException if a param does not fit or is missing; nothing is started
     * @throws io.maestro.store.UnknownOutcomeException if the store does not answer in time
     * @throws MaestroClosedException if this Maestro was closed
     */
    List<RunHandle> startAll(String workflow, List<StartRequest> requests);

    /**
     * Returns what concerns all runs of a workflow.
     *
     * @param workflow the id of the workflow
     * @return the control
     */
    WorkflowControl control(String workflow);

    /**
     * Starts a new instance of the newest version of a workflow in a transaction of the host's, unless one was started by the same
     * request: the run is there if and only if the host commits.
     *
     * {@snippet :
     * var shipping = maestro.start("ship-order", StartRequest.of(Map.of("order", 17)), store.within(connection));
     * connection.commit();
     * shipping.committed();
     * }
     *
     * <p>Instances are numbered without gaps, so until the transaction ends other starts of the same workflow wait: it should be short,
     * and start runs last.
     *
     * @param workflow the id of the workflow
     * @param request the params, the id of the request, and who asks
     * @param transaction the transaction, which the store makes of a connection, such as {@code JdbcStore.within}
     * @return the run that begins when the transaction is committed, and {@link PendingRun#committed} says so
     * @throws io.maestro.definition.UnknownWorkflowException if the workflow is not registered
     * @throws io.maestro.param.InvalidParamsException if a param does not fit or is missing; nothing is started
     * @throws io.maestro.store.StoreException if nothing is started, because the connection is no good for that or failed; the host
     *     should roll back
     * @throws MaestroClosedException if this Maestro was closed
     */
    PendingRun start(String workflow, StartRequest request, HostTransaction transaction);

    /**
     * Returns the breakpoints, where steps pause.
     *
     * @return the breakpoints of all that share the store
     */
    Breakpoints breakpoints();

    /**
     * Returns how many steps with a tag, or of a type, may work at once.
     *
     * @return the limits of all that share the store
     */
    Limits limits();

    /**
     * Tells how this Maestro is, for the checks of the host.
     *
     * @return how it is now
     */
    Health health();

    /**
     * Returns the nodes that share the store with this one.
     *
     * @return those that are alive, this one included, as they were a short while ago; none if the store is not shared
     */
    List<Node> nodes();

    /**
     * Returns a handle to a run.
     *
     * @param runId the run
     * @return the handle, or empty if the run does not exist or was purged
     */
    Optional<RunHandle> find(RunId runId);

    /**
     * Returns a page of runs.
     *
     * @param query which ones
     * @return the runs, in the order of the query
     */
    List<WorkflowRun> runs(RunQuery query);

    /**
     * Returns the workflows that have a version in the store.
     *
     * @return the ids, in ascending order
     */
    List<WorkflowId> workflows();

    /**
     * Returns a version of a workflow.
     *
     * @param workflow the id of the workflow
     * @param version the number of the version
     * @return the definition, or empty if there is no such version
     */
    Optional<WorkflowDefinition> definition(String workflow, long version);

    /**
     * Ends in order. Nothing new is taken in and no further step begins; steps that run may end, for 10 seconds unless {@link
     * MaestroBuilder#drainLimit} says otherwise, and are then interrupted, without their outcome being recorded. The store is
     * closed as well. Closing a second time does nothing.
     */
    @Override
    void close();
}
