package io.maestro.internal.engine;

import io.maestro.internal.graph.Graph;
import io.maestro.internal.kernel.Scope;
import io.maestro.run.RunId;
import io.maestro.run.StepAttempt;
import io.maestro.store.Store;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How steps ended in what a run goes on from, runs before it or what it took over, read from the store when somebody asks. Thread-safe. */
final class KeptSteps {

    private final Store store;
    private final Graph graph;
    private final Scope scope;
    private final RunId runId;
    private final ConcurrentHashMap<Integer, Optional<StepAttempt>> known = new ConcurrentHashMap<>(0);

    KeptSteps(Store store, Graph graph, Scope scope, RunId runId) {
        this.store = store;
        this.graph = graph;
        this.scope = scope;
        this.runId = runId;
    }

    /**
     * Returns the newest attempt of a step in these runs, or empty if none of them came to it. Attempts of a step that the run itself does not
     * have are recorded with it only if it took them over.
     */
    Optional<StepAttempt> of(int step) {
        var found = known.get(step);
        if (found == null) {
            found = store.newestBefore(scope.contains(step) ? runId : runId.next(), graph.id(step));
            known.put(step, found);
        }
        return found;
    }
}
