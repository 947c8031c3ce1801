package io.maestro.store;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.WorkflowDefinition;

/**
 * A registered definition.
 *
 * @param version the number of the version, from 1 for each workflow, without gaps
 * @param definition the definition
 */
public record VersionedDefinition(long version, WorkflowDefinition definition) {

    /** Checks that the version is positive. */
    public VersionedDefinition {
        requireNonNull(definition, "definition");
        if (version < 1) {
            throw new IllegalArgumentException("versions are numbered from 1 but this was " + version);
        }
    }
}
