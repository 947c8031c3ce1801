package io.maestro.step;

/**
 * The work of a step that has no output. Otherwise as {@link StepBody}.
 */
@FunctionalInterface
public interface StepAction {

    /**
     * Does the work.
     *
     * @param context what the body may know of its step and run
     * @throws Exception if the work failed, as for {@link StepBody#run}
     */
    void run(StepContext context) throws Exception;
}
