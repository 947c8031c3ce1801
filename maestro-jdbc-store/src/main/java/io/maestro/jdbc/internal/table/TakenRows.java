package io.maestro.jdbc.internal.table;

import io.maestro.jdbc.internal.sql.Dialect;
import io.maestro.jdbc.internal.sql.Insertion;
import io.maestro.run.Fact;
import io.maestro.run.PermitClaim;
import io.maestro.run.StepAttempt;
import io.maestro.run.WakeUp;
import io.maestro.run.WorkflowRun;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Adds what runs take over that begin: runs below them, and attempts. There may be thousands.
 *
 * @param dialect the database
 * @param runs the table of runs
 * @param attempts the table of attempts
 */
record TakenRows(Dialect dialect, Runs runs, Attempts attempts) {

    private static final int AT_ONCE = 500;

    /** Adds rows, once the runs are there that have them. */
    void add(Handle handle, List<Fact> rows) {
        var runRows = new ArrayList<Runs.Row>();
        var attemptRows = new ArrayList<Attempts.Row>();
        for (var fact : rows) {
            switch (fact) {
                case WorkflowRun run -> runRows.add(runs.change(run));
                case StepAttempt attempt -> attemptRows.add(attempts.row(attempt));
                case WakeUp wakeUp -> {}
                case PermitClaim claim -> {}
            }
        }
        add(handle, Runs.BEGINNING, runRows);
        add(handle, Attempts.RECORD, attemptRows);
    }

    private <R> void add(Handle handle, Insertion<R> insertion, List<R> rows) {
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            var some = rows.subList(from, Math.min(from + AT_ONCE, rows.size()));
            dialect.write(handle, List.of(new Insertion.Rows<>(insertion, some)));
        }
    }
}
