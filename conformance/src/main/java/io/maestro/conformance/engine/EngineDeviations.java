package io.maestro.conformance.engine;

import java.util.List;

/** Where the engine differs from Netflix Maestro's. */
final class EngineDeviations {

    private EngineDeviations() {}

    static List<EngineDeviation> all() {
        return List.of();
    }
}
