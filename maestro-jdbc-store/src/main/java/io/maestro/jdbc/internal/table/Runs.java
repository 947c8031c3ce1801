package io.maestro.jdbc.internal.table;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.json.JsonText;
import io.maestro.jdbc.internal.json.ModelJson;
import io.maestro.jdbc.internal.json.ParamsJson;
import io.maestro.jdbc.internal.json.ParamsSize;
import io.maestro.jdbc.internal.json.Payloads;
import io.maestro.jdbc.internal.json.TakenActions;
import io.maestro.jdbc.internal.sql.Column;
import io.maestro.jdbc.internal.sql.ColumnType;
import io.maestro.jdbc.internal.sql.Insertion;
import io.maestro.jdbc.internal.sql.Names;
import io.maestro.param.EvaluatedParam;
import io.maestro.run.DefinitionRef;
import io.maestro.run.Ending;
import io.maestro.run.Initiator;
import io.maestro.run.RefusedStart;
import io.maestro.run.Restart;
import io.maestro.run.Rollup;
import io.maestro.run.RunId;
import io.maestro.run.RunStatus;
import io.maestro.run.Unblocking;
import io.maestro.run.WorkflowRun;
import io.maestro.store.NewRun;
import io.maestro.store.RunQuery;
import io.maestro.value.JavaValue;
import io.maestro.value.ValueCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** The table of runs. */
public final class Runs {

    private static final List<Column<Row>> WRITTEN = List.of(
            new Column<>(
                    "workflow_id",
                    ColumnType.TEXT,
                    row -> row.run.runId().workflow().value()),
            new Column<>("instance", ColumnType.LONG, row -> row.run.runId().instance()),
            new Column<>("run", ColumnType.LONG, row -> row.run.runId().run()),
            new Column<>("status", ColumnType.TEXT, row -> row.run.status().name()),
            new Column<>(
                    "definition_id",
                    ColumnType.TEXT,
                    row -> row.run.definition().workflow().value()),
            new Column<>(
                    "definition_version",
                    ColumnType.LONG,
                    row -> row.run.definition().version()),
            new Column<>(
                    "definition_body",
                    ColumnType.JSON,
                    row -> body(row.run.definition().body())),
            new Column<>("initiator", ColumnType.JSON, row -> initiator(row.run.initiator())),
            new Column<>("awaited", ColumnType.BOOL, row -> row.run.initiator().isAwaited()),
            new Column<>("item", ColumnType.JSON, row -> row.item),
            new Column<>("params", ColumnType.JSON, row -> row.params),
            new Column<>("encoded", ColumnType.BOOL, row -> row.encoded),
            new Column<>("created_at", ColumnType.TIME, row -> row.run.createdAt()),
            new Column<>(
                    "started_at", ColumnType.TIME, row -> row.run.startedAt().orElse(null)),
            new Column<>("ended_at", ColumnType.TIME, row -> row.run.endedAt().orElse(null)),
            new Column<>(
                    "ending",
                    ColumnType.JSON,
                    row -> row.run.ending().map(Runs::ending).orElse(null)),
            new Column<>("rollup", ColumnType.TEXT, row -> rollup(row.run.rollup())),
            new Column<>("priority", ColumnType.INT, row -> row.run.priority()),
            new Column<>(
                    "unblocking",
                    ColumnType.JSON,
                    row -> row.run.unblocking().map(Runs::unblocking).orElse(null)),
            new Column<>("actions", ColumnType.JSON, row -> row.actions),
            new Column<>("restart", ColumnType.JSON, row -> row.restart));

    private static final Column<Row> NODE = new Column<>("node", ColumnType.OWNER, row -> row.here);

    /** Adds runs that begin. */
    public static final Insertion<Row> BEGINNING = new Insertion<>(
            "workflow_run",
            Optional.empty(),
            Stream.concat(
                            WRITTEN.stream(),
                            Stream.of(new Column<Row>("request_id", ColumnType.TEXT, row -> row.requestId), NODE))
                    .toList(),
            List.of());

    /** Puts rows in the place of those that are there. */
    public static final Insertion<Row> CHANGE = new Insertion<>(
            "workflow_run", Optional.of(new Insertion.Owner<>("id", row -> row.run.runId())), WRITTEN, List.of("id"));

    /** As {@link #CHANGE}, for runs that begin after they have waited: from then on they belong to a node. */
    public static final Insertion<Row> RELEASE = new Insertion<>(
            "workflow_run",
            Optional.of(new Insertion.Owner<>("id", row -> row.run.runId())),
            Stream.concat(WRITTEN.stream(), Stream.of(NODE)).toList(),
            List.of("id"));

    private static final String SELECT = """
            select r.workflow_id, r.instance, r.run, r.status, r.definition_id, r.definition_version, r.definition_body,
                   r.initiator, r.item, r.params, r.encoded, r.created_at, r.started_at, r.ended_at, r.ending, r.rollup,
                   r.priority, r.unblocking, r.actions, r.restart
            from {workflow_run} r
            """;

    private final Names names;
    private final Payloads payloads;
    private final ValueCodec values;

    /**
     * A run as it is written.
     *
     * @param run the run
     * @param requestId the request that it began for, or null
     * @param item the element that it runs for, as it is stored, or null
     * @param params its params as they are stored, or null if it has none
     * @param actions what was asked of it as it is stored, or null
     * @param restart how it goes on from others as it is stored, or null if it does not
     * @param encoded whether these are encoded
     * @param here whether it belongs to this node when it begins, or to none
     */
    public record Row(
            WorkflowRun run,
            @Nullable String requestId,
            @Nullable String item,
            @Nullable String params,
            @Nullable String actions,
            @Nullable String restart,
            boolean encoded,
            boolean here) {

        /**
         * Returns the same run under another number.
         *
         * @param number its number
         * @return the row
         */
        public Row numbered(RunId number) {
            return with(run.numbered(number));
        }

        /**
         * Returns the same run as it stands otherwise. One that waits for its turn belongs to no node.
         *
         * @param changed the run
         * @return the row
         */
        public Row with(WorkflowRun changed) {
            return new Row(changed, requestId, item, params, actions, restart, encoded, here && !changed.isQueued());
        }
    }

    /**
     * Creates the gateway.
     *
     * @param names the names of the tables
     * @param payloads what is done to payloads
     * @param values reads values of Java code
     */
    public Runs(Names names, Payloads payloads, ValueCodec values) {
        this.names = names;
        this.payloads = payloads;
        this.values = values;
    }

    /**
     * Returns what is done to payloads.
     *
     * @return it
     */
    public Payloads payloads() {
        return payloads;
    }

    /**
     * Prepares a run to be written that begins.
     *
     * @param newRun the run
     * @param runId which it is
     * @return the row
     */
    Row beginning(NewRun newRun, RunId runId) {
        var request = switch (newRun.key()) {
            case NewRun.NextInstance next -> next.requestId();
            case NewRun.Numbered numbered -> Optional.<String>empty();
            case NewRun.Restarted restarted -> Optional.of(restarted.requestId());
        };
        return row(newRun.row(runId), request, newRun.place() == NewRun.Place.HERE);
    }

    /**
     * Prepares a run to be written that has begun.
     *
     * @param run the run
     * @return the row
     */
    Row change(WorkflowRun run) {
        return row(run, Optional.empty(), true);
    }

    /**
     * Prepares a run to be written that begins after it has waited.
     *
     * @param run the run
     * @param place to which node it belongs
     * @return the row
     */
    Row release(WorkflowRun run, NewRun.Place place) {
        return row(run, Optional.empty(), place == NewRun.Place.HERE);
    }

    private Row row(WorkflowRun run, Optional<String> requestId, boolean here) {
        var item = run.initiator() instanceof Initiator.ByStep by
                ? by.item().map(value -> value.text().orElseThrow()).orElse(null)
                : null;
        var params = ParamsJson.ofRun(run).map(JsonText::write).orElse(null);
        return new Row(
                run,
                requestId
                        .map(id -> Texts.storable("a request id", id, Texts.MAX_REQUEST_ID))
                        .orElse(null),
                payloads.stored("the element of a run", item),
                payloads.stored("the params of a run", params),
                payloads.encoded(TakenActions.write(run.actions())),
                payloads.stored(
                        "how a run goes on",
                        run.restart()
                                .map(restart -> JsonText.write(ModelJson.write(restart, Restart.class)))
                                .orElse(null)),
                payloads.encodes(),
                here);
    }

    /**
     * Makes sure that params are not above the limit. Those that are far from it are not written for that.
     *
     * @param params the params of a run or of a step
     * @throws io.maestro.jdbc.PayloadTooLargeException if they are
     */
    public void requireRecordable(Map<String, EvaluatedParam> params) {
        if (ParamsSize.mayExceed(params, payloads.limit())) {
            payloads.requireWithinLimit("a map of params", JsonText.write(ParamsJson.write(params)));
        }
    }

    private static @Nullable String body(List<StepId> path) {
        if (path.isEmpty()) {
            return null;
        }
        var array = JsonNodeFactory.instance.arrayNode();
        path.forEach(step -> array.add(step.value()));
        return JsonText.write(array);
    }

    /** The element has a column of its own, since it is a payload. */
    private static @Nullable String initiator(Initiator initiator) {
        var bare = initiator instanceof Initiator.ByStep by ? withItem(by, Optional.empty()) : initiator;
        return bare.equals(Initiator.unknown()) ? null : JsonText.write(ModelJson.write(bare, Initiator.class));
    }

    private static Initiator withItem(Initiator.ByStep by, Optional<JavaValue> item) {
        return new Initiator.ByStep(
                by.kind(), by.parent(), by.step(), by.attempt(), by.awaited(), by.depth(), by.root(), item);
    }

    /** What was given is a payload, and so stands with the params. */
    private static String ending(Ending ending) {
        return JsonText.write(ModelJson.write(with(ending, Optional.empty()), Ending.class));
    }

    private static Ending with(Ending ending, Optional<RefusedStart> refused) {
        return new Ending(
                ending.outcome(), ending.reason(), ending.at(), ending.compensation(), ending.handling(), refused);
    }

    private static String unblocking(Unblocking unblocking) {
        return JsonText.write(ModelJson.write(unblocking, Unblocking.class));
    }

    private static @Nullable String rollup(Rollup rollup) {
        return rollup.counts().isEmpty() ? null : JsonText.write(ModelJson.write(rollup, Rollup.class));
    }

    /**
     * Reads a rollup.
     *
     * @param stored what the column holds, or null
     * @return the rollup
     */
    static Rollup rollup(@Nullable String stored) {
        return stored == null ? Rollup.none() : ModelJson.read(JsonText.read(stored), Rollup.class);
    }

    /**
     * Returns a run.
     *
     * @param handle the connection
     * @param runId the run
     * @return its row, or empty if it does not exist
     */
    public Optional<WorkflowRun> find(Handle handle, RunId runId) {
        return find(
                handle,
                "",
                "where r.workflow_id = ? and r.instance = ? and r.run = ?",
                runId.workflow().value(),
                runId.instance(),
                runId.run());
    }

    /** Returns the run that a condition holds for, if there is one, where the condition may refer to what is done first. */
    Optional<WorkflowRun> find(Handle handle, String first, String condition, Object... arguments) {
        return handle.select(names.in(first + SELECT + condition), arguments)
                .map((row, context) -> run(row))
                .findOne();
    }

    /**
     * Returns the run that began for a request.
     *
     * @param handle the connection
     * @param workflow the workflow
     * @param requestId the request
     * @return its row, or empty if there is none
     */
    public Optional<WorkflowRun> requested(Handle handle, WorkflowId workflow, String requestId) {
        return find(handle, "", "where r.workflow_id = ? and r.request_id = ?", workflow.value(), requestId);
    }

    /**
     * Returns a page of runs.
     *
     * @param handle the connection
     * @param query which
     * @return the rows
     */
    public List<WorkflowRun> page(Handle handle, RunQuery query) {
        var conditions = new ArrayList<String>();
        var arguments = new ArrayList<Object>();
        query.workflow().ifPresent(workflow -> {
            conditions.add("r.workflow_id = ?");
            arguments.add(workflow.value());
        });
        if (!query.statuses().isEmpty()) {
            conditions.add("r.status in ("
                    + String.join(
                            ", ", query.statuses().stream().map(status -> "?").toList()) + ")");
            query.statuses().forEach(status -> arguments.add(status.name()));
        }
        query.before().ifPresent(last -> {
            conditions.add("(r.workflow_id, r.instance, r.run) < (?, ?, ?)");
            arguments.addAll(List.of(last.workflow().value(), last.instance(), last.run()));
        });
        arguments.add(query.limit());
        var where = conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
        return handle.select(
                        names.in(SELECT + where + " order by r.workflow_id desc, r.instance desc, r.run desc limit ?"),
                        arguments.toArray())
                .map((row, context) -> run(row))
                .list();
    }

    /** Returns the runs that a condition holds for. */
    List<WorkflowRun> list(Handle handle, String condition, Object... arguments) {
        return handle.select(names.in(SELECT + condition), arguments)
                .map((row, context) -> run(row))
                .list();
    }

    /**
     * Returns a page of runs that have begun, have not ended and do not sleep.
     *
     * @param handle the connection
     * @param workflow the workflow
     * @param after the last run of the page before, or empty for the first
     * @param limit how many at most
     * @return the rows, in ascending order
     */
    public List<WorkflowRun> unfinished(Handle handle, WorkflowId workflow, Optional<RunId> after, int limit) {
        return handle.select(
                        names.in(SELECT + """
                                where r.workflow_id = ? and r.going and (r.instance, r.run) > (?, ?)
                                  and not exists (select 1 from {wake_up} w
                                                   where w.workflow_id = r.workflow_id and w.instance = r.instance
                                                     and w.run = r.run)
                                order by r.instance, r.run limit ?"""),
                        workflow.value(),
                        after.map(RunId::instance).orElse(0L),
                        after.map(RunId::run).orElse(0L),
                        limit)
                .map((row, context) -> run(row))
                .list();
    }

    /**
     * Waits until nobody else changes the row of a run, and keeps others from it until the transaction ends.
     *
     * @param handle the connection, in a transaction
     * @param runId the run
     */
    public void lock(Handle handle, RunId runId) {
        handle.select(
                        names.in(
                                "select id from {workflow_run} where workflow_id = ? and instance = ? and run = ? for update"),
                        runId.workflow().value(),
                        runId.instance(),
                        runId.run())
                .mapTo(long.class)
                .findOne();
    }

    /**
     * Returns the largest number of a run.
     *
     * @param handle the connection
     * @param workflow the workflow
     * @return the number, 0 if there is no run
     */
    public long lastRun(Handle handle, WorkflowId workflow) {
        return handle.select(
                        names.in("select coalesce(max(run), 0) from {workflow_run} where workflow_id = ?"),
                        workflow.value())
                .mapTo(long.class)
                .one();
    }

    /**
     * Returns the newest run of an instance.
     *
     * @param handle the connection
     * @param workflow the workflow
     * @param instance the number of the instance
     * @return its row, or empty if there is none
     */
    public Optional<WorkflowRun> newest(Handle handle, WorkflowId workflow, long instance) {
        return find(
                handle,
                "",
                "where r.workflow_id = ? and r.instance = ? order by r.workflow_id desc, r.instance desc, r.run desc limit 1",
                workflow.value(),
                instance);
    }

    /** Takes notice that runs of some instances are kept as long as later ones. */
    void supersede(Handle handle, List<RunId> later) {
        for (var runId : later) {
            handle.execute(
                    names.in(
                            "update {workflow_run} set superseded = true where workflow_id = ? and instance = ? and run < ? and not superseded"),
                    runId.workflow().value(),
                    runId.instance(),
                    runId.run());
        }
    }

    private WorkflowRun run(ResultSet row) throws SQLException {
        boolean encoded = row.getBoolean("encoded");
        var params = Optional.ofNullable(row.getString("params"))
                .map(stored -> JsonText.read(payloads.loaded(stored, encoded)));
        var ending = row.getString("ending");
        return new WorkflowRun(
                new RunId(new WorkflowId(row.getString("workflow_id")), row.getLong("instance"), row.getLong("run")),
                new DefinitionRef(
                        new WorkflowId(row.getString("definition_id")),
                        row.getLong("definition_version"),
                        path(row.getString("definition_body"))),
                initiator(row.getString("initiator"), row.getString("item"), encoded),
                RunStatus.valueOf(row.getString("status")),
                params.map(ParamsJson::read).orElse(Map.of()),
                Times.read(row, "created_at").orElseThrow(),
                Times.read(row, "started_at"),
                Times.read(row, "ended_at"),
                Optional.ofNullable(ending)
                        .map(text -> ModelJson.read(JsonText.read(text), Ending.class))
                        .map(why -> with(why, params.flatMap(ParamsJson::refused))),
                rollup(row.getString("rollup")),
                Optional.ofNullable(row.getString("actions"))
                        .map(stored -> TakenActions.read(payloads.loaded(stored, encoded)))
                        .orElse(List.of()),
                row.getInt("priority"),
                Optional.ofNullable(row.getString("unblocking"))
                        .map(text -> ModelJson.read(JsonText.read(text), Unblocking.class)),
                Optional.ofNullable(row.getString("restart"))
                        .map(text -> ModelJson.read(JsonText.read(payloads.loaded(text, encoded)), Restart.class)));
    }

    private static List<StepId> path(@Nullable String stored) {
        if (stored == null) {
            return List.of();
        }
        var path = new ArrayList<StepId>();
        JsonText.read(stored).forEach(step -> path.add(new StepId(step.stringValue())));
        return path;
    }

    private Initiator initiator(@Nullable String stored, @Nullable String item, boolean encoded) {
        if (stored == null) {
            return Initiator.unknown();
        }
        var bare = ModelJson.read(JsonText.read(stored), Initiator.class);
        return item != null && bare instanceof Initiator.ByStep by
                ? withItem(by, Optional.of(JavaValue.stored(payloads.loaded(item, encoded), values)))
                : bare;
    }
}
