package io.maestro.internal.eval.params;

import io.maestro.internal.eval.port.EvalResult;
import io.maestro.param.ParamValue;
import java.util.Optional;

/** The runs that the steps of a run started. */
public interface ChildRuns {

    /**
     * Returns a param of every iteration of a foreach step.
     *
     * @param foreachStep the foreach step
     * @param innerStep the step within it
     * @param param the param
     * @return an array with an element for each iteration; empty if there is none, or an iteration came to the step and has
     *     no such param
     */
    Optional<EvalResult> ofForeach(String foreachStep, String innerStep, String param);

    /**
     * Returns a param of a step of a subworkflow.
     *
     * @param subworkflowStep the step that ran the subworkflow
     * @param innerStep the step within it
     * @param param the param
     * @return the value, or empty if there is none
     */
    Optional<ParamValue> ofSubworkflow(String subworkflowStep, String innerStep, String param);

    /**
     * Returns a run whose steps started none.
     *
     * @return no runs
     */
    static ChildRuns none() {
        return new ChildRuns() {
            @Override
            public Optional<EvalResult> ofForeach(String foreachStep, String innerStep, String param) {
                return Optional.empty();
            }

            @Override
            public Optional<ParamValue> ofSubworkflow(String subworkflowStep, String innerStep, String param) {
                return Optional.empty();
            }
        };
    }
}
