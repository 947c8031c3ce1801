package io.maestro.internal.kernel;

import io.maestro.run.Compensation;
import io.maestro.run.Compensation.Undo;
import io.maestro.run.Ending;
import io.maestro.run.FailureHandling;
import io.maestro.run.FailureHandling.Handler;
import java.time.Instant;
import java.util.List;

/**
 * What a run does when its flow is over, before it ends: it handles the failures of its steps, undoes what it did, and handles that it
 * failed itself. One thing comes after the other. Whoever kills a run wants nothing more to begin.
 *
 * @param state the run
 * @param turn lets steps begin
 * @param follows collects what follows
 * @param at when
 */
record WindingUp(RunState state, Turn turn, Consequences follows, Instant at) {

    /** What a run does next that winds up. */
    sealed interface Next {}

    /** A step begins that undoes another, or handles a failure. */
    record Begins(int step) implements Next {}

    /** A step is undone. */
    record GoesFurther(Compensation compensation) implements Next {}

    /** Something is being done. */
    record Works() implements Next {}

    /** All is done, or what is left is to stay as it is, and the run ends. */
    record IsOver() implements Next {}

    /** Tells whether there is something to do before the run ends, which is begun unless it goes on already. */
    boolean goesOn() {
        if (state.graph().isAllFlow() || state.run().isKilled()) {
            return false;
        }
        if (state.run().windsUp()) {
            return goesFurther();
        }
        boolean undoes = !state.search().isInVain() && isUndoingDue();
        var handlers = Handling.of(state);
        if (!undoes && handlers.isEmpty()) {
            return false;
        }
        if (state.isHeld() || state.search().isUnderWay()) {
            return true;
        }
        if (undoes) {
            follows.command(new Command.FindUndos(state.search().begin()));
            return true;
        }
        begin(List.of(), handlers);
        return goesFurther();
    }

    /** Takes in what there is to undo, unless that is out of date. */
    void undo(RunEvent.UndosFound found) {
        if (state.isHeld()) {
            state.search().forget();
        }
        boolean isSome = !found.undos().isEmpty();
        if (state.search().isAnswered(found.search(), isSome) && isSome && isUndoingDue()) {
            begin(found.undos(), Handling.of(state));
        }
    }

    private boolean isUndoingDue() {
        return Undoing.isDue(state.graph(), state.run(), state.outcome());
    }

    /** From now on the run is on its way to its end, however long that takes. */
    private void begin(List<Undo> undos, List<Handler> handlers) {
        var why = state.run()
                .ending()
                .orElseGet(() ->
                        new Ending(state.outcome(), Outcome.reason(state.graph(), state.steps(), state.outcome()), at));
        if (!undos.isEmpty()) {
            why = why.after(new Compensation(undos, 0, at));
        }
        if (!handlers.isEmpty()) {
            why = why.handling(new FailureHandling(handlers, at));
        }
        turn.record(state.run().windingUp(why));
        follows.command(new Command.CancelTimer(Timer.ofRun()));
    }

    /** Begins what comes next, unless something works already; false if nothing is left to do. */
    private boolean goesFurther() {
        while (true) {
            switch (next()) {
                case Begins(var step) -> turn.begin(step);
                case GoesFurther(var compensation) -> {
                    var ending = state.run().ending().orElseThrow();
                    turn.record(state.run().windingUp(ending.after(compensation)));
                }
                case Works works -> {
                    return true;
                }
                case IsOver over -> {
                    return false;
                }
            }
        }
    }

    private Next next() {
        var ofSteps = Handling.next(state, handler -> !handler.isOfRun());
        if (!(ofSteps instanceof IsOver)) {
            return ofSteps;
        }
        var undo = state.run()
                .compensation()
                .map(compensation -> Undoing.next(state.graph(), compensation, state.steps()))
                .filter(next -> !(next instanceof IsOver));
        return undo.orElseGet(() -> Handling.next(state, Handler::isOfRun));
    }
}
