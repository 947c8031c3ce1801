package io.maestro.store;

import io.maestro.run.DefinitionRef;

/** Thrown when a run was to begin of a version that was deleted together with its workflow, perhaps by another node. */
public final class VersionDeletedException extends StoreException {

    private static final long serialVersionUID = 1;

    private final transient DefinitionRef definition;

    /**
     * Creates the exception.
     *
     * @param definition what the run was to run
     */
    public VersionDeletedException(DefinitionRef definition) {
        super("version " + definition.version() + " of workflow '" + definition.workflow()
                + "' was deleted; register the workflow again to start it");
        this.definition = definition;
    }

    /**
     * Returns what the run was to run.
     *
     * @return the version of the workflow
     */
    public DefinitionRef definition() {
        return definition;
    }
}
