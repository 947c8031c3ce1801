package io.maestro.jdbc;

import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.node.SharedNodes;
import io.maestro.jdbc.internal.sql.Transactions;
import io.maestro.jdbc.internal.table.Queue;
import io.maestro.run.RunId;
import io.maestro.run.Unblocking;
import io.maestro.run.WorkflowRun;
import io.maestro.store.NewRun;
import io.maestro.store.Queues;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The queues of a store in a database.
 *
 * @param transactions does things in transactions
 * @param queue the runs that wait
 * @param nodes the processes that share the tables, if several may
 */
record JdbcQueues(Transactions transactions, Queue queue, Optional<SharedNodes> nodes) implements Queues {

    @Override
    public Released release(WorkflowId workflow, NewRun.Place place, Instant at, int limit) {
        if (!transactions.read(handle -> queue.isReleasable(handle, workflow))) {
            return Released.nothing();
        }
        var released = transactions.write(handle -> queue.release(handle, workflow, place, at, limit));
        if (place == NewRun.Place.ANYWHERE && !released.begun().isEmpty()) {
            callOthers();
        }
        return released;
    }

    private void callOthers() {
        nodes.ifPresent(SharedNodes::call);
    }

    @Override
    public List<WorkflowRun> end(Range range, EarlyEnd end, int limit) {
        var ended = transactions.write(handle -> queue.end(handle, range, end, limit));
        if (!ended.isEmpty()) {
            callOthers();
        }
        return ended;
    }

    @Override
    public List<WorkflowRun> unblock(WorkflowId workflow, Optional<Long> instance, Unblocking unblocking, int limit) {
        return transactions.write(handle -> queue.unblock(handle, workflow, instance, unblocking, limit));
    }

    @Override
    public Set<WorkflowId> waiting(Collection<WorkflowId> workflows) {
        var waiting = new HashSet<>(transactions.read(queue::waiting));
        waiting.retainAll(Set.copyOf(workflows));
        return waiting;
    }

    @Override
    public Optional<Long> ahead(RunId run) {
        return transactions.read(handle -> queue.ahead(handle, run));
    }
}
