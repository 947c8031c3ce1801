package io.maestro.definition;

/** What is done about an attempt that may run once at most and was cut off, so that nobody knows whether its work was done. */
public enum InDoubt {
    /** It waits until somebody says what became of it. The default. */
    WAIT,
    /** The step fails for good. */
    FAIL,
    /** The attempt counts as failed by the platform: the retry policy says whether another one follows. */
    RETRY
}
