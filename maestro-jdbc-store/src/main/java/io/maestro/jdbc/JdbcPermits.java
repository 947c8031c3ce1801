package io.maestro.jdbc;

import io.maestro.jdbc.internal.node.SharedNodes;
import io.maestro.jdbc.internal.sql.Transactions;
import io.maestro.jdbc.internal.table.PermitTable;
import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import io.maestro.run.PermitHolder;
import io.maestro.run.PermitStanding;
import io.maestro.run.RunId;
import io.maestro.store.Permits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The permits of a store in a database.
 *
 * @param transactions does things in transactions
 * @param table the permits
 * @param nodes the processes that share the tables, if several may
 * @param lock keeps threads of this process from waiting for each other in the database
 */
record JdbcPermits(Transactions transactions, PermitTable table, Optional<SharedNodes> nodes, ReentrantLock lock)
        implements Permits {

    private long node() {
        return nodes.map(SharedNodes::self).orElse(0L);
    }

    @Override
    public Granted grant(Collection<Limit> limits, Instant at) {
        lock.lock();
        try {
            return granted(new TreeSet<>(limits), at);
        } finally {
            lock.unlock();
        }
    }

    /** Who needs a permit of a limit that was not known to be needed is looked at again, with that limit locked. */
    private Granted granted(Set<Limit> wanted, Instant at) {
        var granted = new ArrayList<Grant>();
        var missing = new TreeSet<Limit>();
        while (true) {
            var concerned = transactions.read(handle -> table.concerned(handle, wanted));
            if (concerned.isEmpty()) {
                return new Granted(granted, Optional.empty());
            }
            var locked = new TreeSet<>(missing);
            locked.addAll(concerned);
            var outcome = transactions.write(handle -> table.grant(handle, node(), wanted, locked, at));
            granted.addAll(outcome.granted());
            if (outcome.others() > 0) {
                nodes.ifPresent(SharedNodes::call);
            }
            if (outcome.missing().isEmpty()) {
                return new Granted(granted, outcome.again());
            }
            missing.addAll(outcome.missing());
        }
    }

    @Override
    public Set<Grant> held(Collection<Limit> limits) {
        return transactions.read(handle -> table.rows().held(handle, node(), limits));
    }

    @Override
    public Set<Limit> awaited() {
        return transactions.read(handle -> table.rows().awaited(handle, node()));
    }

    @Override
    public List<PermitStanding> standings(PermitHolder waiting) {
        return transactions.read(handle -> table.standings(handle, waiting));
    }

    @Override
    public void recall(RunId run) {
        transactions.writeAtOnce(handle -> table.rows().recall(handle, node(), run));
    }

    @Override
    public void recallAll() {
        transactions.writeAtOnce(handle -> table.rows().recallAll(handle));
    }

    @Override
    public void set(HostLimit limit) {
        transactions.write(handle -> table.limits().put(handle, limit));
    }

    @Override
    public boolean remove(Limit limit) {
        return transactions.write(handle -> {
            table.limits().forget(handle, limit);
            return table.limits().remove(handle, limit);
        });
    }

    @Override
    public List<HostLimit> list() {
        return transactions.read(table.limits()::all);
    }
}
