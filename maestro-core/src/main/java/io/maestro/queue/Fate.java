package io.maestro.queue;

/** What becomes of a run that is started. */
public enum Fate {
    /** It begins at once. */
    BEGINS,
    /** It waits for its turn. */
    WAITS,
    /** It is recorded, and stopped before it has begun. */
    IS_STOPPED
}
