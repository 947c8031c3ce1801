package io.maestro.internal.eval.params;

import static java.util.Objects.requireNonNull;

/**
 * A step attempt, as its expressions see it.
 *
 * @param stepId the step
 * @param workflowInstanceId the number of the instance
 * @param workflowRunId the number of the run
 * @param stepInstanceId the number of the step in its run
 * @param stepInstanceUuid the unique id of the step in its run
 * @param attemptId the number of the attempt
 * @param typeInfo the job template, or the step type in upper case
 * @param errorRetries how often the step was tried again after an error
 * @param failures the failures that the step handles
 */
public record StepFacts(
        String stepId,
        long workflowInstanceId,
        long workflowRunId,
        long stepInstanceId,
        String stepInstanceUuid,
        long attemptId,
        String typeInfo,
        long errorRetries,
        FailureFacts failures) {

    /** Checks that nothing is null. */
    public StepFacts {
        requireNonNull(stepId, "stepId");
        requireNonNull(stepInstanceUuid, "stepInstanceUuid");
        requireNonNull(typeInfo, "typeInfo");
        requireNonNull(failures, "failures");
    }
}
