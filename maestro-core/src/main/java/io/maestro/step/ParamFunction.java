package io.maestro.step;

import io.maestro.param.ParamValue;

/**
 * Computes the value of a param in Java, from other params. It stands for the expression of a {@link
 * io.maestro.param.ParamDefinition.Code} param, and as an expression it gives the same value for the same params: it may be
 * called at every start, restart and attempt.
 */
@FunctionalInterface
public interface ParamFunction {

    /**
     * Computes the value.
     *
     * @param scope what it may read
     * @return the value, of the type of the param or one that it takes
     */
    ParamValue compute(ParamScope scope);
}
