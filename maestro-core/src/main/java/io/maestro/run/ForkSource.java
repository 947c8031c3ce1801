package io.maestro.run;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.StepId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Of what a run is a fork: of another instance, as that stood when one of its runs had come so far. What the fork took over was copied when it
 * began, so the source is not needed any more, and may be gone.
 *
 * @param run the run
 * @param steps the steps from which on the fork was to run anew
 * @param taken the steps whose attempts were taken over, each with the number of the run of the source in which it ended; unmodifiable
 */
public record ForkSource(RunId run, List<StepId> steps, Map<StepId, Long> taken) {

    /** Copies the collections. */
    public ForkSource {
        requireNonNull(run, "run");
        steps = List.copyOf(steps);
        taken = Collections.unmodifiableMap(new LinkedHashMap<>(taken));
    }
}
