package io.maestro.definition;

import java.util.List;

/**
 * The signals of a step.
 *
 * @param dependencies those that it waits for before it starts, all of them
 * @param outputs those that it sends when its work is done
 */
public record StepSignals(List<SignalDependency> dependencies, List<SignalOutput> outputs) {

    private static final StepSignals NONE = new StepSignals(List.of(), List.of());

    /** Copies the lists. */
    public StepSignals {
        dependencies = List.copyOf(dependencies);
        outputs = List.copyOf(outputs);
    }

    /**
     * Returns the signals of a step that neither waits for any nor sends any.
     *
     * @return no signals
     */
    public static StepSignals none() {
        return NONE;
    }
}
