package io.maestro.jdbc.internal.table;

import io.maestro.jdbc.internal.sql.Names;
import io.maestro.permit.HostLimit;
import io.maestro.permit.Limit;
import io.maestro.permit.Rate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The tables of what the host allows, and of when permits were given away where it says how often.
 *
 * @param names the names of the tables
 */
public record HostLimits(Names names) {

    /**
     * Puts a limit in the place of the one that is there, if there is one.
     *
     * @param handle the connection, with a transaction
     * @param set the limit
     * @return 1
     */
    public int put(Handle handle, HostLimit set) {
        remove(handle, set.limit());
        return handle.createUpdate(
                        names.in("insert into {host_limit} (limit_key, permits, times, per_nanos) values (?, ?, ?, ?)"))
                .bind(0, PermitRows.key(set.limit()))
                .bind(1, set.permits().orElse(null))
                .bind(2, set.rate().map(Rate::times).orElse(null))
                .bind(3, set.rate().map(rate -> rate.per().toNanos()).orElse(null))
                .execute();
    }

    /**
     * Deletes a limit.
     *
     * @param handle the connection
     * @param limit which one
     * @return whether there was one
     */
    public boolean remove(Handle handle, Limit limit) {
        return handle.execute(names.in("delete from {host_limit} where limit_key = ?"), PermitRows.key(limit)) > 0;
    }

    /**
     * Forgets when permits of a limit were given away.
     *
     * @param handle the connection
     * @param limit which one
     * @return how many there were
     */
    public int forget(Handle handle, Limit limit) {
        return handle.execute(names.in("delete from {permit_grant} where limit_key = ?"), PermitRows.key(limit));
    }

    /**
     * Returns all limits.
     *
     * @param handle the connection
     * @return the limits, in ascending order
     */
    public List<HostLimit> all(Handle handle) {
        return handle.select(names.in("select * from {host_limit}")).map((row, context) -> read(row)).list().stream()
                .sorted(Comparator.comparing(HostLimit::limit))
                .toList();
    }

    private static HostLimit read(ResultSet row) throws SQLException {
        var times = row.getObject("times", Integer.class);
        return new HostLimit(
                PermitRows.limit(row.getString("limit_key")),
                Optional.ofNullable(row.getObject("permits", Integer.class)),
                times == null
                        ? Optional.empty()
                        : Optional.of(new Rate(times, Duration.ofNanos(row.getLong("per_nanos")))));
    }

    /** Returns when the n-th newest permit of a limit was given away. */
    Optional<Instant> granted(Handle handle, Limit limit, int nth) {
        return handle.select(
                        names.in("select granted_at from {permit_grant} where limit_key = ?"
                                + " order by limit_key, granted_at desc, id desc offset ? rows fetch next 1 rows only"),
                        PermitRows.key(limit),
                        nth - 1)
                .map((row, context) -> Times.read(row, "granted_at"))
                .findOne()
                .flatMap(time -> time);
    }

    /** Notes that a permit is given away, and forgets those that are too old to count. */
    void note(Handle handle, Limit limit, Rate rate, Instant at) {
        var key = PermitRows.key(limit);
        handle.execute(
                names.in("delete from {permit_grant} where limit_key = ? and granted_at <= ?"),
                key,
                at.minus(rate.per()).atOffset(ZoneOffset.UTC));
        handle.execute(
                names.in("insert into {permit_grant} (limit_key, granted_at) values (?, ?)"),
                key,
                at.atOffset(ZoneOffset.UTC));
    }
}
