package io.maestro.run;

/** How a run stands (spec: runtime, section 1.2). */
public enum RunStatus {
    /** Accepted and recorded; no step was started yet. */
    CREATED,
    /** Its steps run or wait. */
    IN_PROGRESS,
    /** Held back by a person. */
    PAUSED,
    /** It took longer than its timeout. */
    TIMED_OUT,
    /** A person or a rule stopped it. */
    STOPPED,
    /** A step failed. */
    FAILED,
    /** Every step that was reached completed. */
    SUCCEEDED;

    /**
     * Tells whether a run in this status has ended.
     *
     * @return true if it will not change any more
     */
    public boolean isTerminal() {
        return switch (this) {
            case CREATED, IN_PROGRESS, PAUSED -> false;
            case TIMED_OUT, STOPPED, FAILED, SUCCEEDED -> true;
        };
    }
}
