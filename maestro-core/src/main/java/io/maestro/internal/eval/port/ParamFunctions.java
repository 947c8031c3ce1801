package io.maestro.internal.eval.port;

import java.util.Optional;

/**
 * The functions that {@code params} has beyond {@code get} and {@code containsKey} (spec: definitions, section 3.8). The host
 * of an evaluation answers them; what it throws becomes an error of the expression.
 */
public interface ParamFunctions {

    /**
     * Returns a number that no other call returns or returned, larger than those before.
     *
     * @return the number
     */
    long nextUniqueId();

    /**
     * Returns the name of the environment, such as {@code test}.
     *
     * @return the name
     */
    String getExecutionEnvironment();

    /**
     * Returns something about the running instance.
     *
     * @param field which, such as {@code INITIATOR_TYPE}
     * @return the value; an empty text if it has none
     */
    EvalResult getFromInstance(String field);

    /**
     * Returns something about the step whose param this is.
     *
     * @param field which, such as {@code step_attempt_id}
     * @return the value, or empty if it has none
     */
    Optional<EvalResult> getFromStep(String field);

    /**
     * Returns a param of a step that is done.
     *
     * @param stepId the step
     * @param param the param, or {@code MAESTRO_STEP_STATUS} or {@code MAESTRO_STEP_END_TIME}
     * @return the value, or empty if it has none
     */
    Optional<EvalResult> getFromStep(String stepId, String param);

    /**
     * Returns a param of the trigger of a run that a signal started.
     *
     * @param param the param
     * @return the value
     */
    EvalResult getFromSignal(String param);

    /**
     * Returns a param of the signal that started the run.
     *
     * @param signal the signal's name
     * @param param the param
     * @return the value
     */
    EvalResult getFromSignal(String signal, String param);

    /**
     * Returns a param of a signal that the step waited for.
     *
     * @param index which of the step's signal dependencies, from 0, as a text
     * @param param the param
     * @return the value
     */
    EvalResult getFromSignalDependency(String index, String param);

    /**
     * Returns a param of every iteration of a foreach step.
     *
     * @param foreachStep the foreach step
     * @param innerStep the step within it
     * @param param the param
     * @return an array with an element for each iteration
     */
    EvalResult getFromForeach(String foreachStep, String innerStep, String param);

    /**
     * Returns a param of a step of a subworkflow.
     *
     * @param subworkflowStep the step that ran the subworkflow
     * @param innerStep the step within it
     * @param param the param
     * @return the value
     */
    EvalResult getFromSubworkflow(String subworkflowStep, String innerStep, String param);
}
