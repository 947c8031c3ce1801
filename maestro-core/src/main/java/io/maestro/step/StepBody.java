package io.maestro.step;

/**
 * The work of a step as a piece of Java that blocks until it is done.
 *
 * <p>A body runs at least once: after a crash it may run again, with the same {@link StepContext#idempotencyKey()}. Its
 * outcome is recorded once. It runs on a virtual thread of its own, and is interrupted when it takes longer than its timeout
 * or when it is stopped. Several attempts, steps and runs may use one body at the same time.
 *
 * @param <T> the type of its output
 */
@FunctionalInterface
public interface StepBody<T> {

    /**
     * Does the work.
     *
     * @param context what the body may know of its step and run
     * @return the output of the step
     * @throws Exception if the work failed; counts as a {@link io.maestro.run.FailureKind#USER} failure, unless it is a
     *     {@link StepFailedException}, which tells its kind
     */
    T run(StepContext context) throws Exception;
}
