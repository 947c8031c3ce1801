package io.maestro;

import io.maestro.definition.StepId;
import io.maestro.run.Action;
import io.maestro.run.ActionResult;
import io.maestro.run.StepAttempt;
import java.util.Optional;

/**
 * A handle to a step of a run.
 *
 * @param run the handle to the run
 * @param id the step
 */
record EngineStepHandle(EngineRunHandle run, StepId id) implements StepHandle {

    @Override
    public Optional<StepAttempt> attempt() {
        return run.newest(id);
    }

    @Override
    public ActionResult stop(String by, String reason) {
        return ask(Action.STOP, by, reason);
    }

    @Override
    public ActionResult kill(String by, String reason) {
        return ask(Action.KILL, by, reason);
    }

    @Override
    public ActionResult skip(String by, String reason) {
        return ask(Action.SKIP, by, reason);
    }

    @Override
    public ActionResult resume(String by, String reason) {
        return ask(Action.RESUME, by, reason);
    }

    @Override
    public ActionResult retry(String by, String reason) {
        return ask(Action.RETRY, by, reason);
    }

    private ActionResult ask(Action action, String by, String reason) {
        return run.act(Optional.of(id), action, by, reason);
    }
}
