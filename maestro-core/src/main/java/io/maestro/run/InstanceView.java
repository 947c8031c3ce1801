package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How an instance stands over all its runs (spec: runtime, section 1.6). A run that goes on from others has only some of the steps;
 * how the others stand, earlier runs tell.
 *
 * @param status how the instance stands
 * @param runStatus how its newest run ended by itself. It differs only where the run was through and SUCCEEDED, and steps that it did
 *     not have had not completed before
 * @param steps how each step stands, in the order of the definition, but for those that only undo others; unmodifiable
 */
public record InstanceView(RunStatus status, RunStatus runStatus, Map<StepId, StepView> steps) {

    /** Copies the map, in its order. */
    public InstanceView {
        requireNonNull(status, "status");
        requireNonNull(runStatus, "runStatus");
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }

    /**
     * Returns how a step stands.
     *
     * @param step the step
     * @return its view; that of a step that was not reached if there is no such step
     */
    public StepView step(StepId step) {
        return Optional.ofNullable(steps.get(step)).orElse(StepView.NOT_REACHED);
    }
}
