package io.maestro.jdbc.internal.node;

import io.maestro.jdbc.internal.sql.Names;
import io.maestro.jdbc.internal.table.PermitRows;
import io.maestro.store.Node;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The table of nodes, as the one connection sees it that a node keeps for itself. All times are the database's.
 *
 * @param names the names of the tables
 */
record NodeTable(Names names) {

    /** Stands for a node, as long as the connection lives on which it was locked. */
    private static final String LOCK = "hashtextextended('maestro ' || current_schema() || ' {node} ' || %s, 0)";

    private static final String LEASE = "clock_timestamp() + cast(? as bigint) * interval '1 millisecond'";

    /** Something that is done with a statement. */
    private interface Use<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    private <T> T prepared(Connection connection, String sql, Use<T> use) throws SQLException {
        try (var statement = connection.prepareStatement(names.in(sql))) {
            return use.with(statement);
        }
    }

    /** Adds a node, which nobody can see before it is locked, and returns its number. */
    long join(Connection connection, String name, Duration lease) throws SQLException {
        var insert = "insert into {node} (name, live, beat_at, lease_until) values (?, true, clock_timestamp(), "
                + LEASE + ") returning id";
        connection.setAutoCommit(false);
        try {
            long id = prepared(connection, insert, statement -> {
                statement.setString(1, name);
                statement.setLong(2, lease.toMillis());
                return first(statement).orElseThrow();
            });
            prepared(connection, "select pg_advisory_lock(" + LOCK.formatted("?") + ")", statement -> {
                statement.setString(1, String.valueOf(id));
                return statement.execute();
            });
            connection.commit();
            return id;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Locks a node again on a new connection, and tells whether it did: the server may not have noticed that the old one is gone. */
    boolean lock(Connection connection, long id) throws SQLException {
        return prepared(connection, "select 1 where pg_try_advisory_lock(" + LOCK.formatted("?") + ")", statement -> {
            statement.setString(1, String.valueOf(id));
            return first(statement).isPresent();
        });
    }

    /** Renews the lease of a node, and returns whether it had one. */
    boolean renew(Connection connection, long id, Duration lease, long runs) throws SQLException {
        var sql = "update {node} set beat_at = clock_timestamp(), runs = ?, lease_until = " + LEASE
                + " where id = ? and live";
        return prepared(connection, sql, statement -> {
            statement.setLong(1, runs);
            statement.setLong(2, lease.toMillis());
            statement.setLong(3, id);
            return statement.executeUpdate() == 1;
        });
    }

    /**
     * Takes others for dead: those whose lease ran out, and those whose connection is gone although the server was not restarted
     * since they were last heard of. One that is just writing is left for the next time.
     *
     * @return their names
     */
    List<String> bury(Connection connection, long self) throws SQLException {
        var sql = """
                update {node} set live = false where id in (
                  select n.id from {node} n
                  where n.live and n.id <> ?
                    and (n.lease_until < clock_timestamp()
                      or n.beat_at > pg_postmaster_start_time() and pg_try_advisory_xact_lock(""" + LOCK.formatted("n.id") + """
                ))
                  for update skip locked)
                returning name""";
        return prepared(connection, sql, statement -> {
            statement.setLong(1, self);
            var buried = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    buried.add(rows.getString(1));
                }
            }
            return buried;
        });
    }

    /** Has the permits return of nodes that are dead; tells whether there were any. */
    boolean recallPermits(Connection connection) throws SQLException {
        return prepared(connection, PermitRows.ofTheDead(), PreparedStatement::executeUpdate) > 0;
    }

    /** Forgets dead nodes to which no run belongs, and messages to runs that have ended. */
    void forget(Connection connection) throws SQLException {
        prepared(connection, """
                delete from {node} n
                where not n.live and not exists (select 1 from {workflow_run} r where r.going and r.node = n.id)""", PreparedStatement::execute);
        prepared(connection, """
                delete from {inbox} i
                where not exists (
                  select 1 from {workflow_run} r
                  where r.workflow_id = i.workflow_id and r.instance = i.instance and r.run = i.run and r.unfinished)""", PreparedStatement::execute);
    }

    /** Returns the nodes that are alive. */
    List<Node> living(Connection connection) throws SQLException {
        return prepared(
                connection,
                "select id, name, since, lease_until, runs from {node} where live order by id",
                statement -> {
                    var nodes = new ArrayList<Node>();
                    try (var rows = statement.executeQuery()) {
                        while (rows.next()) {
                            nodes.add(new Node(
                                    rows.getLong(1), rows.getString(2), time(rows, 3), time(rows, 4), rows.getLong(5)));
                        }
                    }
                    return List.copyOf(nodes);
                });
    }

    /** Gives all runs of a node to the others. */
    void leave(Connection connection, long id) throws SQLException {
        prepared(connection, "update {node} set live = false where id = ?", statement -> {
            statement.setLong(1, id);
            return statement.execute();
        });
    }

    /** Has those that listen look. */
    void call(Connection connection) throws SQLException {
        prepared(connection, "select pg_notify(?, '')", statement -> {
            statement.setString(1, channel());
            return statement.execute();
        });
    }

    /** Has the connection be told when somebody calls. */
    void listen(Connection connection) throws SQLException {
        prepared(connection, "listen " + channel(), PreparedStatement::execute);
    }

    /** Returns the name of what those listen to who share the tables. */
    String channel() {
        return names.in("{node}").replace('.', '_');
    }

    private static OptionalLong first(PreparedStatement statement) throws SQLException {
        try (var row = statement.executeQuery()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
