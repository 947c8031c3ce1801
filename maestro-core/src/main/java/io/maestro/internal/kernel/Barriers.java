package io.maestro.internal.kernel;

import static java.util.Objects.requireNonNull;

/**
 * What may keep steps of a run from beginning, as it is known when something happens to the run.
 *
 * @param breakpoints the breakpoints that may concern it
 * @param limits the limits under which its steps may fall
 */
public record Barriers(Breakpoints breakpoints, RunLimits limits) {

    /** Nothing keeps steps from beginning. */
    public static final Barriers NONE = new Barriers(Breakpoints.NONE, RunLimits.NONE);

    /** Checks that nothing is null. */
    public Barriers {
        requireNonNull(breakpoints, "breakpoints");
        requireNonNull(limits, "limits");
    }

    boolean isNone() {
        return breakpoints.set().isEmpty() && limits.isNone();
    }
}
