package io.maestro.internal.eval.value;

import static java.util.Objects.requireNonNull;

import io.maestro.internal.eval.port.Ambient;
import io.maestro.internal.eval.port.ParamFunctions;
import io.maestro.internal.eval.time.DateField;
import io.maestro.internal.eval.time.Moment;
import io.maestro.internal.eval.time.Zone;
import io.maestro.param.ParamValue;
import java.util.Map;
import java.util.Optional;

/**
 * What one evaluation has at hand.
 *
 * @param inputs the inputs by name
 * @param zone the zone of dates that name none
 * @param ambient the clock and chance
 * @param functions the functions of {@code params}, if the host has them
 * @param budget what may still be used
 */
public record Context(
        Map<String, ParamValue> inputs, Zone zone, Ambient ambient, Optional<ParamFunctions> functions, Budget budget) {

    /** Checks that nothing is null. The inputs are not copied: they live no longer than the evaluation. */
    public Context {
        requireNonNull(inputs, "inputs");
        requireNonNull(zone, "zone");
        requireNonNull(ambient, "ambient");
        requireNonNull(functions, "functions");
        requireNonNull(budget, "budget");
    }

    /**
     * Returns the present.
     *
     * @return the moment, in the default zone
     */
    public Moment now() {
        return new Moment(ambient.currentTimeMillis(), zone);
    }

    /**
     * Returns the present year.
     *
     * @return the year
     */
    public int currentYear() {
        return now().get(DateField.YEAR);
    }
}
