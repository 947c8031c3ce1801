package io.maestro.run;

import io.maestro.param.ParamDefinition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * That a run could not start, because its params have no values, and was recorded all the same. A restart of it is given these params
 * again, and may be given others in their place.
 *
 * @param given what the start was given, but for what cannot be given at all; in its order
 */
public record RefusedStart(Map<String, ParamDefinition> given) {

    /** Copies the map. */
    public RefusedStart {
        given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }
}
