package io.maestro.dsl.internal.picture;

import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;

/** How something stands, as far as one sees it from afar: statuses that mean the same to a person are one mark. */
public enum Mark {
    /** Not come to. */
    NOT_REACHED('○'),
    /** Waits for something. */
    WAITING('◷'),
    /** Goes on. */
    RUNNING('▶'),
    /** Failed, and is tried again. */
    RETRYING('↻'),
    /** Done. */
    DONE('✓'),
    /** Passed over. */
    PASSED_OVER('»'),
    /** Failed, which does not matter. */
    WARNED('!'),
    /** Failed. */
    FAILED('✗'),
    /** Stopped on request. */
    STOPPED('■');

    private final char sign;

    Mark(char sign) {
        this.sign = sign;
    }

    /**
     * Returns the sign that stands for it, where nothing can be drawn.
     *
     * @return a character
     */
    public char sign() {
        return sign;
    }

    /** Returns the mark of a step. */
    static Mark of(StepStatus status) {
        return switch (status) {
            case NOT_CREATED -> NOT_REACHED;
            case CREATED, INITIALIZED, PAUSED, WAITING_FOR_SIGNALS, WAITING_FOR_PERMITS -> WAITING;
            case EVALUATING_PARAMS, STARTING, RUNNING, FINISHING -> RUNNING;
            case USER_FAILED, PLATFORM_FAILED, TIMEOUT_FAILED -> RETRYING;
            case SUCCEEDED -> DONE;
            case DISABLED, UNSATISFIED, SKIPPED -> PASSED_OVER;
            case COMPLETED_WITH_ERROR -> WARNED;
            case FATALLY_FAILED, INTERNALLY_FAILED, TIMED_OUT -> FAILED;
            case STOPPED -> Mark.STOPPED;
        };
    }

    /** Returns the mark of a run. */
    static Mark of(RunStatus status) {
        return switch (status) {
            case CREATED, PAUSED -> WAITING;
            case IN_PROGRESS -> RUNNING;
            case TIMED_OUT, FAILED -> Mark.FAILED;
            case STOPPED -> Mark.STOPPED;
            case SUCCEEDED -> DONE;
        };
    }
}
