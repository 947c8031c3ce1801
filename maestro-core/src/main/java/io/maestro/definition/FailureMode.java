package io.maestro.definition;

/** What the failure of a step does to its run (spec: definitions, section 1.8). */
public enum FailureMode {
    /** Other branches go on to their end, nothing after the step runs, then the run fails. The default. */
    FAIL_AFTER_RUNNING,
    /** All other steps are stopped and the run fails. */
    FAIL_IMMEDIATELY,
    /** The step counts as completed, with an error, and the run goes on after it. */
    IGNORE_FAILURE
}
