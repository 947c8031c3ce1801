package io.maestro.dsl;

/**
 * Computes the value of a param in Java, from other params. As an expression it gives the same value for the same params: it may
 * be called at every start, restart and attempt.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface ParamComputation<T> {

    /**
     * Computes the value.
     *
     * @param params what it may read
     * @return the value, which must not be null
     */
    T compute(ParamContext params);
}
