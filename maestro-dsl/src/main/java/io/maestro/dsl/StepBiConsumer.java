package io.maestro.dsl;

/**
 * The work of a step with two inputs and no output.
 *
 * @param <A> the type of the first input
 * @param <B> the type of the second input
 */
@FunctionalInterface
public interface StepBiConsumer<A, B> {

    /**
     * Does the work.
     *
     * @param first the first input
     * @param second the second input
     * @throws Exception if the work failed, as for {@link io.maestro.step.StepBody#run}
     */
    void accept(A first, B second) throws Exception;
}
