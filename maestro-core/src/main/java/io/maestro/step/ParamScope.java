package io.maestro.step;

import io.maestro.definition.StepId;
import io.maestro.param.ParamValue;

/** What a param that is computed in Java may read. Valid while it is computed. */
public interface ParamScope {

    /**
     * Returns the value of another param, which is evaluated first if need be. Names mean what they mean in an expression of the
     * same param: in a step a param of the step or of the run, or {@code step__param} for one of another step.
     *
     * @param name the name
     * @return the value
     * @throws io.maestro.param.ParamException if there is no such param, or it has no value, or needs the one that is computed
     */
    ParamValue param(String name);

    /**
     * Returns the output of a step that is upstream of the one whose param is computed.
     *
     * @param step the step
     * @return its output
     * @throws OutputNotAvailableException if the step has none
     * @throws io.maestro.param.ParamException if the param is one of a workflow, which is computed before the steps
     */
    Object output(StepId step);
}
