package io.maestro.internal.memory;

import io.maestro.definition.RunStrategy;
import io.maestro.queue.QueueState;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The runs of a workflow as they stand in line. Whoever asks it anything holds its lock. Which runs go on and which have failed is
 * kept only as long as the run strategy asks for it, and is counted when it begins to.
 */
final class Line {

    private final ReentrantLock lock = new ReentrantLock();
    private final NavigableSet<Place> waiting = new TreeSet<>();
    private final Set<RunId> running = new HashSet<>();
    private final Set<RunId> blocking = new HashSet<>();
    private RunStrategy strategy = RunStrategy.unlimited();
    private long lastInstance;

    private record Place(int priority, RunId run) implements Comparable<Place> {
        private static final Comparator<Place> ORDER = Comparator.comparingInt(Place::priority)
                .reversed()
                .thenComparingLong(place -> place.run().instance())
                .thenComparingLong(place -> place.run().run());

        static Place of(WorkflowRun run) {
            return new Place(run.priority(), run.runId());
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    RunStrategy strategy() {
        return strategy;
    }

    long nextInstance() {
        return ++lastInstance;
    }

    QueueState state() {
        return new QueueState(strategy, running.size(), !waiting.isEmpty(), !blocking.isEmpty());
    }

    /** Has another strategy be in force from now on; the runs are all that there are. */
    void follow(RunStrategy next, Stream<WorkflowRun> runs) {
        strategy = next;
        running.clear();
        blocking.clear();
        if (next.rule() != RunStrategy.Rule.UNLIMITED) {
            runs.forEach(this::take);
        }
    }

    /** Takes notice of how a run stands now. */
    void take(WorkflowRun run) {
        var runId = run.runId();
        waiting.remove(Place.of(run));
        running.remove(runId);
        blocking.remove(runId);
        if (run.isQueued()) {
            waiting.add(Place.of(run));
        } else if (!run.status().isTerminal() && strategy.rule() != RunStrategy.Rule.UNLIMITED) {
            running.add(runId);
        } else if (run.isBlocking() && strategy.rule() == RunStrategy.Rule.STRICT_SEQUENTIAL) {
            blocking.add(runId);
        }
    }

    /** Takes notice that a run is not there any more. */
    void forget(WorkflowRun run) {
        blocking.remove(run.runId());
    }

    /** Returns the runs that wait, in the order in which they may begin. */
    List<RunId> waiting(long limit) {
        return waiting.stream().limit(limit).map(Place::run).toList();
    }

    /** Returns how many come before a run that waits. */
    long ahead(WorkflowRun run) {
        return waiting.headSet(Place.of(run)).size();
    }

    /** Returns the runs that go on. */
    Set<RunId> running() {
        return running;
    }
}
