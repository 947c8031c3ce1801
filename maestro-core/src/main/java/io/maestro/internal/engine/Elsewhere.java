package io.maestro.internal.engine;

import io.maestro.definition.WorkflowId;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Message;
import io.maestro.store.NewRun;
import io.maestro.store.Node;
import io.maestro.store.Nodes;
import io.maestro.store.Store;
import io.maestro.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The other nodes, where the store is shared, and the runs that they advance. Thread-safe. */
public final class Elsewhere {

    private static final Logger LOG = LoggerFactory.getLogger(Elsewhere.class);

    private final Engine engine;
    private final Optional<NodeWatch> nodes;

    Elsewhere(Engine engine, Store store) {
        this.engine = engine;
        this.nodes = store.nodes().map(shared -> new NodeWatch(engine, shared));
    }

    void begin() {
        nodes.ifPresent(NodeWatch::begin);
    }

    /** Has no more runs come, and none be told anything. */
    void close() {
        nodes.ifPresent(NodeWatch::close);
    }

    /** Takes the runs of a workflow that belong to nobody, at once, and from now on. */
    void add(WorkflowId workflow) {
        nodes.ifPresent(watch -> watch.add(workflow));
    }

    /** Returns a run that has not ended and belongs to this node. */
    Optional<WorkflowRun> own(RunId runId) {
        return nodes.isPresent() ? nodes.get().own(runId) : engine.store().run(runId);
    }

    /** Gives a run that belongs to this node and cannot run here to the others. */
    void leave(WorkflowRun run) {
        nodes.ifPresent(watch -> watch.goOn(new Nodes.Claimed(run.runId(), run.definition(), Optional.empty())));
    }

    /** Does something when this node has its lease, again or still. */
    void whenBack(Runnable action) {
        nodes.orElseThrow().whenBack(action);
    }

    /**
     * Asks for a run to be stopped that another node advances.
     *
     * @param runId the run
     * @param reason who or what asks for it
     * @return completes when the run has ended; with false if that came by itself
     */
    public CompletableFuture<Boolean> stop(RunId runId, String reason) {
        return tell(new Message.StopAsked(runId, reason))
                .thenCompose(told -> end(runId))
                .thenApply(row -> row.status() == RunStatus.STOPPED);
    }

    /**
     * Returns the end of a run that another node advances.
     *
     * @param runId the run
     * @return completes when the store tells that the run has ended
     */
    public CompletableFuture<WorkflowRun> end(RunId runId) {
        return nodes.orElseThrow().ended(runId);
    }

    /**
     * Tells whether other nodes may advance runs that this one does not.
     *
     * @return true if the store is shared
     */
    public boolean isShared() {
        return nodes.isPresent();
    }

    /**
     * Returns the nodes that share the store.
     *
     * @return those that are alive; none if the store is not shared
     */
    public List<Node> nodes() {
        return nodes.map(NodeWatch::list).orElse(List.of());
    }

    /** Tells a run that another node may advance; completes when the message is kept. */
    CompletableFuture<Void> tell(Message message) {
        var kept = new CompletableFuture<Void>();
        engine.time().began(TimeSource.Work.ENGINE);
        engine.lane(message.to().hashCode())
                .submit(new Lane.Send(
                        List.of(message),
                        () -> {
                            kept.complete(null);
                            engine.time().ended(TimeSource.Work.ENGINE);
                        },
                        cause -> {
                            LOG.error("run {} could not be told: {}", message.to(), message, cause);
                            kept.completeExceptionally(cause);
                            engine.time().ended(TimeSource.Work.ENGINE);
                        }));
        return kept;
    }

    /** Returns what another node is to know when a run ends: that it has, if a step of a run waits for it that is not live here. */
    List<Message> tidings(WorkflowRun row) {
        return nodes.isPresent()
                        && row.initiator() instanceof Initiator.ByStep byStep
                        && byStep.awaited()
                        && engine.process(byStep.parent()).isEmpty()
                ? List.of(new Message.ChildEnded(byStep.parent(), row.runId()))
                : List.of();
    }

    /** Tells where an iteration of a loop is to go on: here, unless somebody else has less to do. */
    NewRun.Place placeOfIteration() {
        return nodes.map(NodeWatch::placeOfIteration).orElse(NewRun.Place.HERE);
    }

    /** Returns which node this is now; it is another after it was taken for dead. */
    long self() {
        return nodes.map(NodeWatch::self).orElse(0L);
    }
}
