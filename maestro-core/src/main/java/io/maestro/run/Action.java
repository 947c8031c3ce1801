package io.maestro.run;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a person or a program can ask of a run, or of a step (spec: runtime, sections 6.2 and 6.3). */
public enum Action {
    /** Ends it as stopped. */
    STOP,
    /** Ends it as failed. */
    KILL,
    /** Passes over a step: what comes after it goes on. */
    SKIP,
    /** Has nothing begin any more until it is resumed. */
    PAUSE,
    /** Lets go on what is paused. */
    RESUME,
    /** Has the next attempt of a step that backs off start now. */
    RETRY,
    /** Has it run once more. */
    RESTART,
    /** Has a run that failed not keep others from beginning. */
    UNBLOCK,
    /** Has a step not wait for signals any more. */
    BYPASS_STEP_DEPENDENCIES;

    /**
     * Returns what can be asked of a run.
     *
     * @param status how it stands
     * @return the actions; unmodifiable
     */
    public static Set<Action> on(RunStatus status) {
        return switch (status) {
            case CREATED -> set(STOP, KILL);
            case IN_PROGRESS -> set(STOP, KILL, PAUSE);
            case PAUSED -> set(STOP, KILL, RESUME);
            case TIMED_OUT, STOPPED, SUCCEEDED -> set(RESTART);
            case FAILED -> set(RESTART, UNBLOCK);
        };
    }

    /**
     * Returns what can be asked of a step of a run that has not ended. Of a step that has ended, both is asked of its run: that the
     * step is run again, or passed over, in a new run.
     *
     * @param status how the newest attempt of the step stands
     * @return the actions; unmodifiable
     */
    public static Set<Action> on(StepStatus status) {
        return switch (status) {
            case NOT_CREATED -> set();
            case CREATED -> set(STOP, KILL, PAUSE);
            case INITIALIZED -> set(STOP, KILL, SKIP, PAUSE);
            case PAUSED -> set(STOP, KILL, SKIP, RESUME);
            case WAITING_FOR_SIGNALS -> set(STOP, KILL, SKIP, BYPASS_STEP_DEPENDENCIES);
            case EVALUATING_PARAMS, WAITING_FOR_PERMITS, STARTING, RUNNING, FINISHING -> set(STOP, KILL, SKIP);
            case USER_FAILED, PLATFORM_FAILED, TIMEOUT_FAILED -> set(STOP, KILL, SKIP, RETRY);
            case DISABLED, UNSATISFIED -> set(RESTART);
            case SKIPPED, SUCCEEDED, COMPLETED_WITH_ERROR, FATALLY_FAILED, INTERNALLY_FAILED, STOPPED, TIMED_OUT ->
                set(RESTART, SKIP);
        };
    }

    private static Set<Action> set(Action... actions) {
        var set = EnumSet.noneOf(Action.class);
        Collections.addAll(set, actions);
        return Collections.unmodifiableSet(set);
    }

    /**
     * Tells whether it brings a step to an end.
     *
     * @return true for those after which the step does no more work
     */
    public boolean endsSteps() {
        return this == STOP || this == KILL || this == SKIP;
    }
}
