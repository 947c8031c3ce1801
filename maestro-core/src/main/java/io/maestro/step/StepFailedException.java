package io.maestro.step;

import static java.util.Objects.requireNonNull;

import io.maestro.error.MaestroException;
import io.maestro.run.FailureKind;

/** Thrown by a body to say what kind of failure its failure is. */
public final class StepFailedException extends MaestroException {

    private final transient FailureKind kind;

    /**
     * Creates the exception.
     *
     * @param kind whose failure it is
     * @param message what failed
     */
    public StepFailedException(FailureKind kind, String message) {
        super(message);
        this.kind = requireNonNull(kind, "kind");
    }

    /**
     * Creates the exception with its cause.
     *
     * @param kind whose failure it is
     * @param message what failed
     * @param cause what made it fail
     */
    public StepFailedException(FailureKind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind");
    }

    /**
     * Returns whose failure it is.
     *
     * @return the kind
     */
    public FailureKind kind() {
        return kind;
    }
}
