package io.maestro.internal.engine;

import io.maestro.definition.WorkflowId;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.RunNotFoundException;
import io.maestro.run.RunStatus;
import io.maestro.run.WorkflowRun;
import io.maestro.store.LeaseLostException;
import io.maestro.store.Message;
import io.maestro.store.NewRun;
import io.maestro.store.Node;
import io.maestro.store.Nodes;
import io.maestro.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an engine does as one of several nodes that share a store: it takes runs that belong to nobody, takes in what others tell its
 * runs, and starts anew when it was taken for dead. One thread does it, which may wait for the store.
 */
final class NodeWatch {

    private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);

    /** How long the watch rests unless it is called: what nobody called for is found so. */
    private static final Duration PERIOD = Duration.ofMillis(500);

    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);
    private static final int PAGE = 200;

    private final Engine engine;
    private final Nodes nodes;
    private final Thread thread;
    private final Placement placement;

    /** The messages that were handed to their runs. */
    private final Set<Long> underWay = ConcurrentHashMap.newKeySet();

    /** Those of them that are to be forgotten. */
    private final ConcurrentLinkedQueue<Long> settled = new ConcurrentLinkedQueue<>();

    /** Those that their runs could not take, and that are to come again. */
    private final ConcurrentLinkedQueue<Long> postponed = new ConcurrentLinkedQueue<>();

    /** Versions that cannot run here; what belongs to them is left to others. */
    private final Set<DefinitionRef> foreign = ConcurrentHashMap.newKeySet();

    private final Set<WorkflowId> workflows = ConcurrentHashMap.newKeySet();
    private final Map<RunId, CompletableFuture<WorkflowRun>> awaited = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> requests = new ConcurrentHashMap<>();
    private final Semaphore calls = new Semaphore(0);
    private final ConcurrentLinkedQueue<Runnable> afterwards = new ConcurrentLinkedQueue<>();
    private Instant refreshedAt = Instant.EPOCH;

    /** The runs of this node that it did not know of when it was looked last. */
    private volatile Set<RunId> unknownBefore = Set.of();

    private volatile boolean closed;

    NodeWatch(Engine engine, Nodes nodes) {
        this.engine = engine;
        this.nodes = nodes;
        this.placement = new Placement(engine::liveRuns);
        this.thread = Thread.ofVirtual().name("maestro-nodes").unstarted(this::watch);
    }

    void begin() {
        nodes.attend(engine::liveRuns, this::call);
        thread.start();
    }

    /** Has no more runs come, and none be told anything. */
    void close() {
        closed = true;
        call();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the runs of a workflow that belong to nobody, at once, and from now on. */
    void add(WorkflowId workflow) {
        workflows.add(workflow);
        foreign.removeIf(version -> version.workflow().equals(workflow));
        claim(Set.of(workflow));
    }

    long self() {
        return nodes.self();
    }

    /** Returns a run that has not ended and belongs to this node. */
    Optional<WorkflowRun> own(RunId runId) {
        return nodes.own(runId);
    }

    /** Decides where runs go on whose turn has come; there may be none. */
    NewRun.Place placeOfReleased() {
        return placement.leavesToOthers(nodes.list(), nodes.self()) ? NewRun.Place.ANYWHERE : NewRun.Place.HERE;
    }

    /** Decides where an iteration of a loop goes on. */
    NewRun.Place placeOfIteration() {
        return placement.next(nodes.list(), nodes.self());
    }

    List<Node> list() {
        return nodes.list();
    }

    /** Has the watch look at once. */
    private void call() {
        if (calls.availablePermits() == 0) {
            calls.release();
        }
    }

    /** Does something when this node has its lease, again or still. */
    void whenBack(Runnable action) {
        afterwards.add(action);
        call();
    }

    /** Completes when a run has ended that another node may advance. */
    CompletableFuture<WorkflowRun> ended(RunId runId) {
        return expected(awaited, runId);
    }

    /** Completes when a run of another node has taken in what was asked of it. */
    CompletableFuture<Void> takenIn(String request) {
        return expected(requests, request);
    }

    /** Nobody waits any more for what comes of a request. */
    void forget(String request) {
        requests.remove(request);
    }

    /** Whoever comes when the watch has ended, or just before, must not wait for ever. */
    private <K, T> CompletableFuture<T> expected(Map<K, CompletableFuture<T>> all, K key) {
        var answer = all.computeIfAbsent(key, id -> new CompletableFuture<>());
        call();
        if (closed) {
            answer.completeExceptionally(closed());
        }
        return answer;
    }

    private static StoreException closed() {
        return new StoreException("the engine was closed");
    }

    private void watch() {
        try {
            while (!closed) {
                boolean called = calls.tryAcquire(PERIOD.toNanos(), TimeUnit.NANOSECONDS);
                calls.drainPermits();
                attempt(called);
            }
        } catch (InterruptedException e) {
            LOG.error("the watch over the nodes was interrupted; nothing more comes from other nodes", e);
        }
        awaited.values().forEach(end -> end.completeExceptionally(closed()));
        requests.values().forEach(taken -> taken.completeExceptionally(closed()));
    }

    private void attempt(boolean called) throws InterruptedException {
        try {
            engine.inForeground(() -> look(called));
        } catch (LeaseLostException e) {
            comeBack();
        } catch (StoreException e) {
            LOG.warn("the store does not answer for the nodes: {}", e.getMessage());
            Thread.sleep(AFTER_FAILURE);
            return;
        } catch (RuntimeException e) {
            LOG.error("the watch over the nodes failed and goes on", e);
            Thread.sleep(AFTER_FAILURE);
            return;
        }
        for (var action = afterwards.poll(); action != null; action = afterwards.poll()) {
            action.run();
        }
    }

    /** What is there when somebody calls is better taken by those who have less to do; what is left after a while, by anybody. */
    private void look(boolean called) {
        nodes.ensure();
        forgetSettled();
        if (!called || !placement.leavesToOthers(nodes.list(), nodes.self())) {
            claim(workflows);
        }
        if (!called) {
            engine.queues().lookForOthers(workflows);
            engine.permits().lookForOthers();
        }
        var messages = nodes.received(List.copyOf(underWay), PAGE);
        messages.forEach(this::take);
        if (messages.size() == PAGE) {
            call();
        }
        awaited.keySet().forEach(this::tellEnd);
        tellTakenIn();
        refreshBarriers();
    }

    private void forgetSettled() {
        var done = new ArrayList<Long>();
        for (var id = settled.poll(); id != null; id = settled.poll()) {
            done.add(id);
        }
        if (!done.isEmpty()) {
            nodes.settled(done);
            underWay.removeAll(done);
        }
        for (var id = postponed.poll(); id != null; id = postponed.poll()) {
            underWay.remove(id);
        }
    }

    private void claim(Set<WorkflowId> from) {
        if (from.isEmpty()) {
            return;
        }
        List<Nodes.Claimed> claimed;
        do {
            claimed = nodes.claim(from, foreign, PAGE);
            claimed.forEach(this::goOn);
        } while (claimed.size() == PAGE && !closed);
    }

    /**
     * Has runs go on that belong to this node and are neither in memory nor asleep, now and when this was done last. The answer to a claim
     * may have been lost, or what was to be done about it. Only one thread does this at a time.
     *
     * @param overdue who was to be woken before this sleeps no more
     */
    long resumeUnknown(Instant overdue) {
        var before = unknownBefore;
        var unknown = unknown(overdue);
        unknownBefore = unknown.stream().map(Nodes.Claimed::runId).collect(Collectors.toSet());
        long resumed = 0;
        for (var run : unknown) {
            if (before.contains(run.runId())) {
                LOG.warn("run {} belongs to this node, which did not know of it", run.runId());
                goOn(run);
                resumed += engine.dormitory().isHere(run.runId()) ? 1 : 0;
            }
        }
        return resumed;
    }

    private List<Nodes.Claimed> unknown(Instant overdue) {
        var unknown = new ArrayList<Nodes.Claimed>();
        var page = nodes.held(0, overdue, PAGE);
        while (!page.isEmpty() && !closed) {
            page.stream()
                    .map(Nodes.Held::run)
                    .filter(run -> !engine.dormitory().isHere(run.runId()))
                    .forEach(unknown::add);
            page = nodes.held(page.getLast().place(), overdue, PAGE);
        }
        return unknown;
    }

    /** What cannot run here is given back, and the like of it not claimed again. */
    void goOn(Nodes.Claimed claimed) {
        if (engine.catalog().find(claimed.version()).isEmpty()) {
            if (foreign.add(claimed.version())) {
                LOG.warn(
                        "runs of version {} of workflow {} cannot go on here and are left to other nodes",
                        claimed.version().version(),
                        claimed.version().workflow());
            }
            nodes.release(claimed.runId());
            return;
        }
        claimed.sleepsUntil()
                .ifPresentOrElse(
                        until -> engine.dormitory().found(claimed.runId(), until), () -> resume(claimed.runId()));
    }

    /** What fails to go on here may do so elsewhere, or here at another time. */
    private void resume(RunId runId) {
        engine.recovery().resume(runId);
        if (!engine.dormitory().isHere(runId)) {
            nodes.ensure();
            nodes.release(runId);
        }
    }

    private void take(Message.Received received) {
        underWay.add(received.id());
        var to = received.message().to();
        engine.recovery().resume(to);
        var process = engine.process(to);
        if (process.isEmpty()) {
            boolean over =
                    engine.store().run(to).stream().allMatch(row -> row.status().isTerminal());
            (over ? settled : postponed).add(received.id());
            return;
        }
        var unused = taken(process.get(), received.message()).whenComplete((done, failure) -> {
            (failure == null ? settled : postponed).add(received.id());
            call();
        });
    }

    private CompletableFuture<?> taken(RunProcess process, Message message) {
        return switch (message) {
            case Message.StopAsked stop ->
                process.mail().ask(engine.messenger().endAsked(RunStatus.STOPPED, stop.reason()));
            case Message.ActionAsked action -> process.mail().ask(process.asked(action.step(), action.request()));
            case Message.PermitsGranted granted -> {
                process.prepared()
                        .graph()
                        .number(granted.step())
                        .ifPresent(step ->
                                process.mail().post(engine.permits().granted(step, granted.attempt(), granted.turn())));
                yield process.mail().settled();
            }
            case Message.ChildEnded ended -> {
                engine.store()
                        .run(ended.child())
                        .filter(row -> row.status().isTerminal())
                        .ifPresent(row -> {
                            if (row.initiator() instanceof Initiator.ByStep from) {
                                process.children()
                                        .ended(from, row, () -> engine.folding().newestAttempts(row));
                            }
                        });
                yield process.mail().settled();
            }
        };
    }

    private void refreshBarriers() {
        var now = engine.time().instant();
        if (!now.isBefore(refreshedAt.plus(PERIOD))) {
            engine.breakpoints().refresh();
            engine.limits().refresh();
            refreshedAt = now;
        }
    }

    private void tellTakenIn() {
        if (!requests.isEmpty()) {
            var asked = Set.copyOf(requests.keySet());
            var waiting = nodes.waiting(asked);
            asked.stream().filter(id -> !waiting.contains(id)).forEach(id -> {
                var taken = requests.remove(id);
                if (taken != null) {
                    engine.inBackground(() -> taken.complete(null));
                }
            });
        }
    }

    private void tellEnd(RunId runId) {
        var row = engine.store().run(runId);
        if (row.isEmpty()) {
            told(runId).completeExceptionally(new RunNotFoundException(runId));
        } else if (row.get().status().isTerminal()) {
            told(runId).complete(row.get());
        }
    }

    private CompletableFuture<WorkflowRun> told(RunId runId) {
        var end = awaited.remove(runId);
        return end == null ? new CompletableFuture<>() : end;
    }

    /** Runs that were this node's may be advanced by others now, so nothing that is left of them may be recorded as the new node's. */
    private void comeBack() throws InterruptedException {
        LOG.warn("this node was taken for dead; it lets go of its runs and comes back as another");
        engine.shutdown().letGo();
        underWay.clear();
        settled.clear();
        postponed.clear();
        while (!closed) {
            try {
                nodes.rejoin();
                return;
            } catch (StoreException e) {
                LOG.warn("this node cannot come back yet: {}", e.getMessage());
                Thread.sleep(AFTER_FAILURE);
            }
        }
    }
}
