package io.maestro.step;

/**
 * Something with a type that a body can read from its context: a param, or the output of a step.
 *
 * @param <T> the type of its value
 */
@FunctionalInterface
public interface Ref<T> {

    /**
     * Reads the value. Bodies call {@link StepContext#get} instead.
     *
     * @param context the context of the step that reads
     * @return the value
     */
    T readFrom(StepContext context);
}
