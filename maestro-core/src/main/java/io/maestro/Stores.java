package io.maestro;

import io.maestro.internal.memory.MemoryStore;
import io.maestro.store.Store;

/** The stores that come with core. */
public final class Stores {

    private static final int ENDED_RUNS_KEPT = 10_000;

    private Stores() {}

    /**
     * Returns a new store that keeps everything in memory, values as they are, and of the ended runs the newest 10,000. What it
     * holds ends with the process.
     *
     * @return the store
     */
    public static Store inMemory() {
        return inMemory(ENDED_RUNS_KEPT);
    }

    /**
     * Returns a new store that keeps everything in memory.
     *
     * @param endedRunsKept of how many ended runs it keeps the history, not negative
     * @return the store
     * @throws IllegalArgumentException if the number is negative
     */
    public static Store inMemory(int endedRunsKept) {
        return new MemoryStore(endedRunsKept);
    }
}
