package io.maestro.internal.graph.check;

/** What is known of a condition before it is evaluated. */
enum Truth {
    /** It is true each time, or there is no condition. */
    ALWAYS,
    /** It is false each time, or fails each time. */
    NEVER,
    /** It depends on something. */
    OPEN
}
