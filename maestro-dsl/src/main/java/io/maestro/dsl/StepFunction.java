package io.maestro.dsl;

/**
 * The work of a step with one input and an output.
 *
 * @param <A> the type of the input
 * @param <T> the type of the output
 */
@FunctionalInterface
public interface StepFunction<A, T> {

    /**
     * Does the work.
     *
     * @param input the input
     * @return the output of the step
     * @throws Exception if the work failed, as for {@link io.maestro.step.StepBody#run}
     */
    T apply(A input) throws Exception;
}
