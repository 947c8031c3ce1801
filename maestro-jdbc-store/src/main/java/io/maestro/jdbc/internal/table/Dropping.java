package io.maestro.jdbc.internal.table;

import io.maestro.jdbc.internal.json.JsonText;
import io.maestro.jdbc.internal.json.ModelJson;
import io.maestro.jdbc.internal.sql.Dialect;
import io.maestro.jdbc.internal.sql.Names;
import io.maestro.run.Children;
import io.maestro.run.DroppedVisits;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jdbi.v3.core.Handle;

/**
 * Deletes attempts that are not kept any more, and the ended runs that these started, on all levels.
 *
 * @param dialect the database
 * @param names the names of the tables
 */
record Dropping(Dialect dialect, Names names) {

    private static final String ENDED = """
            {workflow_run} r where r.workflow_id = ? and r.run = ? and r.instance between ? and ? and not r.unfinished""";

    /** Runs of one workflow. */
    private record Range(String workflow, long run, long first, long last) {

        Object[] arguments() {
            return new Object[] {workflow, run, first, last};
        }
    }

    void drop(Handle handle, List<DroppedVisits> visits) {
        if (visits.isEmpty()) {
            return;
        }
        var started = new ArrayDeque<Range>();
        dialect.drop(handle, visits).forEach(children -> add(children, started));
        while (!started.isEmpty()) {
            var ended = started.remove();
            handle.select(names.in("""
                                    select a.children from {step_attempt} a
                                    where a.children is not null and a.run_id in (select r.id from\s""" + ENDED + ')'), ended.arguments())
                    .mapTo(String.class)
                    .list()
                    .forEach(children -> add(children, started));
            handle.execute(
                    names.in("delete from {step_attempt} where run_id in (select r.id from " + ENDED + ')'),
                    ended.arguments());
            handle.execute(names.in("delete from " + ENDED), ended.arguments());
        }
    }

    private static void add(String stored, Queue<Range> started) {
        switch (ModelJson.read(JsonText.read(stored), Children.class)) {
            case Children.Iterations iterations ->
                started.add(new Range(iterations.workflow().value(), iterations.run(), 1, Long.MAX_VALUE));
            case Children.Subworkflow subworkflow ->
                subworkflow
                        .child()
                        .ifPresent(run -> started.add(
                                new Range(run.workflow().value(), run.run(), run.instance(), run.instance())));
        }
    }
}
