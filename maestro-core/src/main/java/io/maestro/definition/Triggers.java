package io.maestro.definition;

import java.util.List;

/**
 * What starts a workflow by itself. Each trigger starts it on its own.
 *
 * @param time the times
 * @param signals the signals
 */
public record Triggers(List<TimeTrigger> time, List<SignalTrigger> signals) {

    private static final Triggers NONE = new Triggers(List.of(), List.of());

    /** Copies the lists. */
    public Triggers {
        time = List.copyOf(time);
        signals = List.copyOf(signals);
    }

    /**
     * Returns the triggers of a workflow that is only started by hand.
     *
     * @return no triggers
     */
    public static Triggers none() {
        return NONE;
    }
}
