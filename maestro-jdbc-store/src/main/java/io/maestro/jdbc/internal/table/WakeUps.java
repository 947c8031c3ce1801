package io.maestro.jdbc.internal.table;

import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.sql.Column;
import io.maestro.jdbc.internal.sql.ColumnType;
import io.maestro.jdbc.internal.sql.Insertion;
import io.maestro.jdbc.internal.sql.Names;
import io.maestro.run.RunId;
import io.maestro.run.WakeUp;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The table of runs that sleep, apart from that of runs: its rows are narrow, and come and go while those of runs stay as they are.
 *
 * @param names the names of the tables
 */
public record WakeUps(Names names) {

    /** Adds rows, or puts them in the place of those with their keys. */
    public static final Insertion<WakeUp> RECORD = new Insertion<>(
            "wake_up",
            Optional.empty(),
            List.of(
                    new Column<>(
                            "workflow_id",
                            ColumnType.TEXT,
                            row -> row.runId().workflow().value()),
                    new Column<>("instance", ColumnType.LONG, row -> row.runId().instance()),
                    new Column<>("run", ColumnType.LONG, row -> row.runId().run()),
                    new Column<>("wake_at", ColumnType.TIME, row -> row.at().orElseThrow())),
            List.of("workflow_id", "instance", "run"));

    /** Takes the rows of runs away that do not sleep any more. */
    void remove(Handle handle, List<RunId> awake) {
        if (awake.isEmpty()) {
            return;
        }
        try (var batch = handle.prepareBatch(
                names.in("delete from {wake_up} where workflow_id = ? and instance = ? and run = ?"))) {
            awake.forEach(run -> batch.add(run.workflow().value(), run.instance(), run.run()));
            batch.execute();
        }
    }

    /**
     * Returns a page of runs that sleep.
     *
     * @param handle the connection
     * @param workflow the workflow
     * @param after the last run of the page before, or empty for the first
     * @param limit how many at most
     * @return the rows, those that are to be woken first before the others
     */
    public List<WakeUp> page(Handle handle, WorkflowId workflow, Optional<WakeUp> after, int limit) {
        var columns = "select instance, run, wake_at from {wake_up} where workflow_id = ?";
        // In the words of the index, so that H2 reads it in its order and from where the page begins.
        var from = " and wake_at >= ? and (wake_at, instance, run) > (?, ?, ?)";
        var order = " order by workflow_id, wake_at, instance, run limit ?";
        var query = after.map(last -> {
                    var at = last.at().orElseThrow().atOffset(ZoneOffset.UTC);
                    return handle.select(
                            names.in(columns + from + order),
                            workflow.value(),
                            at,
                            at,
                            last.runId().instance(),
                            last.runId().run(),
                            limit);
                })
                .orElseGet(() -> handle.select(names.in(columns + order), workflow.value(), limit));
        return query.map((row, context) -> new WakeUp(
                        new RunId(workflow, row.getLong("instance"), row.getLong("run")), Times.read(row, "wake_at")))
                .list();
    }
}
