package io.maestro.internal.engine;

import io.maestro.internal.graph.Graph;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.store.Store;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How steps ended in the runs that a run goes on from, read from the store when somebody asks. Thread-safe. */
final class KeptSteps {

    private final Store store;
    private final Graph graph;
    private final RunId runId;
    private final ConcurrentHashMap<Integer, Optional<StepAttempt>> known = new ConcurrentHashMap<>(0);

    KeptSteps(Store store, Graph graph, RunId runId) {
        this.store = store;
        this.graph = graph;
        this.runId = runId;
    }

    /** Returns the newest attempt of a step in these runs, or empty if none of them came to it. */
    Optional<StepAttempt> of(int step) {
        var found = known.get(step);
        if (found == null) {
            found = store.newestBefore(runId, graph.id(step));
            known.put(step, found);
        }
        return found;
    }
}
