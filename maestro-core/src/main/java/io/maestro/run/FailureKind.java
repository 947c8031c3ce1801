package io.maestro.run;

/** Whose failure an attempt's failure is; decides whether it is tried again (spec: runtime, section 4.3). */
public enum FailureKind {
    /** The step's own work failed. */
    USER,
    /** What the step runs on failed. */
    PLATFORM,
    /** The attempt took longer than its timeout. */
    TIMEOUT,
    /** No further attempt can help. */
    FATAL
}
