package io.maestro.dsl.internal.syntax;

import io.maestro.error.Problem;

/** Ends the reading of a text that cannot be read on. Never leaves this package. */
@SuppressWarnings("serial") // it is caught where it is thrown and never written
final class SyntaxException extends RuntimeException {

    private final transient Problem problem;

    SyntaxException(Problem problem) {
        super(problem.toString(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
