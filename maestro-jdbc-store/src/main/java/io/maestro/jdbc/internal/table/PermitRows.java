package io.maestro.jdbc.internal.table;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.sql.Column;
import io.maestro.jdbc.internal.sql.ColumnType;
import io.maestro.jdbc.internal.sql.Insertion;
import io.maestro.jdbc.internal.sql.Names;
import io.maestro.permit.Limit;
import io.maestro.permit.PermitNeed;
import io.maestro.run.PermitClaim;
import io.maestro.run.PermitHolder;
import io.maestro.run.RunId;
import io.maestro.store.Permits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * The table of permits: a row for each limit that an attempt waits for, or of which it has a permit.
 *
 * @param names the names of the tables
 */
public record PermitRows(Names names) {

    /**
     * That an attempt asks for a permit.
     *
     * @param claim what it asks for
     * @param need of which limit
     */
    public record Asked(PermitClaim claim, PermitNeed need) {

        static Stream<Asked> of(PermitClaim claim) {
            return claim.request().stream()
                    .flatMap(request -> request.needs().stream().map(need -> new Asked(claim, need)));
        }

        private Instant since() {
            return claim.request().orElseThrow().at();
        }

        private int turn() {
            return claim.request().orElseThrow().turn();
        }
    }

    /** Adds rows of those who wait, or has them wait who had permits. */
    public static final Insertion<Asked> ASK = new Insertion<>(
            "permit",
            Optional.of(new Insertion.Owner<>("run_id", row -> row.claim().runId())),
            List.of(
                    new Column<>(
                            "step_id",
                            ColumnType.TEXT,
                            row -> row.claim().step().value()),
                    new Column<>("attempt", ColumnType.INT, row -> row.claim().attempt()),
                    new Column<>(
                            "limit_key", ColumnType.TEXT, row -> key(row.need().limit())),
                    new Column<>(
                            "permits",
                            ColumnType.INT,
                            row -> row.need().permits().orElse(null)),
                    new Column<>("asked_at", ColumnType.TIME, Asked::since),
                    new Column<>("turn", ColumnType.INT, Asked::turn),
                    new Column<>("held", ColumnType.BOOL, row -> false),
                    new Column<>("node", ColumnType.OWNER, row -> true)),
            List.of("run_id", "step_id", "attempt", "limit_key"));

    /** In the words of the index, so that H2 reads it in its order. */
    private static final String ORDER = " order by p.limit_key, p.held, p.asked_at, p.run_id, p.step_id, p.attempt ";

    private static final String HOLDER = "r.workflow_id, r.instance, r.run, p.step_id, p.attempt";

    private static final String OF_RUN =
            "run_id = (select r.id from {workflow_run} r where r.workflow_id = ? and r.instance = ? and r.run = ?)";

    /** The work of an attempt goes on without the node that had it. */
    private static final String GOES_ON = """
            held and exists (
              select 1 from {step_attempt} a
              where a.run_id = p.run_id and a.step_id = p.step_id and a.attempt = p.attempt
                and (a.job_id is not null or a.children is not null))
            """;

    static String key(Limit limit) {
        return limit.kind().name().toLowerCase(Locale.ROOT) + ':' + limit.name();
    }

    static Limit limit(String key) {
        int colon = key.indexOf(':');
        return new Limit(
                Limit.Kind.valueOf(key.substring(0, colon).toUpperCase(Locale.ROOT)), key.substring(colon + 1));
    }

    /** Returns as many question marks as there are limits. */
    static String marks(Collection<Limit> limits) {
        return String.join(", ", Collections.nCopies(limits.size(), "?"));
    }

    /** Returns a query to which limits are bound from a place on; the places behind them are free. */
    private Query bound(Handle handle, String sql, List<Object> arguments) {
        var query = handle.createQuery(names.in(sql));
        for (int i = 0; i < arguments.size(); i++) {
            query.bind(i, arguments.get(i));
        }
        return query;
    }

    /** Takes the rows of attempts away that give back what they have and wait no more. */
    void giveBack(Handle handle, List<PermitClaim> claims) {
        if (claims.isEmpty()) {
            return;
        }
        try (var batch = handle.prepareBatch(
                names.in("delete from {permit} where " + OF_RUN + " and step_id = ? and attempt = ?"))) {
            claims.forEach(claim -> batch.add(
                    claim.runId().workflow().value(),
                    claim.runId().instance(),
                    claim.runId().run(),
                    claim.step().value(),
                    claim.attempt()));
            batch.execute();
        }
    }

    /** An attempt that waits, as it is told apart from others in a transaction. */
    record Key(long run, String step, int attempt) {}

    /** An attempt that waits for a permit. */
    record Line(Key key, Permits.Grant grant, long node, List<PermitNeed> needs) {}

    private record Cell(Key key, Permits.Grant grant, long node, PermitNeed need) {}

    /** Returns those who wait for a permit, whoever has waited longest before the others. */
    List<Line> waiting(Handle handle, Limit limit, Set<Limit> without, int count) {
        var arguments = new ArrayList<Object>(List.of(key(limit)));
        var except = "";
        if (!without.isEmpty()) {
            except = " and not exists (select 1 from {permit} o where o.run_id = p.run_id and o.step_id = p.step_id"
                    + " and o.attempt = p.attempt and o.limit_key in (" + marks(without) + "))";
            without.forEach(other -> arguments.add(key(other)));
        }
        arguments.add(count);
        var sql = "select r.workflow_id, r.instance, r.run, p.run_id, p.step_id, p.attempt, p.turn, p.node,"
                + " n.limit_key, n.permits from (select * from {permit} p where p.limit_key = ? and p.held = false"
                + except
                + ORDER
                + "limit ?) p join {permit} n on n.run_id = p.run_id and n.step_id = p.step_id and n.attempt = p.attempt"
                + " join {workflow_run} r on r.id = p.run_id"
                + " order by p.asked_at, p.run_id, p.step_id, p.attempt, n.limit_key";
        var lines = new ArrayList<Line>();
        for (var cell :
                bound(handle, sql, arguments).map((row, context) -> cell(row)).list()) {
            if (lines.isEmpty() || !lines.getLast().key().equals(cell.key())) {
                lines.add(new Line(cell.key(), cell.grant(), cell.node(), new ArrayList<>()));
            }
            lines.getLast().needs().add(cell.need());
        }
        return lines;
    }

    private static Cell cell(ResultSet row) throws SQLException {
        return new Cell(
                new Key(row.getLong("run_id"), row.getString("step_id"), row.getInt("attempt")),
                grant(row),
                row.getLong("node"),
                need(row));
    }

    private static PermitNeed need(ResultSet row) throws SQLException {
        return new PermitNeed(
                limit(row.getString("limit_key")), Optional.ofNullable(row.getObject("permits", Integer.class)));
    }

    private static Permits.Grant grant(ResultSet row) throws SQLException {
        return new Permits.Grant(holder(row), row.getInt("turn"));
    }

    private static PermitHolder holder(ResultSet row) throws SQLException {
        return new PermitHolder(
                new RunId(new WorkflowId(row.getString("workflow_id")), row.getLong("instance"), row.getLong("run")),
                new StepId(row.getString("step_id")),
                row.getInt("attempt"));
    }

    /** Tells whether anybody waits for one of some limits. */
    boolean isAwaited(Handle handle, Collection<Limit> limits) {
        var keys = limits.stream().<Object>map(PermitRows::key).toList();
        return bound(
                        handle,
                        "select 1 from {permit} where limit_key in (" + marks(limits) + ") and held = false limit 1",
                        keys)
                .mapTo(int.class)
                .findOne()
                .isPresent();
    }

    /** Tells how many have a permit. */
    long held(Handle handle, Limit limit) {
        return handle.select(names.in("select count(*) from {permit} where limit_key = ? and held = true"), key(limit))
                .mapTo(long.class)
                .one();
    }

    /** Gives an attempt all permits that it waits for; false if it waits no more. */
    boolean grant(Handle handle, Key key) {
        return handle.execute(
                        names.in("update {permit} set held = true where run_id = ? and step_id = ? and attempt = ?"
                                + " and held = false"),
                        key.run(),
                        key.step(),
                        key.attempt())
                > 0;
    }

    /**
     * Returns which attempts of a node have permits of some limits.
     *
     * @param handle the connection
     * @param node the node
     * @param limits the limits
     * @return the attempts, each once
     */
    public Set<Permits.Grant> held(Handle handle, long node, Collection<Limit> limits) {
        if (limits.isEmpty()) {
            return Set.of();
        }
        var arguments = new ArrayList<Object>(List.of(node));
        limits.forEach(limit -> arguments.add(key(limit)));
        return bound(
                        handle,
                        "select distinct " + HOLDER
                                + ", p.turn from {permit} p join {workflow_run} r on r.id = p.run_id"
                                + " where p.node = ? and p.held = true and p.limit_key in (" + marks(limits) + ")",
                        arguments)
                .map((row, context) -> grant(row))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns for what attempts of a node wait.
     *
     * @param handle the connection
     * @param node the node
     * @return the limits
     */
    public Set<Limit> awaited(Handle handle, long node) {
        return handle
                .select(names.in("select distinct limit_key from {permit} where node = ? and held = false"), node)
                .mapTo(String.class)
                .list()
                .stream()
                .map(PermitRows::limit)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns what an attempt waits for; nothing if it does not wait. */
    List<PermitNeed> needs(Handle handle, PermitHolder waiting) {
        return handle.select(
                        names.in("select limit_key, permits from {permit} where " + OF_RUN
                                + " and step_id = ? and attempt = ? and held = false order by limit_key"),
                        waiting.runId().workflow().value(),
                        waiting.runId().instance(),
                        waiting.runId().run(),
                        waiting.step().value(),
                        waiting.attempt())
                .map((row, context) -> need(row))
                .list();
    }

    /** Returns who has a permit of a limit, those who have waited longest for it before the others. */
    List<PermitHolder> holders(Handle handle, Limit limit, int count) {
        return handle.select(
                        names.in("select " + HOLDER + " from {permit} p join {workflow_run} r on r.id = p.run_id"
                                + " where p.limit_key = ? and p.held = true" + ORDER + "limit ?"),
                        key(limit),
                        count)
                .map((row, context) -> holder(row))
                .list();
    }

    /** Tells how many have waited for a permit for longer than an attempt. */
    long ahead(Handle handle, Limit limit, PermitHolder waiting) {
        return handle.select(
                        names.in("""
                                select count(*) from {permit} p
                                join {permit} me on me.limit_key = p.limit_key and me.step_id = ? and me.attempt = ? and me.""" + OF_RUN + """
                                 where p.limit_key = ? and p.held = false
                                  and (p.asked_at, p.run_id, p.step_id, p.attempt) < (me.asked_at, me.run_id, me.step_id, me.attempt)
                                """),
                        waiting.step().value(),
                        waiting.attempt(),
                        waiting.runId().workflow().value(),
                        waiting.runId().instance(),
                        waiting.runId().run(),
                        key(limit))
                .mapTo(long.class)
                .one();
    }

    /**
     * Has the permits of a run return that the attempts of a node have, unless their work goes on without it.
     *
     * @param handle the connection
     * @param node the node
     * @param run the run
     * @return how many there were
     */
    public int recall(Handle handle, long node, RunId run) {
        return handle.execute(
                names.in("delete from {permit} p where p.node = ? and p." + OF_RUN + " and not (" + GOES_ON + ")"),
                node,
                run.workflow().value(),
                run.instance(),
                run.run());
    }

    /**
     * Has all permits return, but those of attempts whose work goes on by itself.
     *
     * @param handle the connection
     * @return how many there were
     */
    public int recallAll(Handle handle) {
        return handle.execute(names.in("delete from {permit} p where not (" + GOES_ON + ")"));
    }

    /**
     * Returns what has the permits return of nodes that are not live.
     *
     * @return SQL
     */
    public static String ofTheDead() {
        return "delete from {permit} p where not exists (select 1 from {node} n where n.id = p.node and n.live) and not ("
                + GOES_ON + ")";
    }
}
