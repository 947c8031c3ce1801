package io.maestro.internal.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Leads to a run that an engine advances, or advanced to its end, and does not keep it in memory when it leaves that. */
public final class Grip {

    private volatile @Nullable RunProcess process;

    Grip(RunProcess process) {
        this.process = process;
    }

    /**
     * Returns the run.
     *
     * @return the run, or empty if it has left memory, and may have come back since
     */
    public Optional<LiveRun> run() {
        return Optional.ofNullable(process).map(LiveRun::new);
    }

    void letGo() {
        process = null;
    }
}
