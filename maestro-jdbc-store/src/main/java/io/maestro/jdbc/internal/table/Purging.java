package io.maestro.jdbc.internal.table;

import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.sql.Names;
import io.maestro.run.RunId;
import io.maestro.store.Purged;
import io.maestro.store.RunEnd;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Deletes runs that are kept no longer, those at the bottom first: a run that others are below goes when these are gone, so that a
 * transaction is short however many there are, and none is left behind that nobody would find.
 *
 * @param names the names of the tables
 */
public record Purging(Names names) {

    /** Before all ends: H2 would look through the runs that have none before it came to those. */
    private static final OffsetDateTime LONG_AGO = OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    /** The number of a row of a run, and whether the run has ended. */
    private record Row(long id, boolean unfinished) {}

    /** The runs below some others: which of these have any, and the rows of those that have ended, as far as they are looked at. */
    private record Below(Set<Long> owners, List<Long> ended) {}

    private record Earlier(long owner, long id) {}

    private record Started(long owner, RunRange range) {}

    /**
     * Finds the newest end of a run that comes after so many newer ones.
     *
     * @param handle the connection
     * @param workflow the workflow
     * @param newest how many newer ones
     * @return the end, or empty if there is none
     */
    public Optional<RunEnd> endAfter(Handle handle, WorkflowId workflow, long newest) {
        return handle.select(names.in("""
                                select r.kept_since, r.instance, r.run from {workflow_run} r
                                where r.workflow_id = ? and r.kept_since is not null
                                order by r.workflow_id desc, r.kept_since desc, r.instance desc, r.run desc
                                limit 1 offset ?"""), workflow.value(), newest)
                .map((row, context) -> end(workflow, row))
                .findOne();
    }

    private static RunEnd end(WorkflowId workflow, ResultSet row) throws SQLException {
        return new RunEnd(
                Times.read(row, "kept_since").orElseThrow(),
                new RunId(workflow, row.getLong("instance"), row.getLong("run")));
    }

    /**
     * Deletes some of the runs that may be deleted.
     *
     * @param handle the connection, in a transaction
     * @param workflow the workflow
     * @param through the last end of one that may be
     * @param limit how many at most
     * @return what came of it
     */
    public Purged purge(Handle handle, WorkflowId workflow, RunEnd through, int limit) {
        int deleted = purge(handle, ended(handle, workflow, through, limit), limit);
        return new Purged(deleted > 0, earliest(handle, workflow));
    }

    private List<Long> ended(Handle handle, WorkflowId workflow, RunEnd through, int limit) {
        var at = through.at().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        return handle.select(
                        names.in("""
                                select r.id from {workflow_run} r
                                where r.workflow_id = ? and r.kept_since between ? and ?
                                  and (r.kept_since, r.instance, r.run) <= (?, ?, ?)
                                order by r.workflow_id, r.kept_since, r.instance, r.run limit ?"""),
                        workflow.value(),
                        LONG_AGO,
                        at,
                        at,
                        through.runId().instance(),
                        through.runId().run(),
                        limit)
                .mapTo(Long.class)
                .list();
    }

    private Optional<Instant> earliest(Handle handle, WorkflowId workflow) {
        return handle.select(names.in("""
                                select r.kept_since from {workflow_run} r
                                where r.workflow_id = ? and r.kept_since >= ?
                                order by r.workflow_id, r.kept_since, r.instance, r.run limit 1"""), workflow.value(), LONG_AGO)
                .map((row, context) -> Times.read(row, "kept_since").orElseThrow())
                .findOne();
    }

    /** Deletes those of some runs that nothing is below; if there are none, some of those below. */
    private int purge(Handle handle, List<Long> runs, int limit) {
        if (runs.isEmpty()) {
            return 0;
        }
        var below = below(handle, runs, limit);
        var bare = runs.stream().filter(run -> !below.owners().contains(run)).toList();
        if (bare.isEmpty()) {
            return purge(handle, below.ended(), limit);
        }
        delete(handle, bare);
        return bare.size();
    }

    private Below below(Handle handle, List<Long> runs, int limit) {
        var owners = new HashSet<Long>();
        var ended = new ArrayList<Long>();
        for (var earlier : earlier(handle, runs)) {
            owners.add(earlier.owner());
            ended.add(earlier.id());
        }
        for (var started : started(handle, runs)) {
            var rows = rows(handle, started.range(), limit);
            if (!rows.isEmpty()) {
                owners.add(started.owner());
            }
            rows.stream()
                    .filter(row -> !row.unfinished())
                    .limit(Math.max(0, limit - ended.size()))
                    .forEach(row -> ended.add(row.id()));
        }
        return new Below(owners, ended);
    }

    /** Returns for each of some runs that goes on from others the one before it, which is kept for it. */
    private List<Earlier> earlier(Handle handle, List<Long> runs) {
        var select = names.in("""
                select r.id, b.id from {workflow_run} r join {workflow_run} b
                  on b.workflow_id = r.workflow_id and b.instance = r.instance and b.run = r.run - 1
                where r.restart is not null and r.id in\s""");
        return handle.select(select + places(runs), runs.toArray())
                .map((row, context) -> new Earlier(row.getLong(1), row.getLong(2)))
                .list();
    }

    private List<Started> started(Handle handle, List<Long> runs) {
        return handle
                .select(
                        names.in(
                                "select a.run_id, a.children from {step_attempt} a where a.children is not null and a.run_id in "
                                        + places(runs)),
                        runs.toArray())
                .map((row, context) -> started(row.getLong(1), row.getString(2)))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Started> started(long owner, String children) {
        return RunRange.of(children).map(range -> new Started(owner, range));
    }

    private List<Row> rows(Handle handle, RunRange range, int limit) {
        var sql = names.in("select r.id, r.unfinished from {workflow_run} r where " + RunRange.CONDITION
                + " and r.awaited order by r.workflow_id, r.run, r.instance limit " + limit);
        return handle.select(sql, range.arguments())
                .map((row, context) -> new Row(row.getLong(1), row.getBoolean(2)))
                .list();
    }

    private void delete(Handle handle, List<Long> runs) {
        handle.execute(names.in("delete from {step_attempt} where run_id in " + places(runs)), runs.toArray());
        handle.execute(names.in("delete from {workflow_run} where id in " + places(runs)), runs.toArray());
    }

    private static String places(List<Long> values) {
        return '(' + String.join(", ", Collections.nCopies(values.size(), "?")) + ')';
    }
}
