package io.maestro.jdbc.internal.sql;

import static java.util.stream.Collectors.joining;

import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.sql.Insertion.Rows;
import io.maestro.run.DroppedVisits;
import io.maestro.store.StoreException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** H2 in a file of its own, within the process: a round trip is a call, and rows are written one by one in a batch. */
public final class H2Dialect implements Dialect {

    private static final int LOCK_TIMEOUT = 50200;

    /** Database closed, connection broken, database open elsewhere, closed by hand, file closed or corrupt while in use. */
    private static final Set<Integer> DISCONNECTED = Set.of(90007, 90067, 90098, 90121, 90028);

    /**
     * Releases that write a commit into room that had become free and forget where: after {@code kill -9} it is gone. {@code
     * H2FileTest} fails with them.
     */
    private static final Set<String> FORGETFUL = Set.of("2.5.250", "2.5.252");

    private final Names names;
    private final boolean syncs;
    private final ConcurrentHashMap<Insertion<?>, String> statements = new ConcurrentHashMap<>();

    /**
     * Creates the dialect.
     *
     * @param names the names of the tables
     * @param syncs whether each commit waits for the disk
     */
    public H2Dialect(Names names, boolean syncs) {
        this.names = names;
        this.syncs = syncs;
    }

    @Override
    public String folder() {
        return "h2";
    }

    @Override
    public void check(Handle handle) {
        requireMindful(handle.select("select h2version()").mapTo(String.class).one());
    }

    static void requireMindful(String release) {
        if (FORGETFUL.contains(release)) {
            throw new StoreException("H2 " + release + " loses commits when the process is killed; use H2 2.4.240");
        }
    }

    @Override
    public boolean writesAtOnce(int kinds) {
        return false;
    }

    @Override
    public void enter(Handle handle) {
        // Nobody else has the file open.
    }

    @Override
    public void write(Handle handle, List<Rows<?>> kinds) {
        kinds.forEach(kind -> write(handle, kind));
    }

    private <R> void write(Handle handle, Rows<R> kind) {
        var sql = statements.computeIfAbsent(kind.insertion(), wanted -> names.in(statement(wanted)));
        try (var batch = handle.prepareBatch(sql)) {
            for (var row : kind.rows()) {
                int position = 0;
                if (kind.insertion().owner().isPresent()) {
                    var run = kind.insertion().owner().get().run().apply(row);
                    batch.bind(position++, run.workflow().value());
                    batch.bind(position++, run.instance());
                    batch.bind(position++, run.run());
                }
                for (var column : kind.insertion().columns()) {
                    batch.bind(position++, argument(column, row));
                }
                batch.add();
            }
            batch.execute();
        }
    }

    /** There are no nodes, so no row belongs to one. */
    private static <R> Argument argument(Column<R> column, R row) {
        return column.type() == ColumnType.OWNER
                ? argument(0L)
                : argument(column.value().apply(row));
    }

    private static Argument argument(@Nullable Object value) {
        var sent = value instanceof Instant instant
                ? instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC)
                : value;
        return (position, statement, context) -> statement.setObject(position, sent);
    }

    private static String statement(Insertion<?> insertion) {
        var own = insertion.columns().stream().map(Column::name).toList();
        var owner = insertion.owner().map(Insertion.Owner::column);
        var values = Stream.concat(
                owner.stream()
                        .map(
                                column ->
                                        "(select r.id from {workflow_run} r where r.workflow_id = ? and r.instance = ? and r.run = ?)"),
                own.stream().map(column -> "?"));
        var verb = insertion.key().isEmpty() ? "insert" : "merge";
        var key = insertion.key().isEmpty() ? "" : " key (" + String.join(", ", insertion.key()) + ')';
        return verb + " into {" + insertion.table() + "} ("
                + Stream.concat(owner.stream(), own.stream()).collect(joining(", ")) + ')' + key + " values ("
                + values.collect(joining(", ")) + ')';
    }

    @Override
    public List<String> drop(Handle handle, List<DroppedVisits> visits) {
        var sql = names.in("""
                select children from old table (
                  delete from {step_attempt} where step_id = ? and visit <= ? and run_id =
                    (select r.id from {workflow_run} r where r.workflow_id = ? and r.instance = ? and r.run = ?))""");
        return visits.stream()
                .flatMap(visit -> handle
                        .select(
                                sql,
                                visit.step().value(),
                                visit.through(),
                                visit.runId().workflow().value(),
                                visit.runId().instance(),
                                visit.runId().run())
                        .map((row, context) -> Optional.ofNullable(row.getString(1)))
                        .list()
                        .stream())
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Map<WorkflowId, Counter> allocate(Handle handle, SortedMap<WorkflowId, Integer> wanted) {
        var last = new HashMap<WorkflowId, Counter>();
        wanted.forEach((workflow, count) -> last.put(workflow, allocate(handle, workflow, count)));
        return last;
    }

    /** Two that come first at the same time both find nothing; the second then waits for the first, and looks again. */
    private Counter allocate(Handle handle, WorkflowId workflow, int count) {
        var update = names.in("select " + Counter.COLUMNS + " from final table (update {workflow_counter}"
                + " set last_instance = last_instance + ? where workflow_id = ?)");
        var insert = names.in("""
                merge into {workflow_counter} c using (values (cast(? as varchar))) v(workflow_id)
                on c.workflow_id = v.workflow_id
                when not matched then insert (workflow_id, last_instance) values (v.workflow_id, 0)""");
        var allocated = handle.select(update, count, workflow.value())
                .map((row, context) -> Counter.read(row))
                .findOne();
        if (allocated.isPresent()) {
            return allocated.get();
        }
        try {
            handle.execute(insert, workflow.value());
        } catch (UnableToExecuteStatementException e) {
            if (!(e.getCause() instanceof SQLException failure) || failure(failure) != Failure.DUPLICATE) {
                throw e;
            }
        }
        return handle.select(update, count, workflow.value())
                .map((row, context) -> Counter.read(row))
                .one();
    }

    /**
     * H2 2.4 may lose the change of a row that another transaction has just changed and undone: the counter is then behind the runs,
     * and every further start would be given a number that is taken.
     */
    @Override
    public boolean losesNumbers() {
        return true;
    }

    @Override
    public void mend(Handle handle, Collection<WorkflowId> workflows) {
        var newest = names.in("""
                select r.instance from {workflow_run} r where r.workflow_id = ?
                order by r.workflow_id desc, r.instance desc, r.run desc limit 1""");
        for (var workflow : workflows) {
            handle.select(newest, workflow.value())
                    .mapTo(long.class)
                    .findOne()
                    .ifPresent(last -> handle.execute(
                            names.in("update {workflow_counter} set last_instance = ?"
                                    + " where workflow_id = ? and last_instance < ?"),
                            last,
                            workflow.value(),
                            last));
        }
    }

    /** A transaction has a number once it has changed something, even if that is undone. */
    @Override
    public String mark(Handle handle) {
        var nobody = "maestro_" + UUID.randomUUID();
        handle.execute(names.in("insert into {workflow_counter} (workflow_id, last_instance) values (?, 0)"), nobody);
        handle.execute(names.in("delete from {workflow_counter} where workflow_id = ?"), nobody);
        return transaction(handle).orElseThrow();
    }

    @Override
    public boolean isMarked(Handle handle, String mark) {
        return transaction(handle).equals(Optional.of(mark));
    }

    private static Optional<String> transaction(Handle handle) {
        return handle.select("select transaction_id()").mapTo(String.class).findOne();
    }

    @Override
    public void afterCommit(Handle handle) {
        if (syncs) {
            handle.execute("checkpoint sync");
        }
    }

    @Override
    public void lock(Handle handle, List<String> keys) {
        // Nobody else has the file open.
    }

    @Override
    public void lockSchema(Handle handle, Names tables) {
        // Nobody else has the file open.
    }

    @Override
    public Failure failure(SQLException failure) {
        if (failure.getErrorCode() == LOCK_TIMEOUT) {
            return Failure.IN_THE_WAY;
        }
        return DISCONNECTED.contains(failure.getErrorCode()) ? Failure.DISCONNECTED : Dialect.standard(failure);
    }
}
