package io.maestro.definition;

import java.util.Optional;

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
