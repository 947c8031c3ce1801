package io.maestro.internal.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Names a timer of a run.
 *
 * @param step the number of the step, or {@link #RUN} for the run itself
 * @param kind what it is for
 * @param attempt the attempt that it is for; 0 for the run itself
 */
public record Timer(int step, Kind kind, int attempt) {

    /** Stands in place of a step for a timer of the run itself. */
    public static final int RUN = -1;

    /** What a timer is for. */
    public enum Kind {
        /** The run or the attempt has taken too long. */
        TIMEOUT,
        /** The next attempt may start. */
        RETRY,
        /** The external job is to be asked how it is. */
        POLL,
        /** A body that was interrupted has had its time to end. */
        GRACE
    }

    // Written out for the same reason as those of ids.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Timer that && step == that.step && kind == that.kind && attempt == that.attempt;
    }

    @Override
    public int hashCode() {
        return (step * 31 + kind.hashCode()) * 31 + attempt;
    }

    /** Returns the timer that ends a run. */
    static Timer ofRun() {
        return new Timer(RUN, Kind.TIMEOUT, 0);
    }
}
