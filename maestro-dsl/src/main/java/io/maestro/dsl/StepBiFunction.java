package io.maestro.dsl;

/**
 * The work of a step with two inputs and an output.
 *
 * @param <A> the type of the first input
 * @param <B> the type of the second input
 * @param <T> the type of the output
 */
@FunctionalInterface
public interface StepBiFunction<A, B, T> {

    /**
     * Does the work.
     *
     * @param first the first input
     * @param second the second input
     * @return the output of the step
     * @throws Exception if the work failed, as for {@link io.maestro.step.StepBody#run}
     */
    T apply(A first, B second) throws Exception;
}
