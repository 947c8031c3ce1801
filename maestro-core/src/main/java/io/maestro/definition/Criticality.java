package io.maestro.definition;

/** How much depends on a workflow, by its author's judgement; kept, without effect on the engine. */
public enum Criticality {
    /** Most depends on it. */
    CRITICAL,
    /** Much depends on it. */
    HIGH,
    /** Something depends on it. */
    MEDIUM,
    /** Little depends on it. */
    LOW
}
