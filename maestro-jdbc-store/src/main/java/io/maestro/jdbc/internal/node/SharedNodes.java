package io.maestro.jdbc.internal.node;

import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.sql.Transactions;
import io.maestro.jdbc.internal.table.Inbox;
import io.maestro.jdbc.internal.table.Ownership;
import io.maestro.run.DefinitionRef;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Message;
import io.maestro.store.Node;
import io.maestro.store.Nodes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** The processes that share the tables, and what belongs to which. */
public final class SharedNodes implements Nodes {

    private final Lease lease;
    private final Transactions transactions;
    private final Ownership ownership;
    private final Inbox inbox;

    /**
     * Creates them.
     *
     * @param lease that this process is taken for alive
     * @param transactions does things in transactions
     * @param ownership what belongs to which
     * @param inbox the table of messages
     */
    public SharedNodes(Lease lease, Transactions transactions, Ownership ownership, Inbox inbox) {
        this.lease = lease;
        this.transactions = transactions;
        this.ownership = ownership;
        this.inbox = inbox;
    }

    @Override
    public long self() {
        return lease.node();
    }

    @Override
    public List<Node> list() {
        return lease.living();
    }

    @Override
    public void attend(LongSupplier runs, Runnable news) {
        lease.attend(runs, news);
    }

    @Override
    public void ensure() {
        lease.ensure();
    }

    @Override
    public void rejoin() {
        lease.rejoin();
    }

    /** Has all nodes look, this one as well. */
    public void call() {
        lease.callSelf();
        if (lease.hasCompany()) {
            transactions.read(handle -> handle.select("select 1 from pg_notify(?, '')", lease.channel())
                    .mapTo(int.class)
                    .list());
        }
    }

    @Override
    public List<Claimed> claim(Set<WorkflowId> workflows, Set<DefinitionRef> except, int limit) {
        return transactions.writeAtOnce(handle -> ownership.claim(handle, lease.node(), workflows, except, limit));
    }

    @Override
    public Optional<WorkflowRun> own(RunId runId) {
        return transactions.writeAtOnce(handle -> ownership.own(handle, lease.node(), runId));
    }

    @Override
    public List<Held> held(long after, Instant awakeAt, int limit) {
        return transactions.read(handle -> ownership.held(handle, lease.node(), after, awakeAt, limit));
    }

    @Override
    public void release(RunId runId) {
        transactions.writeAtOnce(handle -> ownership.release(handle, lease.node(), runId));
        call();
    }

    @Override
    public List<Message.Received> received(Collection<Long> except, int limit) {
        return transactions.read(handle -> inbox.of(handle, lease.node(), except, limit));
    }

    @Override
    public Set<String> waiting(Collection<String> requests) {
        return transactions.read(handle -> inbox.waiting(handle, requests));
    }

    @Override
    public void settled(Collection<Long> messages) {
        transactions.writeAtOnce(handle -> inbox.delete(handle, messages));
    }
}
