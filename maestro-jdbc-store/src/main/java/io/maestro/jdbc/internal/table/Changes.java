package io.maestro.jdbc.internal.table;

import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.sql.Names;
import io.maestro.run.RunId;
import io.maestro.run.WorkflowChange;
import io.maestro.run.WorkflowChange.Activated;
import io.maestro.run.WorkflowChange.Deactivated;
import io.maestro.run.WorkflowChange.Deleted;
import io.maestro.run.WorkflowInUseException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What is done to workflows as a whole.
 *
 * @param names the names of the tables
 * @param queue the runs that wait for their turn
 */
public record Changes(Names names, Queue queue) {

    private static final String DELETED = "DELETED";

    /**
     * Does something to a workflow, and keeps that it was done; nothing if it has been done already.
     *
     * @param handle the connection, in a transaction
     * @param asked what
     * @return how many were done, 0 or 1
     * @throws WorkflowInUseException if it deletes a workflow of which a run has not ended
     */
    public int make(Handle handle, WorkflowChange asked) {
        var workflow = asked.workflow();
        var change = new WorkflowChange(
                workflow, asked.what(), asked.by(), asked.reason(), asked.at().truncatedTo(ChronoUnit.MICROS));
        queue.lock(handle, workflow);
        if (all(handle, workflow).contains(change)) {
            return 0;
        }
        switch (change.what()) {
            case Activated activated -> queue.activate(handle, workflow, activated.version());
            case Deactivated deactivated -> queue.deactivate(handle, workflow);
            case Deleted deleted -> {
                requireUnused(handle, workflow);
                delete(handle, workflow);
            }
        }
        return handle.createUpdate(names.in("""
                        insert into {workflow_change} (workflow_id, what, version, changed_by, reason, changed_at)
                        values (?, ?, ?, ?, ?, ?)"""))
                .bind(0, workflow.value())
                .bind(1, name(change.what()))
                .bind(2, version(change.what()))
                .bind(3, change.by())
                .bind(4, change.reason())
                .bind(5, change.at().atOffset(ZoneOffset.UTC))
                .execute();
    }

    private void requireUnused(Handle handle, WorkflowId workflow) {
        for (var state : List.of("queued", "going")) {
            handle.select(
                            names.in("select instance, run from {workflow_run} r where r.workflow_id = ? and r." + state
                                    + " limit 1"),
                            workflow.value())
                    .map((row, context) -> new RunId(workflow, row.getLong(1), row.getLong(2)))
                    .findOne()
                    .ifPresent(run -> {
                        throw new WorkflowInUseException(workflow, run);
                    });
        }
    }

    private void delete(Handle handle, WorkflowId workflow) {
        var id = workflow.value();
        handle.execute(names.in("""
                update {workflow_counter} set active = null, deleted = coalesce(
                  (select max(d.version) from {workflow_definition} d where d.workflow_id = ?), deleted)
                where workflow_id = ?"""), id, id);
        handle.execute(names.in("delete from {workflow_definition} where workflow_id = ?"), id);
        handle.execute(names.in("delete from {breakpoint} where workflow_id = ?"), id);
    }

    /**
     * Returns what was done to a workflow.
     *
     * @param handle the connection
     * @param workflow the workflow
     * @return the changes, the newest first
     */
    public List<WorkflowChange> all(Handle handle, WorkflowId workflow) {
        return handle.select(
                        names.in("select * from {workflow_change} where workflow_id = ? order by seq desc"),
                        workflow.value())
                .map((row, context) -> change(row))
                .list();
    }

    /**
     * Returns the workflows that were deleted, and of which runs are there that had ended by then.
     *
     * @param handle the connection
     * @return the last deletion of each
     */
    public List<WorkflowChange> remains(Handle handle) {
        return handle.select(names.in("""
                                select c.* from {workflow_change} c
                                where c.seq in (select max(d.seq) from {workflow_change} d where d.what = ? group by d.workflow_id)
                                  and exists (select 1 from {workflow_run} r
                                              where r.workflow_id = c.workflow_id and r.kept_since <= c.changed_at)"""), DELETED)
                .map((row, context) -> change(row))
                .list();
    }

    private static String name(WorkflowChange.What what) {
        return switch (what) {
            case Activated activated -> "ACTIVATED";
            case Deactivated deactivated -> "DEACTIVATED";
            case Deleted deleted -> DELETED;
        };
    }

    private static @Nullable Long version(WorkflowChange.What what) {
        return what instanceof Activated(long version) ? version : null;
    }

    private static WorkflowChange change(ResultSet row) throws SQLException {
        var what = row.getString("what");
        return new WorkflowChange(
                new WorkflowId(row.getString("workflow_id")),
                switch (what) {
                    case "ACTIVATED" -> new Activated(row.getLong("version"));
                    case "DEACTIVATED" -> new Deactivated();
                    case DELETED -> new Deleted();
                    default -> throw new IllegalStateException("a change of a workflow is stored as '" + what + "'");
                },
                row.getString("changed_by"),
                row.getString("reason"),
                Times.read(row, "changed_at").orElseThrow());
    }
}
