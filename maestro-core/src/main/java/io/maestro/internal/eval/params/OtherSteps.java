package io.maestro.internal.eval.params;

import io.maestro.param.EvaluatedParam;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The other steps of a run, by id. */
@FunctionalInterface
public interface OtherSteps {

    /**
     * Returns a step. One that does not come before the reader shows nothing.
     *
     * @param stepId its id
     * @return the step, in its latest visit and attempt; empty if the run has none of this id
     */
    Optional<OtherStep> find(String stepId);

    /**
     * Returns a step, also one that stands beside the reader, with what is recorded of it by now.
     *
     * @param stepId its id
     * @return the step, in its latest visit and attempt; empty if the run has none of this id
     */
    default Optional<OtherStep> recorded(String stepId) {
        return find(stepId);
    }

    /**
     * A step of the same run.
     *
     * @param params its evaluated params, outputs included; those that were not evaluated are missing
     * @param status the name of its status, or empty if it has none yet
     * @param endTime when it ended, or empty
     * @param output gives what its work in Java returned, or empty
     */
    record OtherStep(
            Map<String, EvaluatedParam> params,
            Optional<String> status,
            Optional<Instant> endTime,
            Optional<Supplier<Object>> output) {

        /**
         * Makes a step whose work returned nothing.
         *
         * @param params its evaluated params, outputs included; those that were not evaluated are missing
         * @param status the name of its status, or empty if it has none yet
         * @param endTime when it ended, or empty
         */
        public OtherStep(Map<String, EvaluatedParam> params, Optional<String> status, Optional<Instant> endTime) {
            this(params, status, endTime, Optional.empty());
        }
    }

    /**
     * Returns a run without other steps.
     *
     * @return no steps
     */
    static OtherSteps none() {
        return stepId -> Optional.empty();
    }
}
