package io.maestro.tag;

/** Where a tag comes from (spec: definitions, section 1.3). */
public enum TagNamespace {
    /** Set by the engine. */
    SYSTEM,
    /** Added while a run goes on. */
    RUNTIME,
    /** Comes from a job template. */
    JOB_TEMPLATE,
    /** Comes from a notebook template. */
    NOTEBOOK_TEMPLATE,
    /** Written by the author of the definition. */
    USER_DEFINED,
    /** Set by the platform that hosts the engine. */
    PLATFORM
}
