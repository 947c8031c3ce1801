package io.maestro.jdbc;

/** What a commit to an H2 file outlives. */
public enum Durability {
    /**
     * The end of the process, by {@code kill -9} as well: each commit is handed to the operating system before it returns. What
     * the operating system had not yet written to the disk is lost with the power, or when the operating system itself crashes.
     */
    SURVIVES_KILL,
    /** Loss of power as well: each commit waits until the disk says that it has been written, which takes much longer. */
    SURVIVES_POWER_LOSS
}
