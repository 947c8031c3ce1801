package io.maestro;

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
}
