package io.maestro.internal.engine;

import io.maestro.definition.WorkflowId;
import io.maestro.run.RunId;
import io.maestro.run.Unblocking;
import io.maestro.run.WorkflowRun;
import io.maestro.store.NewRun;
import io.maestro.store.Queues;
import io.maestro.store.UnknownOutcomeException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Queues that are asked again as long as their store does not answer. */
final class PatientQueues implements Queues {
    private final PatientStore store;
    private final Queues queues;

    PatientQueues(PatientStore store, Queues queues) {
        this.store = store;
        this.queues = queues;
    }

    /** If the answer is lost, who asked must look which runs have begun: asked again, the store tells of others. */
    @Override
    public Released release(WorkflowId workflow, NewRun.Place place, Instant at, int limit) {
        var lost = new AtomicReference<@Nullable UnknownOutcomeException>();
        var released = store.patiently(() -> {
            try {
                return lost.get() == null ? queues.release(workflow, place, at, limit) : Released.nothing();
            } catch (UnknownOutcomeException e) {
                lost.set(e);
                throw e;
            }
        });
        var unknown = lost.get();
        if (unknown != null) {
            throw unknown;
        }
        return released;
    }

    @Override
    public List<WorkflowRun> end(Range range, EarlyEnd end, int limit) {
        return store.patiently(() -> queues.end(range, end, limit));
    }

    @Override
    public List<WorkflowRun> unblock(WorkflowId workflow, Optional<Long> instance, Unblocking unblocking, int limit) {
        return store.patiently(() -> queues.unblock(workflow, instance, unblocking, limit));
    }

    @Override
    public Set<WorkflowId> waiting(Collection<WorkflowId> workflows) {
        return store.patiently(() -> queues.waiting(workflows));
    }

    @Override
    public Optional<Long> ahead(RunId run) {
        return store.patiently(() -> queues.ahead(run));
    }
}
