package io.maestro.run;

/**
 * How an attempt of a step stands: the names that people, JSON and SQL see (spec: runtime, section 2.2). The engine itself
 * decides on states that carry their data, of which this is a projection.
 */
public enum StepStatus {
    /** Not reached: it has no attempt. */
    NOT_CREATED,
    /** Reached. */
    CREATED,
    /** Its timeout, signal dependencies and tags are known. */
    INITIALIZED,
    /** Held back by a breakpoint. */
    PAUSED,
    /** Waits for signals. */
    WAITING_FOR_SIGNALS,
    /** Its params are being evaluated. */
    EVALUATING_PARAMS,
    /** Waits for permits. */
    WAITING_FOR_PERMITS,
    /** About to run. */
    STARTING,
    /** Its work goes on. */
    RUNNING,
    /** Its work is done, its outputs are being recorded. */
    FINISHING,
    /** Switched off. */
    DISABLED,
    /** No condition that leads to it was true. */
    UNSATISFIED,
    /** Passed over on request. */
    SKIPPED,
    /** Done. */
    SUCCEEDED,
    /** Failed, which its failure mode says to ignore. */
    COMPLETED_WITH_ERROR,
    /** Its own work failed; another attempt follows. */
    USER_FAILED,
    /** What it runs on failed; another attempt follows. */
    PLATFORM_FAILED,
    /** It took too long; another attempt follows. */
    TIMEOUT_FAILED,
    /** Failed for good. */
    FATALLY_FAILED,
    /** Failed because the engine could not evaluate something of it. */
    INTERNALLY_FAILED,
    /** Stopped on request. */
    STOPPED,
    /** It took too long, and no attempt follows. */
    TIMED_OUT;

    /**
     * Tells whether an attempt in this status has ended.
     *
     * @return true if the attempt will not change any more
     */
    public boolean isTerminal() {
        return compareTo(DISABLED) >= 0;
    }

    /**
     * Tells whether what comes after the step may go on.
     *
     * @return true if this counts as success for the graph
     */
    public boolean isComplete() {
        return switch (this) {
            case DISABLED, UNSATISFIED, SKIPPED, SUCCEEDED, COMPLETED_WITH_ERROR -> true;
            default -> false;
        };
    }

    /**
     * Tells whether another attempt follows by itself.
     *
     * @return true if the engine tries again
     */
    public boolean isRetried() {
        return this == USER_FAILED || this == PLATFORM_FAILED || this == TIMEOUT_FAILED;
    }
}
