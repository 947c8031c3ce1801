package io.maestro.definition;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    // Ids are keys on every way through the engine; written out, these need no linking when a program starts.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StepId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
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
