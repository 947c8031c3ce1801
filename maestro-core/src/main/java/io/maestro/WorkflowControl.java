package io.maestro;

import io.maestro.run.WorkflowChange;
import java.util.List;
import java.util.Optional;

/** What concerns all runs of a workflow. Thread-safe. */
public interface WorkflowControl {

    /**
     * How many runs were brought to an end together.
     *
     * @param queued how many had waited for their turn; they have ended
     * @param running how many had begun; they are asked to end, and end when their steps have
     */
    record Ended(long queued, long running) {}

    /**
     * Stops all runs that have not ended: those that wait for their turn at once, and then those that have begun.
     *
     * @param by who asks; is recorded
     * @param reason why; is recorded
     * @return how many of them there were
     */
    Ended stopAll(String by, String reason);

    /**
     * Kills all runs that have not ended, which then fail: those that wait for their turn at once, and then those that have begun.
     *
     * @param by who asks; is recorded
     * @param reason why; is recorded
     * @return how many of them there were
     */
    Ended killAll(String by, String reason);

    /**
     * Has failed runs not hold up any more the runs that wait for their turn: under the run strategy {@code STRICT_SEQUENTIAL} nothing
     * begins as long as one has failed, and neither a person has said so nor a later run of its instance has begun.
     *
     * @param by who says so; is recorded
     * @param reason why; is recorded
     * @return how many failed runs there were
     */
    long unblock(String by, String reason);

    /**
     * Returns which version is active: the one that {@link StartRequest#version} and the param {@code subworkflow_version} mean by {@code
     * active}, and by {@code default} if there is one. A version that is registered becomes it unless its origin says that it is not.
     *
     * @return the number of the version, or empty if none is active
     */
    Optional<Long> active();

    /**
     * Has a version be the active one. Runs that wait or go on stay as they are.
     *
     * @param version the number of the version
     * @param by who asks; is recorded
     * @param reason why; is recorded
     * @throws io.maestro.definition.UnknownVersionException if there is no such version
     */
    void activate(long version, String by, String reason);

    /**
     * Has no version be active, so that nothing starts that asks for the active one. Runs that wait or go on stay as they are, and other
     * versions can be started.
     *
     * @param by who asks; is recorded
     * @param reason why; is recorded
     * @throws io.maestro.definition.UnknownWorkflowException if the workflow has no version
     */
    void deactivate(String by, String reason);

    /**
     * Deletes the workflow: its versions and breakpoints at once, and then its runs, in the background and also if this process ends
     * meanwhile; those that a step of another workflow waited for leave with the run of that step. Nothing of it can be started until it
     * is registered again. It then goes on with the numbers of its versions and instances, so that nothing is ever done twice under one
     * {@linkplain io.maestro.step.StepContext#idempotencyKey idempotency key}.
     *
     * @param by who asks; is recorded
     * @param reason why; is recorded
     * @throws io.maestro.definition.UnknownWorkflowException if the workflow has no version
     * @throws io.maestro.run.WorkflowInUseException if one of its runs has not ended; nothing is deleted
     */
    void delete(String by, String reason);

    /**
     * Returns when versions were activated and deactivated by hand and the workflow was deleted, by whom and why.
     *
     * @return the changes, the newest first, also those before it was deleted
     */
    List<WorkflowChange> history();
}
