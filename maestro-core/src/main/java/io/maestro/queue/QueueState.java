package io.maestro.queue;

import static java.util.Objects.requireNonNull;

import io.maestro.definition.RunStrategy;

/**
 * How the runs of a workflow stand when something is decided about its queue.
 *
 * @param strategy the run strategy in force: that of the newest version that is registered
 * @param running how many have begun and not ended; where the strategy has a limit, it need not be told how many more than that
 * @param waiting whether any waits for its turn
 * @param blocked whether any has failed and was not unblocked; it only has to be told for {@link
 *     RunStrategy.Rule#STRICT_SEQUENTIAL}
 */
public record QueueState(RunStrategy strategy, long running, boolean waiting, boolean blocked) {

    /** Checks the strategy and the number. */
    public QueueState {
        requireNonNull(strategy, "strategy");
        if (running < 0) {
            throw new IllegalArgumentException(
                    "the number of runs that have begun must not be negative but was " + running);
        }
    }
}
