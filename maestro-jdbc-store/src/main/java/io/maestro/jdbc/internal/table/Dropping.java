package io.maestro.jdbc.internal.table;

import io.maestro.jdbc.internal.sql.Dialect;
import io.maestro.jdbc.internal.sql.Names;
import io.maestro.run.DroppedVisits;
import java.util.ArrayDeque;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Deletes attempts that are not kept any more, and the ended runs that these started, on all levels.
 *
 * @param dialect the database
 * @param names the names of the tables
 */
record Dropping(Dialect dialect, Names names) {

    private static final String ENDED = "{workflow_run} r where " + RunRange.CONDITION + " and not r.unfinished";

    void drop(Handle handle, List<DroppedVisits> visits) {
        if (visits.isEmpty()) {
            return;
        }
        var started = new ArrayDeque<RunRange>();
        dialect.drop(handle, visits).forEach(children -> RunRange.of(children).ifPresent(started::add));
        while (!started.isEmpty()) {
            var ended = started.remove();
            handle.select(names.in("""
                                    select a.children from {step_attempt} a
                                    where a.children is not null and a.run_id in (select r.id from\s""" + ENDED + ')'), ended.arguments())
                    .mapTo(String.class)
                    .list()
                    .forEach(children -> RunRange.of(children).ifPresent(started::add));
            handle.execute(
                    names.in("delete from {step_attempt} where run_id in (select r.id from " + ENDED + ')'),
                    ended.arguments());
            handle.execute(names.in("delete from " + ENDED), ended.arguments());
        }
    }
}
