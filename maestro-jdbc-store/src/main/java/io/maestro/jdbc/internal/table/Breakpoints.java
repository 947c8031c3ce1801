package io.maestro.jdbc.internal.table;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.sql.Names;
import io.maestro.run.Breakpoint;
import io.maestro.run.SetBreakpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The table of breakpoints. A number that is 0 stands for all.
 *
 * @param names the names of the tables
 */
public record Breakpoints(Names names) {

    private static final long ALL = 0;
    private static final String KEY =
            "workflow_id = ? and step_id = ? and version = ? and instance = ? and run = ? and attempt = ?";

    private static Object[] key(Breakpoint breakpoint) {
        return new Object[] {
            breakpoint.workflow().value(),
            breakpoint.step().value(),
            breakpoint.version().orElse(ALL),
            breakpoint.instance().orElse(ALL),
            breakpoint.run().orElse(ALL),
            breakpoint.attempt().orElse((int) ALL)
        };
    }

    /**
     * Puts a breakpoint in the place of the one that is there, if there is one.
     *
     * @param handle the connection, with a transaction
     * @param set the breakpoint
     * @return 1
     */
    public int put(Handle handle, SetBreakpoint set) {
        remove(handle, set.breakpoint());
        var insert = handle.createUpdate(names.in("""
                insert into {breakpoint} (workflow_id, step_id, version, instance, run, attempt, set_by, reason, set_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)"""));
        int place = 0;
        for (var part : key(set.breakpoint())) {
            insert.bind(place++, part);
        }
        return insert.bind(place++, set.by())
                .bind(place++, set.reason())
                .bind(place, set.at().atOffset(ZoneOffset.UTC))
                .execute();
    }

    /**
     * Deletes a breakpoint.
     *
     * @param handle the connection
     * @param breakpoint where it is
     * @return whether there was one
     */
    public boolean remove(Handle handle, Breakpoint breakpoint) {
        return handle.execute(names.in("delete from {breakpoint} where " + KEY), key(breakpoint)) > 0;
    }

    /**
     * Returns all breakpoints.
     *
     * @param handle the connection
     * @return the breakpoints
     */
    public List<SetBreakpoint> all(Handle handle) {
        return handle.select(names.in("select * from {breakpoint}"))
                .map((row, context) -> breakpoint(row))
                .list();
    }

    private static SetBreakpoint breakpoint(ResultSet row) throws SQLException {
        return new SetBreakpoint(
                new Breakpoint(
                        new WorkflowId(row.getString("workflow_id")),
                        new StepId(row.getString("step_id")),
                        number(row, "version"),
                        number(row, "instance"),
                        number(row, "run"),
                        number(row, "attempt").map(Long::intValue)),
                row.getString("set_by"),
                row.getString("reason"),
                Times.read(row, "set_at").orElseThrow());
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        return Optional.of(row.getLong(column)).filter(number -> number != ALL);
    }
}
