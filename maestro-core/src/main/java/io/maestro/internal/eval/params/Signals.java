package io.maestro.internal.eval.params;

import io.maestro.param.ParamValue;
import java.util.Optional;

/** The signals of a run, by name. */
public interface Signals {

    /**
     * Returns a param of the trigger that started the run.
     *
     * @param param its name
     * @return the value, or empty if no signal started the run, or its trigger has no such param
     */
    Optional<ParamValue> ofTrigger(String param);

    /**
     * Returns a param of a signal that started the run.
     *
     * @param signal the signal
     * @param param its param
     * @return the value, or empty if there is none
     */
    Optional<ParamValue> find(String signal, String param);

    /**
     * Returns a param of a signal that a step waited for.
     *
     * @param stepId the step
     * @param index which of its dependencies, from 0
     * @param param the param
     * @return the value, or empty if there is none
     */
    Optional<ParamValue> ofDependency(String stepId, int index, String param);

    /**
     * Returns a run without signals.
     *
     * @return no signals
     */
    static Signals none() {
        return new Signals() {
            @Override
            public Optional<ParamValue> ofTrigger(String param) {
                return Optional.empty();
            }

            @Override
            public Optional<ParamValue> find(String signal, String param) {
                return Optional.empty();
            }

            @Override
            public Optional<ParamValue> ofDependency(String stepId, int index, String param) {
                return Optional.empty();
            }
        };
    }
}
