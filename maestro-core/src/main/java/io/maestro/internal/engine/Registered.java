package io.maestro.internal.engine;

import io.maestro.error.Problem;
import java.util.List;

/**
 * What came of registering a definition.
 *
 * @param version the number of its version
 * @param warnings what it probably does not mean to say
 */
public record Registered(long version, List<Problem> warnings) {

    /** Copies the list. */
    public Registered {
        warnings = List.copyOf(warnings);
    }
}
