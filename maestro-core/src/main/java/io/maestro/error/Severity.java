package io.maestro.error;

/** How much a problem matters. */
public enum Severity {
    /** The input is refused. */
    ERROR,
    /** The input is taken, but probably does not do what its author wants. */
    WARNING
}
