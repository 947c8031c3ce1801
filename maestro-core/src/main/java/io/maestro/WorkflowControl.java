package io.maestro;

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
     * @throws io.maestro.definition.UnknownVersionException if there is no such version
     */
    void activate(long version);

    /**
     * Has no version be active, so that nothing starts that asks for the active one. Runs that wait or go on stay as they are, and other
     * versions can be started.
     *
     * @throws io.maestro.definition.UnknownWorkflowException if the workflow has no version
     */
    void deactivate();
}
