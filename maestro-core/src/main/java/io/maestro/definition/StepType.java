package io.maestro.definition;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * The name of a step type, such as {@code NoOp}. Case does not matter when two names are compared, but is kept.
 *
 * @param name the name as it is written
 */
public record StepType(String name) {

    /** The type that succeeds at once. */
    public static final StepType NO_OP = new StepType("NoOp");

    /** The type that waits for {@code sleep_seconds}. */
    public static final StepType SLEEP = new StepType("Sleep");

    /** The type of a step whose body is Java code that comes with the definition. */
    public static final StepType JAVA = new StepType("Java");

    /** Checks that the name is not blank. */
    public StepType {
        requireNonNull(name, "name");
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a step type must not be blank");
        }
    }

    /**
     * Returns the form by which types are looked up.
     *
     * @return the name in lower case
     */
    public String key() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Compares without case. */
    @Override
    public boolean equals(Object other) {
        return other instanceof StepType that && key().equals(that.key());
    }

    @Override
    public int hashCode() {
        return key().hashCode();
    }

    /** Returns the name as it is written. */
    @Override
    public String toString() {
        return name;
    }
}
