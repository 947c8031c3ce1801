package io.maestro.conformance.engine;

import io.maestro.RestartRequest;
import io.maestro.RunHandle;
import io.maestro.definition.StepId;
import io.maestro.run.Action;
import io.maestro.run.ActionResult;
import io.maestro.run.RestartRefusedException;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Asks for actions, and answers as the API of Netflix Maestro does. */
record Acts(VirtualHost host) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    static final String BY = "tester";
    static final String REASON = "the case asks for it";

    ObjectNode answer(Call.Act act, Optional<RunHandle> found) {
        if (found.isEmpty()) {
            return Replay.refused(404, "NOT_FOUND");
        }
        var run = found.get();
        if (act.run().filter(number -> number != run.id().run()).isPresent()) {
            return Replay.refused(400, "BAD_REQUEST");
        }
        boolean ended = run.status().isTerminal();
        if (ended && act.action() == Action.SKIP && act.step().isPresent()) {
            return Replay.answered(() -> skippedAfterEnd(run, act.step().get()));
        }
        boolean over = ended || run.run().isQueued();
        var result = act.step().map(step -> onStep(run, step, act.action())).orElseGet(() -> onRun(run, act.action()));
        // Where Netflix Maestro finds that a step need not be asked, it says no.
        if (result instanceof ActionResult.Refused || (act.step().isPresent() && !result.isTaken())) {
            return Replay.refused(400, "BAD_REQUEST");
        }
        host.settle();
        var body = NODES.objectNode()
                .put("workflow_id", Names.of(run.id().workflow()))
                .put("workflow_instance_id", run.id().instance())
                .put("workflow_run_id", run.id().run());
        act.step()
                .ifPresentOrElse(
                        step -> body.put("step_id", step)
                                .put("step_attempt_id", attempt((ActionResult.Taken) result, run, step)),
                        () -> body.put("completed", over));
        return Replay.answered(() -> body);
    }

    /** What has ended is skipped in the next run. */
    private static ObjectNode skippedAfterEnd(RunHandle run, String step) {
        var stands = run.instance().step(new StepId(step));
        if (!Action.on(stands.status()).contains(Action.SKIP)) {
            throw new RestartRefusedException(run.id(), "step '" + step + "' is " + stands.status());
        }
        var next = run.restartStep(
                step, RestartRequest.fromIncomplete().skipping(step).by(BY));
        return NODES.objectNode()
                .put("workflow_id", Names.of(next.id().workflow()))
                .put("workflow_instance_id", next.id().instance())
                .put("workflow_run_id", next.id().run());
    }

    /** Does what was asked of all runs. */
    ObjectNode answer(Call.ActOnAll act) {
        var control = host.maestro().control(act.workflow());
        var body = NODES.objectNode().put("action", act.action().name());
        switch (act.action()) {
            case STOP -> control.stopAll(BY, REASON);
            case KILL -> control.killAll(BY, REASON);
            case UNBLOCK -> control.unblock(BY, REASON);
            default -> throw new IllegalArgumentException("no case asks for " + act.action());
        }
        host.settle();
        return NODES.objectNode()
                .put("http", act.action() == Action.UNBLOCK ? 200 : 202)
                .set("body", body);
    }

    /** The attempt that was asked: where the step waited for its next one, the one before. */
    private static int attempt(ActionResult.Taken taken, RunHandle run, String step) {
        var newest = run.step(step).attempt().orElseThrow();
        boolean isNext = newest.startedAt().isEmpty()
                && newest.attempt() > 1
                && newest.actions().contains(taken.action());
        return isNext ? newest.attempt() - 1 : newest.attempt();
    }

    private static ActionResult onRun(RunHandle run, Action action) {
        return switch (action) {
            case STOP -> run.stop(BY, REASON);
            case KILL -> run.kill(BY, REASON);
            case UNBLOCK -> run.unblock(BY, REASON);
            default -> throw new IllegalArgumentException("no case asks for " + action);
        };
    }

    private static ActionResult onStep(RunHandle run, String id, Action action) {
        var step = run.step(id);
        return switch (action) {
            case STOP -> step.stop(BY, REASON);
            case KILL -> step.kill(BY, REASON);
            case SKIP -> step.skip(BY, REASON);
            default -> throw new IllegalArgumentException("no case asks for " + action);
        };
    }
}
