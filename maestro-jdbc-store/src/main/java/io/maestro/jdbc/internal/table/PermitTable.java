package io.maestro.jdbc.internal.table;

import io.maestro.jdbc.internal.sql.Dialect;
import io.maestro.jdbc.internal.sql.Insertion;
import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import io.maestro.permit.PermitNeed;
import io.maestro.permit.PermitRules;
import io.maestro.run.PermitHolder;
import io.maestro.run.PermitStanding;
import io.maestro.store.Message;
import io.maestro.store.Permits;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Gives permits away. Who does so has locked the limits, in their order, so that what is decided rests on what was decided before.
 *
 * @param dialect the database
 * @param rows the table of permits
 * @param limits what the host allows
 * @param inbox where other nodes are told
 */
public record PermitTable(Dialect dialect, PermitRows rows, HostLimits limits, Inbox inbox) {

    private static final int PAGE = 50;

    /**
     * What came of it.
     *
     * @param granted which attempts of this node got permits
     * @param others how many of others
     * @param again when to try again although nobody gives anything back; or empty
     * @param missing the limits of which somebody needs a permit who was left out, as they were not locked
     */
    public record Outcome(List<Permits.Grant> granted, int others, Optional<Instant> again, Set<Limit> missing) {

        /** Copies the collections. */
        public Outcome {
            granted = List.copyOf(granted);
            missing = Set.copyOf(missing);
        }
    }

    /**
     * Returns the limits that have to be locked.
     *
     * @param handle the connection
     * @param wanted the limits of which permits are to be given away
     * @return these, those of which somebody who waits for one needs a permit, too, and so on; none if nobody waits
     */
    public Set<Limit> concerned(Handle handle, Collection<Limit> wanted) {
        var concerned = new TreeSet<Limit>();
        if (!wanted.isEmpty() && rows.isAwaited(handle, wanted)) {
            var next = new ArrayDeque<>(wanted);
            while (!next.isEmpty()) {
                var limit = next.remove();
                if (concerned.add(limit)) {
                    rows.waiting(handle, limit, Set.of(), PAGE).stream()
                            .flatMap(line -> line.needs().stream())
                            .forEach(need -> next.add(need.limit()));
                }
            }
        }
        return concerned;
    }

    /**
     * Gives away what there is, and tells other nodes of it.
     *
     * @param handle the connection, in a transaction
     * @param node this node
     * @param wanted of which limits
     * @param locked the limits that are locked, in their order
     * @param at when
     * @return what came of it
     */
    public Outcome grant(Handle handle, long node, Collection<Limit> wanted, Set<Limit> locked, Instant at) {
        dialect.lock(handle, locked.stream().map(PermitRows::key).toList());
        var ledger = new PermitLedger(handle, rows, limits, locked);
        var granted = PermitRules.grant(ledger, wanted, at);
        var byPlace = ledger.granted().stream().collect(Collectors.partitioningBy(line -> line.node() == node));
        var elsewhere = byPlace.getOrDefault(false, List.of()).stream()
                .<Message>map(line -> new Message.PermitsGranted(
                        line.grant().holder().runId(),
                        line.grant().holder().step(),
                        line.grant().holder().attempt(),
                        line.grant().turn()))
                .toList();
        if (!elsewhere.isEmpty()) {
            dialect.write(handle, List.of(new Insertion.Rows<>(Inbox.ARRIVAL, inbox.rows(elsewhere))));
        }
        return new Outcome(
                byPlace.getOrDefault(true, List.of()).stream()
                        .map(PermitRows.Line::grant)
                        .toList(),
                elsewhere.size(),
                granted.again(),
                ledger.missing());
    }

    /**
     * Tells how the limits stand that an attempt waits for.
     *
     * @param handle the connection
     * @param waiting the attempt
     * @return the limits; none if it does not wait
     */
    public List<PermitStanding> standings(Handle handle, PermitHolder waiting) {
        var set = limits.all(handle).stream().collect(Collectors.toMap(HostLimit::limit, Function.identity()));
        return rows.needs(handle, waiting).stream()
                .map(need -> standing(handle, need, Optional.ofNullable(set.get(need.limit())), waiting))
                .toList();
    }

    private PermitStanding standing(Handle handle, PermitNeed need, Optional<HostLimit> ofHost, PermitHolder waiting) {
        return new PermitStanding(
                need.limit(),
                PermitRules.permits(need, ofHost),
                ofHost.flatMap(HostLimit::rate),
                rows.held(handle, need.limit()),
                rows.holders(handle, need.limit(), PermitStanding.SHOWN),
                rows.ahead(handle, need.limit(), waiting));
    }
}
