package io.maestro.internal.kernel;

import java.util.ArrayList;
import java.util.List;

/**
 * What follows for a step from an event.
 *
 * @param next its state from now on
 * @param changed whether that is another state than before
 * @param commands what to carry out, in order
 */
record StepDecision(StepState next, boolean changed, List<Command> commands) {

    static StepDecision to(StepState next, Command... commands) {
        return new StepDecision(next, true, List.of(commands));
    }

    /** The state stays as it is. */
    static StepDecision stay(StepState state, Command... commands) {
        return new StepDecision(state, false, List.of(commands));
    }

    /** Adds what is to be carried out before. */
    StepDecision after(List<Command> first) {
        return new StepDecision(next, changed, first).with(commands);
    }

    /** Adds what is to be carried out besides. */
    StepDecision with(List<Command> more) {
        if (more.isEmpty()) {
            return this;
        }
        var all = new ArrayList<>(commands);
        all.addAll(more);
        return new StepDecision(next, changed, all);
    }
}
