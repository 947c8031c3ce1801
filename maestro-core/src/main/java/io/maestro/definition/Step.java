package io.maestro.definition;

/** A declared step of a workflow. */
public sealed interface Step permits TypedStep {

    /**
     * Returns what steps of every kind have.
     *
     * @return the basics
     */
    StepBasics basics();

    /**
     * Returns the id.
     *
     * @return the id, unique in the workflow
     */
    default StepId id() {
        return basics().id();
    }
}
