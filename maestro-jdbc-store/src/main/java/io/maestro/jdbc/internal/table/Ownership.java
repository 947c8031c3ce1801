package io.maestro.jdbc.internal.table;

import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.sql.Names;
import io.maestro.run.DefinitionRef;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowRun;
import io.maestro.store.Nodes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Which run belongs to which node. Where it changes, the row of the node that takes is locked, so that nobody takes for one that is
 * taken for dead at the same time.
 *
 * @param names the names of the tables
 * @param runs the table of runs
 */
public record Ownership(Names names, Runs runs) {

    private static final String FENCE =
            "with fence as materialized (select id from {node} where id = ? and live for key share)";

    /** A run of nobody: it began so, or its node is gone. */
    private static final String OF_NOBODY =
            "r.going and r.node = any (array(select g.id from {node} g where not g.live) || cast(0 as bigint))";

    private static final String KEY = "r.workflow_id = ? and r.instance = ? and r.run = ?";

    /**
     * Gives runs of nobody to a node.
     *
     * @param handle the connection
     * @param node the node
     * @param workflows of which workflows
     * @param except of which versions none
     * @param limit how many at most
     * @return the runs
     */
    public List<Nodes.Claimed> claim(
            Handle handle, long node, Set<WorkflowId> workflows, Set<DefinitionRef> except, int limit) {
        var versions = List.copyOf(except);
        var found = ", found as (select r.id from {workflow_run} r where " + OF_NOBODY + """
                 and r.definition_id = any (?)
                  and not exists (
                    select 1 from unnest(cast(? as text[]), cast(? as bigint[])) as x(workflow_id, version)
                    where x.workflow_id = r.definition_id and x.version = r.definition_version)
                limit ? for update skip locked)
                """;
        var take = """
                update {workflow_run} r set node = fence.id from fence, found where r.id = found.id
                returning r.workflow_id, r.instance, r.run, r.definition_id, r.definition_version,
                  (select w.wake_at from {wake_up} w
                   where w.workflow_id = r.workflow_id and w.instance = r.instance and w.run = r.run) as wake_at""";
        try (var query = handle.createQuery(names.in(FENCE + found + take))) {
            return query.bind(0, node)
                    .bindArray(
                            1,
                            String.class,
                            workflows.stream().map(WorkflowId::value).toArray())
                    .bindArray(
                            2,
                            String.class,
                            versions.stream()
                                    .map(version -> version.workflow().value())
                                    .toArray())
                    .bindArray(
                            3,
                            Long.class,
                            versions.stream().map(DefinitionRef::version).toArray())
                    .bind(4, limit)
                    .map((row, context) -> claimed(row))
                    .list();
        }
    }

    private static Nodes.Claimed claimed(ResultSet row) throws SQLException {
        return new Nodes.Claimed(
                new RunId(new WorkflowId(row.getString("workflow_id")), row.getLong("instance"), row.getLong("run")),
                DefinitionRef.whole(new WorkflowId(row.getString("definition_id")), row.getLong("definition_version")),
                Times.read(row, "wake_at"));
    }

    /**
     * Returns runs that belong to a node.
     *
     * @param handle the connection
     * @param node the node
     * @param after the place after which to go on
     * @param awakeAt those that sleep beyond this time are left out
     * @param limit how many at most
     * @return the runs, in the order of their places
     */
    public List<Nodes.Held> held(Handle handle, long node, long after, Instant awakeAt, int limit) {
        return handle.select(names.in("""
                                select r.id, r.workflow_id, r.instance, r.run, r.definition_id, r.definition_version, w.wake_at
                                from {workflow_run} r
                                left join {wake_up} w
                                  on w.workflow_id = r.workflow_id and w.instance = r.instance and w.run = r.run
                                where r.going and r.node = ? and r.id > ? and (w.wake_at is null or w.wake_at <= ?)
                                order by r.id limit ?"""), node, after, awakeAt.atOffset(ZoneOffset.UTC), limit)
                .map((row, context) -> new Nodes.Held(row.getLong("id"), claimed(row)))
                .list();
    }

    /**
     * Returns a run that has not ended if it belongs to a node, or to nobody, and then gives it to the node.
     *
     * @param handle the connection
     * @param node the node
     * @param runId the run
     * @return its row, or empty
     */
    public Optional<WorkflowRun> own(Handle handle, long node, RunId runId) {
        var taken = ", taken as (update {workflow_run} r set node = fence.id from fence where " + KEY + " and "
                + OF_NOBODY + " returning r.id) ";
        return runs.find(
                handle,
                FENCE + taken,
                "where " + KEY + " and r.going and (r.node = ? or r.id in (select id from taken))",
                node,
                runId.workflow().value(),
                runId.instance(),
                runId.run(),
                runId.workflow().value(),
                runId.instance(),
                runId.run(),
                node);
    }

    /**
     * Gives a run of a node to nobody.
     *
     * @param handle the connection
     * @param node the node
     * @param runId the run
     * @return how many runs that were, 0 or 1
     */
    public int release(Handle handle, long node, RunId runId) {
        return handle.execute(
                names.in("update {workflow_run} r set node = 0 where " + KEY + " and r.node = ?"),
                runId.workflow().value(),
                runId.instance(),
                runId.run(),
                node);
    }
}
