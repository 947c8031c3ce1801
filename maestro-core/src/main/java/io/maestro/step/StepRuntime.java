package io.maestro.step;

import io.maestro.param.ParamDefinition;
import java.util.Map;

/**
 * A step type whose work goes on outside: it starts a job, asks how the job is, and stops it.
 *
 * <p>Each method may be called again after a crash or beside another call, and must bear that: {@link #start} finds a job that it
 * started before by the {@link StepContext#idempotencyKey()}. The job's id is recorded before the job is polled. Methods run
 * on virtual threads and may block; one runtime serves many attempts at the same time.
 */
public interface StepRuntime {

    /**
     * Returns the params that every step of this type has, unless its definition or a request sets them to something else.
     *
     * @return the definitions by name, in the order in which they are evaluated
     */
    default Map<String, ParamDefinition> params() {
        return Map.of();
    }

    /**
     * Starts the work, or does it all.
     *
     * @param context what the runtime may know of the step and its run
     * @return what became of it
     * @throws Exception if the runtime itself went wrong; the step then fails for good
     */
    StepResult start(StepContext context) throws Exception;

    /**
     * Asks how the work is. Called after a {@link StepResult.Pending}.
     *
     * @param context what the runtime may know of the step and its run
     * @param jobId the job
     * @return what became of it
     * @throws Exception if the runtime itself went wrong; the step then fails for good
     */
    default StepResult poll(StepContext context, String jobId) throws Exception {
        return StepResult.done();
    }

    /**
     * Stops the work. Called when a step that is pending is stopped or takes too long; the step has ended by then. A process
     * that dies between the two leaves the job running; nobody calls this again.
     *
     * @param context what the runtime may know of the step and its run
     * @param jobId the job
     * @throws Exception if the job could not be stopped; logged
     */
    default void stop(StepContext context, String jobId) throws Exception {}
}
