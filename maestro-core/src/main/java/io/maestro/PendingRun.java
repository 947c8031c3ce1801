package io.maestro;

import io.maestro.run.RunId;

/** A run that was started in a transaction of the host's: it is there once the host has committed that, and not before. Thread-safe. */
public interface PendingRun {

    /**
     * Returns which run this will be. If the transaction is rolled back, another may get this number.
     *
     * @return the id
     */
    RunId id();

    /**
     * Has the run begin, now that the transaction is committed. A run that nobody says this of begins when the engine next looks for
     * runs that nobody advances: when its workflow is registered after a restart. Said again, it does nothing.
     *
     * @return a handle to the run
     * @throws io.maestro.run.RunNotFoundException if the transaction is not committed, or was rolled back
     * @throws MaestroClosedException if the Maestro was closed; the run is recorded all the same
     */
    RunHandle committed();
}
