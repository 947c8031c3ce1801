package io.maestro.jdbc.internal.table;

import io.maestro.jdbc.internal.sql.Names;
import io.maestro.run.Children;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.StepStatus;
import io.maestro.store.ChildSummary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the iterations of a loop, in the database as far as it can: there are few different rollups, and few gaps.
 *
 * @param names the names of the tables
 */
public record Iterations(Names names) {

    /** The runs of iterations that count: of each the newest in the range. The arguments are those of {@link #counting}. */
    private static final String COUNTING = """
            r.workflow_id = ? and r.run between ? and ?
              and not exists (select 1 from {workflow_run} l
                               where l.workflow_id = r.workflow_id and l.instance = r.instance
                                 and l.run > r.run and l.run <= ?)
            """;

    private record Group(RunStatus status, @Nullable String rollup, long count) {}

    private record Gap(long first, long end) {}

    /** Which of the earlier runs stand, in the language of the database. */
    private record Standing(String condition, Object argument) {
        static Standing of(Children.Kept kept) {
            return switch (kept) {
                case Children.Kept.Succeeded succeeded -> new Standing("r.status = ?", RunStatus.SUCCEEDED.name());
                case Children.Kept.AllBut allBut -> new Standing("r.instance <> ?", allBut.number());
                case Children.Kept.Before before -> new Standing("r.instance < ?", before.number());
            };
        }
    }

    /**
     * Tells how the iterations of a loop stand.
     *
     * @param handle the connection, on which everything is seen as it was at one time
     * @param of which iterations
     * @return the summary
     */
    public ChildSummary summary(Handle handle, Children.Iterations of) {
        var leaves = new EnumMap<StepStatus, Long>(StepStatus.class);
        var ended = sum(endedGroups(handle, of), leaves);
        long last = last(handle, of);
        var kept = Map.<RunStatus, Long>of();
        var again = List.<Long>of();
        if (of.kept().isPresent()) {
            var standing = Standing.of(of.kept().get());
            kept = sum(keptGroups(handle, of, standing), leaves);
            again = again(handle, of, standing);
            last = Math.max(last, lastKept(handle, of, standing));
        }
        return new ChildSummary(
                last,
                ended,
                leaves.isEmpty() ? Rollup.none() : new Rollup(leaves),
                unfinished(handle, of),
                kept,
                again,
                missing(handle, of));
    }

    private static Map<RunStatus, Long> sum(List<Group> groups, Map<StepStatus, Long> leaves) {
        var sum = new EnumMap<RunStatus, Long>(RunStatus.class);
        for (var group : groups) {
            sum.merge(group.status(), group.count(), Long::sum);
            Runs.rollup(group.rollup())
                    .counts()
                    .forEach((status, each) -> leaves.merge(status, each * group.count(), Long::sum));
        }
        return sum;
    }

    /** Returns the arguments of a condition that begins with {@link #COUNTING}. */
    private static Object[] counting(Children.Iterations of, Object... others) {
        var all = new ArrayList<Object>(List.of(of.workflow().value(), of.since(), of.through(), of.through()));
        all.addAll(List.of(others));
        return all.toArray();
    }

    /** The runs of the attempt itself. Unless one was restarted, each iteration has one, and none need be compared. */
    private static String own(Children.Iterations of) {
        return of.again().isEmpty() ? "r.workflow_id = ? and r.run = ?" : COUNTING + " and r.run >= ?";
    }

    private static Object[] arguments(Children.Iterations of) {
        return of.again().isEmpty() ? new Object[] {of.workflow().value(), of.run()} : counting(of, of.run());
    }

    private List<Group> endedGroups(Handle handle, Children.Iterations of) {
        return groups(handle, own(of) + " and not r.unfinished", arguments(of));
    }

    private List<Group> keptGroups(Handle handle, Children.Iterations of, Standing standing) {
        return groups(
                handle,
                COUNTING + " and r.run < ? and " + standing.condition(),
                counting(of, of.run(), standing.argument()));
    }

    private List<Group> groups(Handle handle, String condition, Object... arguments) {
        return handle.select(
                        names.in("select r.status, r.rollup, count(*) from {workflow_run} r where " + condition
                                + " group by r.status, r.rollup"),
                        arguments)
                .map((row, context) -> new Group(RunStatus.valueOf(row.getString(1)), row.getString(2), row.getLong(3)))
                .list();
    }

    private long last(Handle handle, Children.Iterations of) {
        return number(handle, own(of), arguments(of));
    }

    private long lastKept(Handle handle, Children.Iterations of, Standing standing) {
        return number(
                handle,
                COUNTING + " and r.run < ? and " + standing.condition(),
                counting(of, of.run(), standing.argument()));
    }

    private long number(Handle handle, String condition, Object... arguments) {
        return handle.select(
                        names.in("select coalesce(max(r.instance), 0) from {workflow_run} r where " + condition),
                        arguments)
                .mapTo(long.class)
                .one();
    }

    private List<Long> again(Handle handle, Children.Iterations of, Standing standing) {
        return handle.select(
                        names.in("select r.instance from {workflow_run} r where " + COUNTING
                                + " and r.run < ? and not (" + standing.condition() + ") order by r.instance"),
                        counting(of, of.run(), standing.argument()))
                .mapTo(Long.class)
                .list();
    }

    private List<RunId> unfinished(Handle handle, Children.Iterations of) {
        return handle.select(
                        names.in("select r.instance, r.run from {workflow_run} r where " + own(of)
                                + " and r.unfinished order by r.instance"),
                        arguments(of))
                .map((row, context) -> new RunId(of.workflow(), row.getLong(1), row.getLong(2)))
                .list();
    }

    private List<Long> missing(Handle handle, Children.Iterations of) {
        var gaps = handle.select(names.in("""
                                select previous + 1, instance from (
                                  select instance, lag(instance, 1, cast(0 as bigint)) over (order by instance) as previous
                                  from (select distinct instance from {workflow_run}
                                         where workflow_id = ? and run between ? and ?) as numbers) as places
                                where instance > previous + 1 order by instance"""), of.workflow().value(), of.since(), of.through())
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
