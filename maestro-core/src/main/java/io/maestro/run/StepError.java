package io.maestro.run;

import static java.util.Objects.requireNonNull;

/**
 * Why an attempt did not succeed.
 *
 * @param message one line for people
 * @param detail more of it, such as a stack trace; may be empty
 */
public record StepError(String message, String detail) {

    /** Checks that nothing is null. */
    public StepError {
        requireNonNull(message, "message");
        requireNonNull(detail, "detail");
    }

    /**
     * Returns an error without detail.
     *
     * @param message one line for people
     * @return the error
     */
    public static StepError of(String message) {
        return new StepError(message, "");
    }
}
