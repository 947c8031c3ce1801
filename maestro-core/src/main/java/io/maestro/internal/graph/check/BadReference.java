package io.maestro.internal.graph.check;

import static java.util.Objects.requireNonNull;

import io.maestro.error.ProblemCode;
import java.util.Optional;

/**
 * What is wrong with a reference.
 *
 * @param code the kind of problem
 * @param message what was found and what was expected
 * @param suggestion a name that was probably meant
 */
record BadReference(ProblemCode code, String message, Optional<String> suggestion) {

    /** Checks that nothing is null. */
    BadReference {
        requireNonNull(code, "code");
        requireNonNull(message, "message");
        requireNonNull(suggestion, "suggestion");
    }

    static BadReference of(ProblemCode code, String message) {
        return new BadReference(code, message, Optional.empty());
    }
}
