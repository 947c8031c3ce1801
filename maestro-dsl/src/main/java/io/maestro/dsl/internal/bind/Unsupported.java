package io.maestro.dsl.internal.bind;

import io.maestro.error.ProblemCode;
import java.util.Optional;

/** Constructs of the format that the engine does not run yet. They are refused, so that nobody waits for what never happens. */
final class Unsupported {

    private Unsupported() {}

    /** Refuses whatever is there. */
    static void refuse(Spot spot, String construct) {
        spot.nameProblem(ProblemCode.UNSUPPORTED, construct + " not supported yet", Optional.empty());
    }
}
