package io.maestro.internal.eval;

import static java.util.Objects.requireNonNull;

import io.maestro.internal.eval.port.Ambient;
import io.maestro.internal.eval.port.ParamFunctions;
import io.maestro.internal.eval.time.FixedZone;
import io.maestro.internal.eval.time.Zone;
import io.maestro.internal.eval.time.Zones;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The world that an expression may ask.
 *
 * @param ambient the clock and chance
 * @param functions the functions of {@code params}, where the expression stands in a running workflow
 * @param zone the zone of dates that name none
 */
public record EvalHost(Ambient ambient, Optional<ParamFunctions> functions, Zone zone) {

    /** Checks that nothing is null. */
    public EvalHost {
        requireNonNull(ambient, "ambient");
        requireNonNull(functions, "functions");
        requireNonNull(zone, "zone");
    }

    /**
     * Returns a host in UTC and without functions.
     *
     * @param ambient the clock and chance
     * @return the host
     */
    public static EvalHost of(Ambient ambient) {
        return new EvalHost(ambient, Optional.empty(), FixedZone.UTC);
    }

    /**
     * Returns this host with functions.
     *
     * @param paramFunctions the functions
     * @return the changed host
     */
    public EvalHost withFunctions(ParamFunctions paramFunctions) {
        return new EvalHost(ambient, Optional.of(paramFunctions), zone);
    }

    /**
     * Returns this host with another clock and chance.
     *
     * @param other the clock and chance
     * @return the changed host
     */
    public EvalHost with(Ambient other) {
        return new EvalHost(other, functions, zone);
    }

    /**
     * Returns this host in another zone.
     *
     * @param zoneId the zone
     * @return the changed host
     */
    public EvalHost in(ZoneId zoneId) {
        return new EvalHost(ambient, functions, Zones.of(zoneId));
    }
}
