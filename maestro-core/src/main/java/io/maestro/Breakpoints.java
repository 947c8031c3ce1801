package io.maestro;

import io.maestro.run.Breakpoint;
import io.maestro.run.SetBreakpoint;
import java.util.List;
import java.util.OptionalInt;

/**
 * Where attempts of steps pause before their work begins (spec: runtime, section 6.5). Thread-safe.
 *
 * <p>A step that is reached, or that is tried again, pauses if a breakpoint matches the attempt. It stays so until somebody has it go on
 * with {@link StepHandle#resume}, ends it, or removes the breakpoint with {@link #removeAndResume}. An attempt that has begun is not
 * paused any more.
 *
 * <p>What is set or removed holds at once for the runs of this node, and for those of other nodes that share the store after half a second or
 * so. Breakpoints are kept in the store.
 */
public interface Breakpoints {

    /**
     * Sets a breakpoint. One that is there already is set anew.
     *
     * @param breakpoint where
     * @param by who sets it
     * @param reason why
     * @throws io.maestro.definition.UnknownWorkflowException if the workflow has no version
     * @throws IllegalArgumentException if its newest version has no such step
     */
    void set(Breakpoint breakpoint, String by, String reason);

    /**
     * Returns the breakpoints that are set.
     *
     * @return the breakpoints, in no order
     */
    List<SetBreakpoint> list();

    /**
     * Removes a breakpoint. What it has paused stays so until somebody has it go on.
     *
     * @param breakpoint where it is
     * @return false if there is none right there
     */
    boolean remove(Breakpoint breakpoint);

    /**
     * Removes a breakpoint, and has all go on that it covers and that pauses, whatever other breakpoints there are. It may look at each
     * run of the workflow that has not ended. What another node pauses before it knows that the breakpoint is gone stays paused.
     *
     * @param breakpoint where it is
     * @param by who removes it
     * @param reason why
     * @return how many attempts go on; empty if there is no breakpoint right there
     */
    OptionalInt removeAndResume(Breakpoint breakpoint, String by, String reason);
}
