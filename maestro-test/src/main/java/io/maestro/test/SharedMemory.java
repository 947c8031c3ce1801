package io.maestro.test;

import io.maestro.Stores;
import io.maestro.definition.WorkflowId;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Initiator;
import io.maestro.run.RunId;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Begun;
import io.maestro.store.Commit;
import io.maestro.store.LeaseLostException;
import io.maestro.store.Message;
import io.maestro.store.NewRun;
import io.maestro.store.Node;
import io.maestro.store.Nodes;
import io.maestro.store.ScratchDatabase;
import io.maestro.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A store in memory that nodes share, as processes share a PostgreSQL: it knows which run belongs to whom, and refuses what a node does that
 * was taken for dead. No lease runs out by itself; a node is buried by whoever has the database. Thread-safe.
 */
final class SharedMemory implements ScratchDatabase {

    private static final long NOBODY = 0;
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final Store rows = Stores.inMemory();
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final TreeMap<Long, Member> living = new TreeMap<>();
    private final Map<RunId, Long> owners = new LinkedHashMap<>();
    private final Map<RunId, Instant> wakeUps = new HashMap<>();
    private final TreeMap<Long, Message> inbox = new TreeMap<>();
    private final Map<RunId, Long> places = new HashMap<>();
    private long lastNode;
    private long lastPlace;
    private long lastMessage;

    private record Member(String name, Instant since, LongSupplier runs, Runnable news) {}

    SharedMemory(InstantSource clock) {
        this.clock = clock;
    }

    Store rows() {
        return rows;
    }

    @Override
    public Store open(String node) {
        return new MemoryNode(this, node);
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** Does something unless the node was taken for dead; a take-over and this never interleave. */
    <T> T fenced(long node, Supplier<T> action) {
        return locked(() -> {
            require(node);
            return action.get();
        });
    }

    void require(long node) {
        if (!locked(() -> living.containsKey(node))) {
            throw new LeaseLostException(
                    "node " + node + " was taken for dead and may not write any more; others go on with its runs");
        }
    }

    /** Adds a node, and returns its number. */
    long join(String name) {
        return locked(() -> {
            living.put(++lastNode, new Member(name, clock.instant(), () -> 0, () -> {}));
            return lastNode;
        });
    }

    void attend(long node, LongSupplier runs, Runnable news) {
        locked(() -> living.computeIfPresent(
                node, (number, member) -> new Member(member.name(), member.since(), runs, news)));
        news.run();
    }

    @Override
    public void bury(long node) {
        boolean lived = locked(() -> {
            boolean gone = living.remove(node) != null;
            owners.forEach((run, owner) -> {
                if (owner == node) {
                    rows.permits().recall(run);
                }
            });
            return gone;
        });
        if (lived) {
            callAll();
        }
    }

    /** Has all nodes look. */
    void callAll() {
        locked(() -> List.copyOf(living.values()))
                .forEach(member -> member.news().run());
    }

    List<Node> nodes() {
        return locked(() -> living.entrySet().stream()
                .map(node -> new Node(
                        node.getKey(),
                        node.getValue().name(),
                        node.getValue().since(),
                        clock.instant().plus(LEASE),
                        node.getValue().runs().getAsLong()))
                .toList());
    }

    List<Begun> commit(long node, Commit commit) {
        var begun = fenced(node, () -> {
            var all = rows.commit(commit);
            for (int i = 0; i < all.size(); i++) {
                begins(all.get(i).run(), owner(node, commit.newRuns().get(i).place()));
                tellParents(node, all.get(i).replaced());
            }
            commit.facts().forEach(fact -> {
                if (fact instanceof WorkflowRun run && run.status().isTerminal()) {
                    owners.remove(run.runId());
                    places.remove(run.runId());
                } else if (fact instanceof WakeUp wakeUp) {
                    wakeUp.at()
                            .ifPresentOrElse(
                                    at -> wakeUps.put(wakeUp.runId(), at), () -> wakeUps.remove(wakeUp.runId()));
                }
            });
            commit.messages().forEach(this::post);
            return all;
        });
        if (!commit.messages().isEmpty()
                || commit.newRuns().stream().anyMatch(run -> run.place() == NewRun.Place.ANYWHERE)
                || begun.stream().anyMatch(run -> !run.replaced().isEmpty())) {
            callAll();
        }
        return begun;
    }

    private static long owner(long node, NewRun.Place place) {
        return switch (place) {
            case HERE -> node;
            case ANYWHERE -> NOBODY;
        };
    }

    private void begins(WorkflowRun run, long owner) {
        if (!run.status().isTerminal() && !run.isQueued()) {
            owners.putIfAbsent(run.runId(), owner);
            places.computeIfAbsent(run.runId(), id -> ++lastPlace);
        }
    }

    /** Takes notice of runs whose turn has come. */
    void released(long node, List<WorkflowRun> runs, NewRun.Place place) {
        locked(() -> {
            runs.forEach(run -> begins(run, owner(node, place)));
            return runs;
        });
    }

    void post(Message message) {
        locked(() -> inbox.put(++lastMessage, message));
    }

    /** Tells those who wait for runs that have ended before their turn, and whom another node advances. */
    void tellParents(long node, List<WorkflowRun> ended) {
        for (var run : ended) {
            if (run.initiator() instanceof Initiator.ByStep from && !isOf(node, from.parent())) {
                post(new Message.ChildEnded(from.parent(), run.runId()));
            }
        }
    }

    /** Tells whether a run that has not ended belongs to a node. */
    boolean isOf(long node, RunId run) {
        return locked(() -> Long.valueOf(node).equals(owners.get(run)));
    }

    private boolean isOfNobody(long owner) {
        return !living.containsKey(owner);
    }

    List<Nodes.Claimed> claim(long node, Set<WorkflowId> workflows, Set<DefinitionRef> except, int limit) {
        return fenced(node, () -> {
            var claimed = new ArrayList<Nodes.Claimed>();
            for (var entry : owners.entrySet()) {
                var run = entry.getKey();
                var version = isOfNobody(entry.getValue()) ? version(run) : Optional.<DefinitionRef>empty();
                if (claimed.size() < limit
                        && version.filter(found -> workflows.contains(found.workflow()) && !except.contains(found))
                                .isPresent()) {
                    entry.setValue(node);
                    claimed.add(claimed(run, version.get()));
                }
            }
            return claimed;
        });
    }

    private Nodes.Claimed claimed(RunId run, DefinitionRef version) {
        return new Nodes.Claimed(run, version, Optional.ofNullable(wakeUps.get(run)));
    }

    List<Nodes.Held> held(long node, long after, Instant awakeAt, int limit) {
        return locked(() -> owners.keySet().stream()
                .filter(run -> isOf(node, run)
                        && placeOf(run) > after
                        && !wakeUps.getOrDefault(run, Instant.MIN).isAfter(awakeAt))
                .sorted(Comparator.comparingLong(this::placeOf))
                .limit(limit)
                .map(run ->
                        new Nodes.Held(placeOf(run), claimed(run, version(run).orElseThrow())))
                .toList());
    }

    private long placeOf(RunId run) {
        return places.getOrDefault(run, 0L);
    }

    private Optional<DefinitionRef> version(RunId run) {
        return rows.run(run).map(WorkflowRun::definition).map(of -> DefinitionRef.whole(of.workflow(), of.version()));
    }

    Optional<WorkflowRun> own(long node, RunId run) {
        return fenced(node, () -> {
            owners.computeIfPresent(run, (id, owner) -> isOfNobody(owner) ? node : owner);
            return isOf(node, run) ? rows.run(run) : Optional.empty();
        });
    }

    void release(long node, RunId run) {
        locked(() -> owners.replace(run, node, NOBODY));
        callAll();
    }

    List<Message.Received> received(long node, Collection<Long> except, int limit) {
        return locked(() -> inbox.entrySet().stream()
                .filter(entry -> !except.contains(entry.getKey())
                        && isOf(node, entry.getValue().to()))
                .limit(limit)
                .map(entry -> new Message.Received(entry.getKey(), entry.getValue()))
                .toList());
    }

    Set<String> waiting(Collection<String> requests) {
        return locked(() -> inbox.values().stream()
                .flatMap(message -> message instanceof Message.ActionAsked asked
                        ? Stream.of(asked.request().id())
                        : Stream.empty())
                .filter(requests::contains)
                .collect(Collectors.toSet()));
    }

    void settled(Collection<Long> messages) {
        locked(() -> inbox.keySet().removeAll(messages));
    }

    @Override
    public void close() {
        rows.close();
    }
}
