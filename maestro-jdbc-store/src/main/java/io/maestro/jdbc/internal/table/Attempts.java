package io.maestro.jdbc.internal.table;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.json.JsonText;
import io.maestro.jdbc.internal.json.ModelJson;
import io.maestro.jdbc.internal.json.ParamsJson;
import io.maestro.jdbc.internal.json.Payloads;
import io.maestro.jdbc.internal.json.TakenActions;
import io.maestro.jdbc.internal.sql.Column;
import io.maestro.jdbc.internal.sql.ColumnType;
import io.maestro.jdbc.internal.sql.Insertion;
import io.maestro.jdbc.internal.sql.Names;
import io.maestro.permit.PermitRequest;
import io.maestro.run.Children;
import io.maestro.run.Retries;
import io.maestro.run.RunId;
import io.maestro.run.Settlement;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepError;
import io.maestro.run.StepStatus;
import io.maestro.value.JavaValue;
import io.maestro.value.ValueCodec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** The table of attempts of steps. */
public final class Attempts {

    /** Adds rows, or puts them in the place of those with their keys. */
    public static final Insertion<Row> RECORD = new Insertion<>(
            "step_attempt",
            Optional.of(new Insertion.Owner<>("run_id", row -> row.attempt.runId())),
            List.of(
                    new Column<>(
                            "step_id",
                            ColumnType.TEXT,
                            row -> row.attempt.step().value()),
                    new Column<>("attempt", ColumnType.INT, row -> row.attempt.attempt()),
                    new Column<>("visit", ColumnType.INT, row -> row.attempt.visit()),
                    new Column<>("pass", ColumnType.INT, row -> row.attempt.pass()),
                    new Column<>(
                            "status",
                            ColumnType.TEXT,
                            row -> row.attempt.status().name()),
                    new Column<>(
                            "started_at",
                            ColumnType.TIME,
                            row -> row.attempt.startedAt().orElse(null)),
                    new Column<>(
                            "ended_at",
                            ColumnType.TIME,
                            row -> row.attempt.endedAt().orElse(null)),
                    new Column<>(
                            "wake_at",
                            ColumnType.TIME,
                            row -> row.attempt.wakeAt().orElse(null)),
                    new Column<>(
                            "job_id",
                            ColumnType.TEXT,
                            row -> row.attempt
                                    .jobId()
                                    .map(id -> Texts.storable("a job id", id, Texts.MAX_JOB_ID))
                                    .orElse(null)),
                    new Column<>("params", ColumnType.JSON, row -> row.params),
                    new Column<>("output", ColumnType.JSON, row -> row.output),
                    new Column<>("error", ColumnType.JSON, row -> row.error),
                    new Column<>("items", ColumnType.JSON, row -> row.items),
                    new Column<>("encoded", ColumnType.BOOL, row -> row.encoded),
                    new Column<>("transitions", ColumnType.JSON, row -> transitions(row.attempt.transitions())),
                    new Column<>(
                            "children",
                            ColumnType.JSON,
                            row -> row.attempt
                                    .children()
                                    .map(Attempts::children)
                                    .orElse(null)),
                    new Column<>(
                            "error_retries",
                            ColumnType.INT,
                            row -> row.attempt.retries().error()),
                    new Column<>(
                            "platform_retries",
                            ColumnType.INT,
                            row -> row.attempt.retries().platform()),
                    new Column<>(
                            "timeout_retries",
                            ColumnType.INT,
                            row -> row.attempt.retries().timeout()),
                    new Column<>("recoveries", ColumnType.INT, row -> row.attempt.recoveries()),
                    new Column<>("settlement", ColumnType.JSON, row -> row.settlement),
                    new Column<>("actions", ColumnType.JSON, row -> row.actions),
                    new Column<>(
                            "permits",
                            ColumnType.JSON,
                            row -> row.attempt
                                    .permits()
                                    .map(request -> JsonText.write(ModelJson.write(request, PermitRequest.class)))
                                    .orElse(null))),
            List.of("run_id", "step_id", "attempt"));

    /** A character of JSON may take six. */
    private static final int CUT = 16;

    /** As much as people need of an error at the least. */
    private static final int SHORTEST = 1_000;

    private static final String COLUMNS = """
            a.step_id, a.attempt, a.visit, a.pass, a.status, a.started_at, a.ended_at, a.wake_at, a.job_id, a.params, a.output,
            a.error, a.items, a.encoded, a.transitions, a.children, a.error_retries, a.platform_retries, a.timeout_retries,
            a.recoveries, a.settlement, a.actions, a.permits
            """;

    private final Names names;
    private final Payloads payloads;
    private final ValueCodec values;

    /**
     * An attempt as it is written.
     *
     * @param attempt the attempt
     * @param params its params as they are stored, or null if it has none
     * @param output what it returned as it is stored, or null
     * @param error its error as it is stored, or null
     * @param items the elements of its loop as they are stored, or null
     * @param settlement what somebody said became of it as it is stored, or null
     * @param actions what was asked of it as it is stored, or null
     * @param encoded whether these are encoded
     */
    public record Row(
            StepAttempt attempt,
            @Nullable String params,
            @Nullable String output,
            @Nullable String error,
            @Nullable String items,
            @Nullable String settlement,
            @Nullable String actions,
            boolean encoded) {}

    /**
     * Creates the gateway.
     *
     * @param names the names of the tables
     * @param payloads what is done to payloads
     * @param values reads values of Java code
     */
    public Attempts(Names names, Payloads payloads, ValueCodec values) {
        this.names = names;
        this.payloads = payloads;
        this.values = values;
    }

    /**
     * Prepares an attempt to be written.
     *
     * @param attempt the attempt
     * @return the row
     */
    public Row row(StepAttempt attempt) {
        var params = attempt.params().isEmpty() ? null : JsonText.write(ParamsJson.write(attempt.params()));
        return new Row(
                attempt,
                payloads.stored("the params of a step", params),
                payloads.stored(
                        "what a step returned",
                        attempt.returned()
                                .map(value -> value.text().orElseThrow())
                                .orElse(null)),
                payloads.encoded(attempt.error().map(this::error).orElse(null)),
                payloads.encoded(attempt.children().map(Attempts::items).orElse(null)),
                payloads.encoded(attempt.settlement()
                        .map(settlement -> JsonText.write(ModelJson.write(settlement, Settlement.class)))
                        .orElse(null)),
                payloads.encoded(TakenActions.write(attempt.actions())),
                payloads.encodes());
    }

    /** An error that is too large is cut, since there is nobody who could do something about it. */
    private String error(StepError error) {
        int longest = Math.max(SHORTEST, payloads.limit() / CUT);
        return JsonText.write(ModelJson.write(
                new StepError(cut(error.message(), longest), cut(error.detail(), longest)), StepError.class));
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + " ...";
    }

    private static @Nullable String items(Children children) {
        return children instanceof Children.Iterations iterations
                        && !iterations.items().isEmpty()
                ? ItemsJson.write(iterations.items())
                : null;
    }

    private static @Nullable String transitions(Map<StepId, Boolean> transitions) {
        if (transitions.isEmpty()) {
            return null;
        }
        var object = JsonNodeFactory.instance.objectNode();
        transitions.forEach((step, taken) -> object.put(step.value(), taken));
        return JsonText.write(object);
    }

    /** The elements have a column of their own, since they are payloads. */
    private static String children(Children children) {
        var bare = children instanceof Children.Iterations iterations ? iterations.with(List.of()) : children;
        return JsonText.write(ModelJson.write(bare, Children.class));
    }

    /**
     * Returns the attempts of a run.
     *
     * @param handle the connection
     * @param runId the run
     * @return the rows, in the order in which they were first recorded
     */
    public List<StepAttempt> of(Handle handle, RunId runId) {
        return handle.select(
                        names.in("select " + COLUMNS + """
                                from {workflow_run} r join {step_attempt} a on a.run_id = r.id
                                where r.workflow_id = ? and r.instance = ? and r.run = ?
                                order by a.seq"""), runId.workflow().value(), runId.instance(), runId.run())
                .map((row, context) -> attempt(runId, row))
                .list();
    }

    /**
     * Returns the newest attempt of a step in the runs of an instance before one.
     *
     * @param handle the connection
     * @param before the run
     * @param step the step
     * @return the row, or empty if there is none
     */
    public Optional<StepAttempt> newestBefore(Handle handle, RunId before, StepId step) {
        return handle.select(
                        names.in("select r.run, " + COLUMNS + """
                                from {workflow_run} r join {step_attempt} a on a.run_id = r.id
                                where r.workflow_id = ? and r.instance = ? and r.run < ? and a.step_id = ?
                                order by r.run desc, a.attempt desc limit 1"""),
                        before.workflow().value(),
                        before.instance(),
                        before.run(),
                        step.value())
                .map((row, context) ->
                        attempt(new RunId(before.workflow(), before.instance(), row.getLong("run")), row))
                .findOne();
    }

    /**
     * Returns the newest attempts of a step in the iterations of a loop.
     *
     * @param handle the connection
     * @param of which iterations
     * @param step a step of the body
     * @param after the last iteration of the page before, 0 for the first
     * @param limit how many at most
     * @return a row of each iteration that has one, in ascending order
     */
    public List<StepAttempt> newest(Handle handle, Children.Iterations of, StepId step, long after, int limit) {
        return handle.select(
                        names.in("select r.instance, r.run, " + COLUMNS + """
                                from {workflow_run} r join {step_attempt} a on a.run_id = r.id
                                where r.workflow_id = ? and r.run between ? and ? and r.instance > ? and a.step_id = ?
                                  and a.attempt = (select max(b.attempt) from {step_attempt} b
                                                    where b.run_id = r.id and b.step_id = a.step_id)
                                  and not exists (
                                    select 1 from {workflow_run} l join {step_attempt} c on c.run_id = l.id
                                    where l.workflow_id = r.workflow_id and l.instance = r.instance
                                      and l.run > r.run and l.run <= ? and c.step_id = a.step_id)
                                order by r.instance limit ?"""),
                        of.workflow().value(),
                        of.since(),
                        of.through(),
                        after,
                        step.value(),
                        of.through(),
                        limit)
                .map((row, context) ->
                        attempt(new RunId(of.workflow(), row.getLong("instance"), row.getLong("run")), row))
                .list();
    }

    /**
     * Returns the attempts of a step that pause, of runs that have not ended.
     *
     * @param handle the connection
     * @param workflow the workflow that the runs run, or that has the loop whose body they run
     * @param step the step
     * @return the rows
     */
    public List<StepAttempt> paused(Handle handle, WorkflowId workflow, StepId step) {
        return handle.select(
                        names.in("select r.workflow_id, r.instance, r.run, " + COLUMNS + """
                                from {workflow_run} r join {step_attempt} a on a.run_id = r.id
                                where a.paused and a.step_id = ? and r.unfinished and r.definition_id = ?"""),
                        step.value(),
                        workflow.value())
                .map((row, context) -> attempt(
                        new RunId(
                                new WorkflowId(row.getString("workflow_id")),
                                row.getLong("instance"),
                                row.getLong("run")),
                        row))
                .list();
    }

    private StepAttempt attempt(RunId runId, ResultSet row) throws SQLException {
        boolean encoded = row.getBoolean("encoded");
        var params = payload(row, "params", encoded);
        return new StepAttempt(
                runId,
                new StepId(row.getString("step_id")),
                row.getInt("attempt"),
                row.getInt("visit"),
                row.getInt("pass"),
                StepStatus.valueOf(row.getString("status")),
                Times.read(row, "started_at"),
                Times.read(row, "ended_at"),
                Times.read(row, "wake_at"),
                Optional.ofNullable(row.getString("job_id")),
                params.map(text -> ParamsJson.read(JsonText.read(text))).orElse(Map.of()),
                payload(row, "output", encoded).map(text -> JavaValue.stored(text, values)),
                payload(row, "error", encoded).map(text -> ModelJson.read(JsonText.read(text), StepError.class)),
                transitions(row.getString("transitions")),
                new Retries(row.getInt("error_retries"), row.getInt("platform_retries"), row.getInt("timeout_retries")),
                row.getInt("recoveries"),
                Optional.ofNullable(row.getString("children"))
                        .map(text -> ModelJson.read(JsonText.read(text), Children.class))
                        .map(withItems(payload(row, "items", encoded))),
                payload(row, "settlement", encoded).map(text -> ModelJson.read(JsonText.read(text), Settlement.class)),
                payload(row, "actions", encoded).map(TakenActions::read).orElse(List.of()),
                Optional.ofNullable(row.getString("permits"))
                        .map(text -> ModelJson.read(JsonText.read(text), PermitRequest.class)));
    }

    private UnaryOperator<Children> withItems(Optional<String> items) {
        return bare -> items.isPresent() && bare instanceof Children.Iterations iterations
                ? iterations.with(ItemsJson.read(items.get(), values))
                : bare;
    }

    private Optional<String> payload(ResultSet row, String column, boolean encoded) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(stored -> payloads.loaded(stored, encoded));
    }

    private static Map<StepId, Boolean> transitions(@Nullable String stored) {
        if (stored == null) {
            return Map.of();
        }
        var transitions = new LinkedHashMap<StepId, Boolean>();
        JsonText.read(stored)
                .properties()
                .forEach(member -> transitions.put(
                        new StepId(member.getKey()), member.getValue().booleanValue()));
        return Collections.unmodifiableMap(transitions);
    }
}
