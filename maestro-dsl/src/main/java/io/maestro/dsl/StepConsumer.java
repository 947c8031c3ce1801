package io.maestro.dsl;

/**
 * The work of a step with one input and no output.
 *
 * @param <A> the type of the input
 */
@FunctionalInterface
public interface StepConsumer<A> {

    /**
     * Does the work.
     *
     * @param input the input
     * @throws Exception if the work failed, as for {@link io.maestro.step.StepBody#run}
     */
    void accept(A input) throws Exception;
}
