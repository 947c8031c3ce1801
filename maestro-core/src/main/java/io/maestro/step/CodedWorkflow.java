package io.maestro.step;

import io.maestro.definition.WorkflowDefinition;

/** A definition together with its Java code: what a host registers of a workflow that is written in Java. */
public interface CodedWorkflow {

    /**
     * Returns what can be written down.
     *
     * @return the definition
     */
    WorkflowDefinition definition();

    /**
     * Returns what cannot.
     *
     * @return the code
     */
    WorkflowCode code();
}
