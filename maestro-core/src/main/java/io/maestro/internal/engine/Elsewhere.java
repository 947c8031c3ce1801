package io.maestro.internal.engine;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.internal.kernel.ActionRules;
import io.maestro.run.ActionPendingException;
import io.maestro.run.ActionRequest;
import io.maestro.run.ActionResult;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.RunNotFoundException;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Message;
import io.maestro.store.NewRun;
import io.maestro.store.Node;
import io.maestro.store.Nodes;
import io.maestro.store.Store;
import io.maestro.time.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
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

    /** Where nobody else has the store open, what had permits before is gone. */
    void begin() {
        nodes.ifPresentOrElse(NodeWatch::begin, engine.store().permits()::recallAll);
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
     * Asks something of a run that another node advances, or of a step of it.
     *
     * @param runId the run
     * @param step the step, or empty if it is asked of the run
     * @param request what is asked for, by whom and why
     * @return completes with the answer when the other node has taken it in; exceptionally if that takes too long
     */
    public CompletableFuture<ActionResult> ask(RunId runId, Optional<StepId> step, ActionRequest request) {
        var watch = nodes.orElseThrow();
        var limit = engine.settings().answerLimit();
        return tell(new Message.ActionAsked(runId, step, request))
                .thenCompose(told -> watch.takenIn(request.id()))
                .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        failure instanceof TimeoutException
                                ? new ActionPendingException(runId, request, limit)
                                : failure))
                .whenComplete((taken, failure) -> watch.forget(request.id()))
                .thenApply(taken -> answer(runId, step, request));
    }

    /** What was done is recorded under the id of the request; why it was not follows from what is. */
    private ActionResult answer(RunId runId, Optional<StepId> step, ActionRequest request) {
        var row = engine.store().run(runId).orElseThrow(() -> new RunNotFoundException(runId));
        return Stream.concat(
                        row.actions().stream(),
                        engine.store().attempts(runId).stream().flatMap(attempt -> attempt.actions().stream()))
                .filter(taken -> taken.request().id().equals(request.id()))
                .<ActionResult>map(ActionResult.Taken::new)
                .findFirst()
                .or(() -> notDone(row, step, request).filter(answer -> !answer.isTaken()))
                .orElseGet(() -> new ActionResult.Refused(
                        request.action(),
                        request.action() + " of run " + runId + " was not possible a moment ago; ask again",
                        Set.of()));
    }

    private Optional<ActionResult> notDone(WorkflowRun row, Optional<StepId> step, ActionRequest request) {
        if (row.status().isTerminal()) {
            return step.map(id -> ActionRules.onStepOfEnded(row, id, request.action()))
                    .or(() -> ActionRules.onRun(row, request));
        }
        var asked = engine.restarts().asked(step, request);
        return engine.folding()
                .folded(row)
                .flatMap(machine -> machine.decide(asked).answer());
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

    /** Tells where runs are to go on whose turn has come: here, unless somebody else has less to do. */
    NewRun.Place placeOfReleased() {
        return nodes.map(NodeWatch::placeOfReleased).orElse(NewRun.Place.HERE);
    }

    /** Tells where an iteration of a loop is to go on: here, unless somebody else has less to do. */
    NewRun.Place placeOfIteration() {
        return nodes.map(NodeWatch::placeOfIteration).orElse(NewRun.Place.HERE);
    }

    /** Has runs of this node go on that it does not know of, where the store is shared; returns how many. */
    long resumeUnknown(Instant overdue) {
        return nodes.map(watch -> watch.resumeUnknown(overdue)).orElse(0L);
    }

    /** Returns which node this is now; it is another after it was taken for dead. */
    long self() {
        return nodes.map(NodeWatch::self).orElse(0L);
    }
}
