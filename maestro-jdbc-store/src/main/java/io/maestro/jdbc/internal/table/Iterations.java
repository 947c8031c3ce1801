package io.maestro.jdbc.internal.table;

import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.sql.Names;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.store.ChildSummary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the iterations of a loop, in the database as far as it can: there are few different rollups, and few gaps.
 *
 * @param names the names of the tables
 */
public record Iterations(Names names) {

    private record Group(RunStatus status, @Nullable String rollup, long count) {}

    private record Gap(long first, long end) {}

    /**
     * Tells how the iterations of a loop stand.
     *
     * @param handle the connection, on which everything is seen as it was at one time
     * @param workflow the workflow that stands for the body
     * @param run the number of the iterations' runs
     * @return the summary
     */
    public ChildSummary summary(Handle handle, WorkflowId workflow, long run) {
        var ended = new EnumMap<RunStatus, Long>(RunStatus.class);
        var leaves = new EnumMap<StepStatus, Long>(StepStatus.class);
        for (var group : endedGroups(handle, workflow, run)) {
            ended.merge(group.status(), group.count(), Long::sum);
            Runs.rollup(group.rollup())
                    .counts()
                    .forEach((status, each) -> leaves.merge(status, each * group.count(), Long::sum));
        }
        return new ChildSummary(
                last(handle, workflow, run),
                ended,
                leaves.isEmpty() ? Rollup.none() : new Rollup(leaves),
                unfinished(handle, workflow, run),
                missing(handle, workflow, run));
    }

    private List<Group> endedGroups(Handle handle, WorkflowId workflow, long run) {
        return handle.select(names.in("""
                                select status, rollup, count(*) from {workflow_run}
                                where workflow_id = ? and run = ? and not unfinished
                                group by status, rollup"""), workflow.value(), run)
                .map((row, context) -> new Group(RunStatus.valueOf(row.getString(1)), row.getString(2), row.getLong(3)))
                .list();
    }

    private long last(Handle handle, WorkflowId workflow, long run) {
        return handle.select(
                        names.in(
                                "select coalesce(max(instance), 0) from {workflow_run} where workflow_id = ? and run = ?"),
                        workflow.value(),
                        run)
                .mapTo(long.class)
                .one();
    }

    private List<RunId> unfinished(Handle handle, WorkflowId workflow, long run) {
        return handle.select(names.in("""
                                select instance from {workflow_run}
                                where workflow_id = ? and run = ? and unfinished order by instance"""), workflow.value(), run)
                .map((row, context) -> new RunId(workflow, row.getLong(1), run))
                .list();
    }

    private List<Long> missing(Handle handle, WorkflowId workflow, long run) {
        var gaps = handle.select(names.in("""
                                select previous + 1, instance from (
                                  select instance, lag(instance, 1, cast(0 as bigint)) over (order by instance) as previous
                                  from {workflow_run} where workflow_id = ? and run = ?) as places
                                where instance > previous + 1 order by instance"""), workflow.value(), run)
                .map((row, context) -> new Gap(row.getLong(1), row.getLong(2)))
                .list();
        var missing = new ArrayList<Long>();
        for (var gap : gaps) {
            for (long number = gap.first(); number < gap.end(); number++) {
                missing.add(number);
            }
        }
        return missing;
    }
}
