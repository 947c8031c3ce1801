package io.maestro.internal.kernel;

import io.maestro.run.Action;
import io.maestro.run.ActionResult;
import io.maestro.run.ActionTaken;
import io.maestro.run.Ending;
import io.maestro.run.RunStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody asks of a run or of a step of it.
 *
 * @param state the run
 * @param turn takes in what follows for its steps
 * @param follows collects what follows
 * @param at when it is asked
 */
record RunActions(RunState state, Turn turn, Consequences follows, Instant at) {

    void act(RunEvent.ActionAsked asked) {
        var taken = new ActionTaken(asked.request(), at);
        Optional<ActionResult> answer;
        if (asked.step().isEmpty()) {
            answer = ActionRules.onRun(state.run(), asked.request());
            if (answer.isEmpty()) {
                act(taken);
            }
        } else {
            var number = state.graph().number(asked.step().get());
            answer = number.isPresent()
                    ? answer(number.getAsInt(), taken, asked.newest())
                    : Optional.of(
                            ActionRules.onUnknown(state.run(), asked.step().get(), taken.action(), state.graph()));
            if (answer.isEmpty()) {
                turn.take(
                        number.orElseThrow(),
                        taken.action().endsSteps()
                                ? new StepEvent.OrderAsked(taken)
                                : new StepEvent.GoOnAsked(taken, asked.newest()));
            }
        }
        follows.answer(answer.orElseGet(() -> new ActionResult.Taken(taken)));
    }

    private Optional<ActionResult> answer(int step, ActionTaken asked, Optional<Offspring.Child> newest) {
        var id = state.graph().id(step);
        return asked.action() == Action.RESTART
                ? new RestartRules(state.run(), id, state.plan().rules(step).failureMode())
                        .on(state.step(step), state.scope().isIdle(step), asked, newest)
                : ActionRules.onStep(state.run(), id, state.step(step), asked);
    }

    private void act(ActionTaken taken) {
        switch (taken.action()) {
            case STOP -> end(taken, RunStatus.STOPPED);
            case KILL -> end(taken, RunStatus.FAILED);
            case PAUSE -> pause(taken);
            case RESUME -> unpause(taken);
            case SKIP, RETRY, RESTART, UNBLOCK, BYPASS_STEP_DEPENDENCIES ->
                throw new IllegalArgumentException("a machine does not carry out " + taken.action() + " of a run");
        }
    }

    /** What runs goes on, also after a crash: what began before is told apart so from what has not begun. */
    private void pause(ActionTaken taken) {
        turn.record(state.run().acted(taken, RunStatus.PAUSED));
        for (int step = 0; step < state.graph().size(); step++) {
            var rules = state.plan().rules(step);
            if (state.step(step) instanceof StepState.Running running
                    && !Projection.isRecorded(running, rules)
                    && !rules.isTransactional()) {
                follows.fact(Projection.row(state.run().runId(), state.graph().id(step), running)
                        .orElseThrow());
            }
        }
    }

    private void unpause(ActionTaken taken) {
        turn.record(state.run().acted(taken, RunStatus.IN_PROGRESS));
        for (int step = 0; step < state.graph().size(); step++) {
            if (state.isOpen(step)) {
                turn.take(step, new StepEvent.Unpaused(at));
            }
        }
    }

    private void end(ActionTaken taken, RunStatus outcome) {
        var run = state.run();
        var why =
                new Ending(outcome, taken.request().reason(), at, run.compensation(), run.handling(), Optional.empty());
        turn.record(run.acted(taken, run.status()).ending(why));
        turn.endOpenSteps(why);
    }
}
