package io.maestro.internal.memory;

import io.maestro.definition.WorkflowId;
import io.maestro.queue.QueueRules;
import io.maestro.run.RunId;
import io.maestro.run.Unblocking;
import io.maestro.run.WorkflowRun;
import io.maestro.store.NewRun;
import io.maestro.store.Queues;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The queues of a store in memory.
 *
 * @param store the store
 */
record MemoryQueues(MemoryStore store) implements Queues {

    private <T> T locked(WorkflowId workflow, Function<Line, T> turn) {
        var line = store.line(workflow);
        line.lock();
        try {
            return turn.apply(line);
        } finally {
            line.unlock();
        }
    }

    private List<WorkflowRun> change(Line line, Stream<WorkflowRun> runs, UnaryOperator<WorkflowRun> change) {
        var rows = runs.map(change).toList();
        rows.forEach(row -> store.put(line, row));
        return rows;
    }

    private Stream<WorkflowRun> waiting(Line line, long limit) {
        return line.waiting(limit).stream().flatMap(run -> store.run(run).stream());
    }

    @Override
    public Released release(WorkflowId workflow, NewRun.Place place, Instant at, int limit) {
        return locked(workflow, line -> {
            long free = Math.min(QueueRules.free(line.state()), limit);
            var begun = change(line, waiting(line, free), run -> run.begun(at));
            var after = line.state();
            var inTheWay = QueueRules.stopsRunning(after)
                    ? line.running().stream()
                            .flatMap(run -> store.run(run).stream())
                            .filter(run -> run.ending().isEmpty())
                            .map(WorkflowRun::runId)
                            .toList()
                    : List.<RunId>of();
            return new Released(begun, inTheWay, after.waiting() && QueueRules.free(after) > 0);
        });
    }

    @Override
    public List<WorkflowRun> end(Range range, EarlyEnd end, int limit) {
        var ended = locked(range.workflow(), line -> {
            var runs = range.run().isPresent()
                    ? store.run(range.run().get()).stream().filter(WorkflowRun::isQueued)
                    : waiting(line, limit);
            return change(line, runs, end::of);
        });
        ended.forEach(store::keep);
        return ended;
    }

    @Override
    public List<WorkflowRun> unblock(WorkflowId workflow, Optional<Long> instance, Unblocking unblocking, int limit) {
        return locked(workflow, line -> {
            var runs = store.runsOf(workflow)
                    .filter(WorkflowRun::isBlocking)
                    .filter(run -> instance.stream()
                            .allMatch(wanted -> wanted == run.runId().instance()))
                    .limit(limit);
            return change(line, runs.toList().stream(), run -> run.unblocked(unblocking));
        });
    }

    @Override
    public Set<WorkflowId> waiting(Collection<WorkflowId> workflows) {
        return workflows.stream()
                .filter(workflow -> locked(workflow, line -> line.state().waiting()))
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<Long> ahead(RunId run) {
        return locked(
                run.workflow(),
                line -> store.run(run).filter(WorkflowRun::isQueued).map(line::ahead));
    }
}
