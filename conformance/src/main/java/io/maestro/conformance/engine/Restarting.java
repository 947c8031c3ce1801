package io.maestro.conformance.engine;

import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.conformance.params.ParamReader;
import io.maestro.definition.UnknownWorkflowException;
import io.maestro.definition.WorkflowId;
import io.maestro.run.Initiator;
import io.maestro.run.RestartRefusedException;
import io.maestro.run.RunId;
import io.maestro.run.RunNotFoundException;
import io.maestro.run.RunStatus;
import io.maestro.store.RunQuery;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Restarts what a call restarts.
 *
 * @param host the engine
 * @param call the call
 */
record Restarting(VirtualHost host, Call.Restart call) {

    private static final String FROM_INLINE_ROOT = "RESTART_FROM_INLINE_ROOT";
    private static final String DEFAULT_POLICY = "RESTART_FROM_INCOMPLETE";
    private static final Set<String> POLICIES = Set.of(DEFAULT_POLICY, "RESTART_FROM_BEGINNING");

    /**
     * Answers a call.
     *
     * @param workflow the workflow that it names; empty if there is none of that name
     * @throws RunNotFoundException if there is no such instance
     */
    static ObjectNode of(VirtualHost host, Optional<WorkflowId> workflow, Call.Restart call) {
        var id = workflow.orElseThrow(() -> new UnknownWorkflowException(new WorkflowId("loop"), Optional.empty()));
        var run = new Restarting(host, call).restarted(id).run();
        host.settle();
        return JsonNodeFactory.instance
                .objectNode()
                .put("status", run.status() == RunStatus.STOPPED ? "STOPPED" : "CREATED")
                .put("workflow_id", run.runId().workflow().value())
                .put("workflow_version_id", run.version())
                .put("workflow_instance_id", run.runId().instance())
                .put("workflow_run_id", run.runId().run());
    }

    private RunHandle restarted(WorkflowId workflow) {
        var newest = newest(workflow);
        var body = call.body();
        if (!POLICIES.contains(body.path("restart_policy").asString(DEFAULT_POLICY))) {
            throw new RestartRefusedException(newest.id(), "there is no such policy");
        }
        var request = (body.path("restart_policy").asString("").endsWith("BEGINNING")
                        ? RestartRequest.fromBeginning()
                        : RestartRequest.fromIncomplete())
                .params(ParamReader.params(body.path("run_params")))
                .by("tester");
        if (call.step().isEmpty()) {
            return newest.restart(request);
        }
        var step = call.step().get();
        var stepParams = ParamReader.params(body.path("step_run_params"));
        var withParams = stepParams.isEmpty() ? request : request.stepParams(step, stepParams);
        return body.path("upstream_restart_mode").asString("").equals(FROM_INLINE_ROOT)
                ? outsideOfLoops(newest).restart(withParams)
                : newest.restartStep(step, withParams);
    }

    private RunHandle newest(WorkflowId workflow) {
        return host.maestro().runs(RunQuery.of(workflow.value()).limit(RunQuery.MAX_LIMIT)).stream()
                .filter(run -> run.runId().instance() == call.instance())
                .findFirst()
                .flatMap(run -> host.maestro().find(run.runId()))
                .orElseThrow(() -> new RunNotFoundException(new RunId(workflow, call.instance(), 1)));
    }

    private RunHandle outsideOfLoops(RunHandle run) {
        var at = run;
        while (at.run().initiator() instanceof Initiator.ByStep by && by.kind().isLoop()) {
            at = host.maestro().find(by.parent()).orElseThrow();
        }
        return at;
    }
}
