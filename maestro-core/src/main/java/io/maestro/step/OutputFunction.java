package io.maestro.step;

import io.maestro.param.ParamValue;
import java.util.Map;

/** Makes values of a step's params out of the output of its body, so that expressions see it. */
@FunctionalInterface
public interface OutputFunction {

    /**
     * Returns the new values.
     *
     * @param output what the body returned
     * @return the values by the names of the params, each of which the step declares
     */
    Map<String, ParamValue> paramsOf(Object output);
}
