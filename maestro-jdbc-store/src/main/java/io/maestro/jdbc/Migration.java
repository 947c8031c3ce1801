package io.maestro.jdbc;

/** What a store does about its tables when it is opened. Tables of a newer release are refused either way. */
public enum Migration {
    /** Creates them, or brings them to the version of this release, while nobody else does. */
    APPLY,
    /** Only checks that they are at the version of this release. */
    CHECK
}
