package io.maestro.definition;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The id of a workflow: at most 128 letters, digits, {@code .}, {@code -} and {@code _}, the first a letter, a digit or
 * {@code _}.
 *
 * @param value the id
 */
public record WorkflowId(String value) implements Comparable<WorkflowId> {

    /**
     * Checks the shape.
     *
     * @throws InvalidIdException if the text cannot be a workflow id
     */
    public WorkflowId {
        IdRule.WORKFLOW.checked(value);
    }

    /**
     * Tells why an author may not give a workflow this id. The reserved ids are the engine's own.
     *
     * @return the reason, or empty if the id is free
     */
    public Optional<String> reserved() {
        return IdRule.WORKFLOW.reservedIn(value);
    }

    // Ids are keys on every way through the engine; written out, these need no linking when a program starts.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WorkflowId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(WorkflowId other) {
        return value.compareTo(other.value);
    }

    /** Returns the id. */
    @Override
    public String toString() {
        return value;
    }
}
