package io.maestro.conformance.engine;

import io.maestro.RunHandle;
import io.maestro.StepHandle;
import io.maestro.definition.UnknownWorkflowException;
import io.maestro.run.Breakpoint;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sets and removes breakpoints and has go on what they pause, and answers as the API of Netflix Maestro does. */
record Pauses(VirtualHost host) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String BY = "tester";
    private static final String REASON = "the case asks for it";

    ObjectNode answer(Call.Break call) {
        if (call.special()) {
            return Replay.refused(400, "BAD_REQUEST");
        }
        var breakpoints = host.maestro().breakpoints();
        var breakpoint = Breakpoint.at(call.workflow(), call.step());
        boolean isThere;
        try {
            isThere = switch (call.change()) {
                case SET -> {
                    breakpoints.set(breakpoint, BY, REASON);
                    yield true;
                }
                case REMOVE -> breakpoints.remove(breakpoint);
                case REMOVE_AND_RESUME ->
                    breakpoints.removeAndResume(breakpoint, BY, REASON).isPresent();
            };
        } catch (UnknownWorkflowException e) {
            return Replay.refused(404, "NOT_FOUND");
        } catch (IllegalArgumentException e) {
            return Replay.refused(400, "BAD_REQUEST");
        }
        host.settle();
        var body = NODES.objectNode().put("workflow_id", named(call)).put("step_id", call.step());
        return isThere ? Replay.answered(() -> body) : Replay.refused(404, "NOT_FOUND");
    }

    /** Netflix Maestro answers with what it keeps, which for a step in a loop is the beginning of a made-up workflow id. */
    private String named(Call.Break call) {
        var definition = host.maestro().definition(call.workflow(), 1);
        boolean isAtTop = definition.stream()
                .flatMap(known -> known.steps().stream())
                .anyMatch(step -> step.id().value().equals(call.step()));
        return isAtTop || call.change() != Call.Change.SET ? call.workflow() : "<inline-prefix>";
    }

    ObjectNode answer(Call.Resume call, Optional<RunHandle> run) {
        var step = run.map(found -> found.step(call.step()));
        boolean isNewest = step.flatMap(StepHandle::attempt)
                .filter(attempt -> attempt.attempt() == call.attempt())
                .isPresent();
        if (!isNewest || !step.orElseThrow().resume(BY, REASON).isTaken()) {
            return Replay.refused(404, "NOT_FOUND");
        }
        host.settle();
        return Replay.answered(() -> NODES.objectNode()
                .put("workflow_id", call.workflow())
                .put("workflow_instance_id", call.instance())
                .put("workflow_run_id", call.run())
                .put("step_id", call.step())
                .put("step_attempt_id", call.attempt()));
    }
}
