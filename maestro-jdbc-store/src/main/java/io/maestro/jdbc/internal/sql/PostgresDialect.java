package io.maestro.jdbc.internal.sql;

import static java.util.stream.Collectors.joining;

import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.sql.Insertion.Rows;
import io.maestro.run.DroppedVisits;
import io.maestro.run.RunId;
import io.maestro.store.StoreException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL from version 14 on. All rows that a commit writes are handed over in one statement, a column an array, so that a
 * commit without new instances is one round trip however many rows it has. That statement has the fence in it: it writes nothing if
 * this node was taken for dead.
 */
public final class PostgresDialect implements Dialect {

    /** Serialisation failure, deadlock, lock not available, too many connections, shutting down or starting up, out of memory. */
    private static final Set<String> IN_THE_WAY = Set.of("40001", "40P01", "55P03", "53300", "53200", "53400");

    private static final Set<String> DISCONNECTED = Set.of("57P01", "57P02", "57P03", "25P03");

    private static final int RELEASES_A_VERSION = 10_000;
    private static final int OLDEST = 14 * RELEASES_A_VERSION;

    /**
     * The row of this node, locked so that nobody can take its runs before what follows is committed. A take-over that came first is
     * seen, since a row that had to be waited for is read again.
     */
    private static final String FENCE = "select id from {node} where id = ? and live for key share";

    private final Names names;
    private final Fence fence;
    private final ConcurrentHashMap<List<Insertion<?>>, String> statements = new ConcurrentHashMap<>();

    /**
     * Creates the dialect.
     *
     * @param names the names of the tables
     * @param fence which node this is
     */
    public PostgresDialect(Names names, Fence fence) {
        this.names = names;
        this.fence = fence;
    }

    @Override
    public String folder() {
        return "postgresql";
    }

    @Override
    public void check(Handle handle) {
        int release = handle.select("show server_version_num").mapTo(int.class).one();
        if (release < OLDEST) {
            throw new StoreException(
                    "the store needs PostgreSQL 14 or newer, but this is " + release / RELEASES_A_VERSION);
        }
    }

    @Override
    public boolean writesAtOnce(int kinds) {
        return true;
    }

    /** Who stops within a transaction must not keep others from its runs: the server then ends it. */
    @Override
    public void enter(Handle handle) {
        var sql = names.in("with fence as materialized (" + FENCE + ") "
                + "select set_config('idle_in_transaction_session_timeout', ?, true) from fence");
        var passed = handle.createQuery(sql)
                .bind(0, fence.node())
                .bind(1, String.valueOf(fence.patience().toMillis()))
                .mapTo(String.class)
                .findOne();
        if (passed.isEmpty()) {
            throw fence.refusal();
        }
    }

    @Override
    public void write(Handle handle, List<Rows<?>> kinds) {
        var insertions = new ArrayList<Insertion<?>>(kinds.size());
        kinds.forEach(kind -> insertions.add(kind.insertion()));
        var sql = statements.computeIfAbsent(insertions, wanted -> names.in(statement(wanted)));
        try (var update = handle.createUpdate(sql)) {
            int position = 0;
            update.bind(position++, fence.node());
            for (var kind : kinds) {
                for (var array : arrays(kind)) {
                    update.bind(position++, array);
                }
            }
            if (update.execute() == 0) {
                throw fence.refusal();
            }
        }
    }

    private static <R> List<Argument> arrays(Rows<R> kind) {
        var arrays = new ArrayList<Argument>();
        kind.insertion().owner().ifPresent(owner -> {
            var runs = kind.rows().stream().map(owner.run()).toList();
            arrays.add(array(
                    "text", runs.stream().map(run -> run.workflow().value()).toArray(String[]::new)));
            arrays.add(array("int8", runs.stream().map(RunId::instance).toArray(Long[]::new)));
            arrays.add(array("int8", runs.stream().map(RunId::run).toArray(Long[]::new)));
        });
        for (var column : kind.insertion().columns()) {
            arrays.add(array(column.type().sentAs(), values(kind.rows(), column)));
        }
        return arrays;
    }

    private static <R> @Nullable Object[] values(List<R> rows, Column<R> column) {
        var values = rows.stream().map(column.value());
        return switch (column.type()) {
            case TEXT, JSON -> values.toArray(String[]::new);
            case TIME -> values.map(PostgresDialect::time).toArray(String[]::new);
            case LONG -> values.toArray(Long[]::new);
            case INT -> values.toArray(Integer[]::new);
            case BOOL, OWNER -> values.toArray(Boolean[]::new);
        };
    }

    private static @Nullable String time(@Nullable Object value) {
        return value instanceof Instant instant
                ? instant.truncatedTo(ChronoUnit.MICROS).toString()
                : null;
    }

    private static Argument array(String type, @Nullable Object[] values) {
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf(type, values));
    }

    /** The fence, and all but the last of the insertions, are handed over in front of it. */
    private static String statement(List<Insertion<?>> insertions) {
        var all = insertions.stream().map(PostgresDialect::insert).toList();
        var before = IntStream.range(0, all.size() - 1)
                .mapToObj(i -> ", part" + i + " as (" + all.get(i) + ")")
                .collect(joining());
        return "with fence as materialized (" + FENCE + ")" + before + ' ' + all.getLast();
    }

    private static <R> String insert(Insertion<R> insertion) {
        var owner = insertion.owner().map(Insertion.Owner::column);
        var columns = insertion.columns();
        var own = columns.stream().map(Column::name).toList();
        var arrays = Stream.concat(
                owner.stream().flatMap(column -> Stream.of("text", "int8", "int8")),
                columns.stream().map(column -> column.type().sentAs()));
        var given = Stream.concat(
                owner.stream().flatMap(column -> Stream.of("owner_workflow", "owner_instance", "owner_run")),
                own.stream());
        var values = Stream.concat(
                owner.stream().map(column -> """
                        (select r.id from {workflow_run} r
                          where r.workflow_id = t.owner_workflow and r.instance = t.owner_instance and r.run = t.owner_run)"""), columns.stream().map(PostgresDialect::value));
        return "insert into {" + insertion.table() + "} ("
                + Stream.concat(owner.stream(), own.stream()).collect(joining(", ")) + ") select "
                + values.collect(joining(", ")) + " from unnest("
                + arrays.map(type -> "cast(? as " + type + "[])").collect(joining(", "))
                + ") with ordinality as t(" + given.collect(joining(", ")) + ", place), fence order by t.place"
                + onConflict(insertion, own);
    }

    private static String value(Column<?> column) {
        var given = "cast(t." + column.name() + " as " + column.type().sqlName() + ')';
        return column.type() == ColumnType.OWNER ? "case when " + given + " then fence.id else 0 end" : given;
    }

    private static String onConflict(Insertion<?> insertion, List<String> own) {
        var key = insertion.key();
        return key.isEmpty()
                ? ""
                : " on conflict (" + String.join(", ", key) + ") do update set "
                        + own.stream()
                                .filter(column -> !key.contains(column))
                                .map(column -> column + " = excluded." + column)
                                .collect(joining(", "));
    }

    @Override
    public List<String> drop(Handle handle, List<DroppedVisits> visits) {
        var sql = names.in("""
                delete from {step_attempt} a
                using unnest(cast(? as text[]), cast(? as int8[]), cast(? as int8[]), cast(? as text[]), cast(? as int4[]))
                        as t(workflow_id, instance, run, step_id, through), {workflow_run} r
                where r.workflow_id = t.workflow_id and r.instance = t.instance and r.run = t.run
                  and a.run_id = r.id and a.step_id = t.step_id and a.visit <= t.through
                returning a.children""");
        var runs = visits.stream().map(DroppedVisits::runId).toList();
        try (var query = handle.createQuery(sql)) {
            return query
                    .bind(
                            0,
                            array(
                                    "text",
                                    runs.stream()
                                            .map(run -> run.workflow().value())
                                            .toArray(String[]::new)))
                    .bind(1, array("int8", runs.stream().map(RunId::instance).toArray(Long[]::new)))
                    .bind(2, array("int8", runs.stream().map(RunId::run).toArray(Long[]::new)))
                    .bind(
                            3,
                            array(
                                    "text",
                                    visits.stream()
                                            .map(visit -> visit.step().value())
                                            .toArray(String[]::new)))
                    .bind(
                            4,
                            array(
                                    "int4",
                                    visits.stream().map(DroppedVisits::through).toArray(Integer[]::new)))
                    .map((row, context) -> Optional.ofNullable(row.getString(1)))
                    .stream()
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    @Override
    public Map<WorkflowId, Counter> allocate(Handle handle, SortedMap<WorkflowId, Integer> wanted) {
        var sql = names.in("""
                insert into {workflow_counter} as c (workflow_id, last_instance)
                select t.workflow_id, t.wanted
                from unnest(cast(? as text[]), cast(? as int8[])) as t(workflow_id, wanted)
                order by t.workflow_id collate "C"
                on conflict (workflow_id) do update set last_instance = c.last_instance + excluded.last_instance
                returning workflow_id,\s""" + Counter.COLUMNS);
        var last = new HashMap<WorkflowId, Counter>();
        try (var query = handle.createQuery(sql)) {
            query.bind(
                            0,
                            array(
                                    "text",
                                    wanted.keySet().stream()
                                            .map(WorkflowId::value)
                                            .toArray(String[]::new)))
                    .bind(
                            1,
                            array(
                                    "int8",
                                    wanted.values().stream()
                                            .map(Integer::longValue)
                                            .toArray(Long[]::new)))
                    .map((row, context) -> last.put(new WorkflowId(row.getString(1)), Counter.read(row)))
                    .list();
        }
        return last;
    }

    @Override
    public boolean losesNumbers() {
        return false;
    }

    @Override
    public void mend(Handle handle, Collection<WorkflowId> workflows) {
        // A counter is never behind.
    }

    @Override
    public String mark(Handle handle) {
        return handle.select("select cast(pg_current_xact_id() as text)")
                .mapTo(String.class)
                .one();
    }

    @Override
    public boolean isMarked(Handle handle, String mark) {
        return handle.select("select cast(pg_current_xact_id_if_assigned() as text)")
                .mapTo(String.class)
                .findOne()
                .equals(Optional.of(mark));
    }

    @Override
    public void afterCommit(Handle handle) {
        // What PostgreSQL has committed is as durable as its own settings make it.
    }

    @Override
    public void lock(Handle handle, List<String> keys) {
        var sql = names.in("select pg_advisory_xact_lock("
                + "hashtextextended('maestro ' || current_schema() || ' {permit} ' || cast(? as text), 0))");
        keys.forEach(key -> handle.execute(sql, key));
    }

    @Override
    public void lockSchema(Handle handle, Names tables) {
        handle.execute(
                "select pg_advisory_xact_lock(hashtextextended(?, 0))",
                "maestro migration " + tables.in("{step_attempt}"));
    }

    @Override
    public Failure failure(SQLException failure) {
        var state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (IN_THE_WAY.contains(state)) {
            return Failure.IN_THE_WAY;
        }
        return DISCONNECTED.contains(state) ? Failure.DISCONNECTED : Dialect.standard(failure);
    }
}
