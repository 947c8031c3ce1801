package io.maestro.store;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.WorkflowDefinition;
import java.util.List;

/**
 * A registered definition.
 *
 * @param version the number of the version, from 1 for each workflow, without gaps
 * @param definition the definition
 * @param templates the job templates that its steps may take params from, as they were when it was registered
 */
public record VersionedDefinition(long version, WorkflowDefinition definition, List<JobTemplate.Definition> templates) {

    /** Checks that the version is positive, and copies the list. */
    public VersionedDefinition {
        requireNonNull(definition, "definition");
        templates = List.copyOf(templates);
        if (version < 1) {
            throw new IllegalArgumentException("versions are numbered from 1 but this was " + version);
        }
    }
}
