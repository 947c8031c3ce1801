package io.maestro.definition;

import java.util.Optional;

/**
 * The id of a step within its workflow: at most 128 letters, digits, {@code .}, {@code -} and {@code _}, the first a letter
 * or {@code _}.
 *
 * @param value the id
 */
public record StepId(String value) implements Comparable<StepId> {

    /**
     * Checks the shape.
     *
     * @throws InvalidIdException if the text cannot be a step id
     */
    public StepId {
        IdRule.REFERENCE.checked(value);
    }

    /**
     * Tells why an author may not give a step this id.
     *
     * @return the reason, or empty if the id is free
     */
    public Optional<String> reserved() {
        return IdRule.REFERENCE.reservedIn(value);
    }

    @Override
    public int compareTo(StepId other) {
        return value.compareTo(other.value);
    }

    /** Returns the id. */
    @Override
    public String toString() {
        return value;
    }
}
