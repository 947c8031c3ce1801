package io.maestro.jdbc.internal.table;

import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.json.JsonText;
import io.maestro.jdbc.internal.json.ModelJson;
import io.maestro.jdbc.internal.json.Payloads;
import io.maestro.jdbc.internal.sql.Column;
import io.maestro.jdbc.internal.sql.ColumnType;
import io.maestro.jdbc.internal.sql.Insertion;
import io.maestro.jdbc.internal.sql.Names;
import io.maestro.run.Action;
import io.maestro.run.ActionRequest;
import io.maestro.run.RunId;
import io.maestro.run.StepRestart;
import io.maestro.store.Message;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The table of messages.
 *
 * @param names the names of the tables
 * @param payloads what is done to payloads
 */
public record Inbox(Names names, Payloads payloads) {

    private static final String STOP_ASKED = "STOP_ASKED";
    private static final String ACTION_ASKED = "ACTION_ASKED";
    private static final String CHILD_ENDED = "CHILD_ENDED";
    private static final String PERMITS_GRANTED = "PERMITS_GRANTED";

    /** Adds messages. */
    public static final Insertion<Row> ARRIVAL = new Insertion<>(
            "inbox",
            Optional.empty(),
            List.of(
                    new Column<>(
                            "workflow_id",
                            ColumnType.TEXT,
                            row -> row.to().workflow().value()),
                    new Column<>("instance", ColumnType.LONG, row -> row.to().instance()),
                    new Column<>("run", ColumnType.LONG, row -> row.to().run()),
                    new Column<>("kind", ColumnType.TEXT, row -> kind(row.message)),
                    new Column<>("reason", ColumnType.TEXT, row -> reason(row.message)),
                    new Column<>("step_id", ColumnType.TEXT, row -> step(row.message)),
                    new Column<>("request_id", ColumnType.TEXT, ofRequest(ActionRequest::id)),
                    new Column<>(
                            "action",
                            ColumnType.TEXT,
                            ofRequest(request -> request.action().name())),
                    new Column<>("asked_by", ColumnType.TEXT, ofRequest(ActionRequest::by)),
                    new Column<>("restart", ColumnType.JSON, row -> row.restart),
                    new Column<>("encoded", ColumnType.BOOL, row -> row.encoded),
                    new Column<>(
                            "child_workflow",
                            ColumnType.TEXT,
                            ofChild(child -> child.workflow().value())),
                    new Column<>("child_instance", ColumnType.LONG, ofChild(RunId::instance)),
                    new Column<>("child_run", ColumnType.LONG, ofChild(RunId::run)),
                    new Column<>("attempt", ColumnType.INT, ofGrant(Message.PermitsGranted::attempt)),
                    new Column<>("turn", ColumnType.INT, ofGrant(Message.PermitsGranted::turn))),
            List.of());

    /**
     * A message that is about to be written.
     *
     * @param message the message
     * @param restart with what a step is to run again as it is stored, or null
     * @param encoded whether that is encoded
     */
    public record Row(Message message, @Nullable String restart, boolean encoded) {
        private RunId to() {
            return message.to();
        }
    }

    /**
     * Prepares messages to be written.
     *
     * @param messages the messages
     * @return the rows
     */
    public List<Row> rows(List<Message> messages) {
        return messages.stream().map(this::row).toList();
    }

    private Row row(Message message) {
        var restart = message instanceof Message.ActionAsked action
                ? action.request().restart()
                : Optional.<StepRestart>empty();
        var json = restart.map(what -> JsonText.write(ModelJson.write(what, StepRestart.class)))
                .orElse(null);
        return new Row(message, payloads.encoded(json), payloads.encodes());
    }

    private static String kind(Message message) {
        return switch (message) {
            case Message.StopAsked stop -> STOP_ASKED;
            case Message.ActionAsked action -> ACTION_ASKED;
            case Message.ChildEnded ended -> CHILD_ENDED;
            case Message.PermitsGranted granted -> PERMITS_GRANTED;
        };
    }

    private static @Nullable String reason(Message message) {
        return switch (message) {
            case Message.StopAsked stop -> stop.reason();
            case Message.ActionAsked action -> action.request().reason();
            case Message.ChildEnded ended -> null;
            case Message.PermitsGranted granted -> null;
        };
    }

    private static @Nullable String step(Message message) {
        return switch (message) {
            case Message.ActionAsked action -> action.step().map(StepId::value).orElse(null);
            case Message.PermitsGranted granted -> granted.step().value();
            case Message.StopAsked stop -> null;
            case Message.ChildEnded ended -> null;
        };
    }

    private static Function<Row, @Nullable Object> ofGrant(Function<Message.PermitsGranted, Object> part) {
        return row -> row.message instanceof Message.PermitsGranted granted ? part.apply(granted) : null;
    }

    private static Function<Row, @Nullable Object> ofRequest(Function<ActionRequest, Object> part) {
        return row -> row.message instanceof Message.ActionAsked action ? part.apply(action.request()) : null;
    }

    private static Function<Row, @Nullable Object> ofChild(Function<RunId, Object> part) {
        return row -> row.message instanceof Message.ChildEnded ended ? part.apply(ended.child()) : null;
    }

    /**
     * Returns messages to the runs of a node.
     *
     * @param handle the connection
     * @param node the node
     * @param except those that are known already
     * @param limit how many at most
     * @return the messages, the oldest first
     */
    public List<Message.Received> of(Handle handle, long node, Collection<Long> except, int limit) {
        return handle.createQuery(names.in("""
                        select i.id, i.workflow_id, i.instance, i.run, i.kind, i.reason,
                               i.step_id, i.request_id, i.action, i.asked_by, i.restart, i.encoded, i.child_workflow, i.child_instance, i.child_run,
                               i.attempt, i.turn
                        from {inbox} i
                        join {workflow_run} r on r.workflow_id = i.workflow_id and r.instance = i.instance and r.run = i.run
                        where r.node = ? and i.id <> all (?)
                        order by i.id limit ?"""))
                .bind(0, node)
                .bindArray(1, Long.class, except.toArray())
                .bind(2, limit)
                .map((row, context) -> new Message.Received(row.getLong("id"), message(row)))
                .list();
    }

    private Message message(ResultSet row) throws SQLException {
        var to = new RunId(new WorkflowId(row.getString("workflow_id")), row.getLong("instance"), row.getLong("run"));
        var kind = row.getString("kind");
        return switch (kind) {
            case STOP_ASKED -> new Message.StopAsked(to, row.getString("reason"));
            case ACTION_ASKED ->
                new Message.ActionAsked(
                        to,
                        Optional.ofNullable(row.getString("step_id")).map(StepId::new),
                        new ActionRequest(
                                row.getString("request_id"),
                                Action.valueOf(row.getString("action")),
                                row.getString("asked_by"),
                                row.getString("reason"),
                                restart(row)));
            case PERMITS_GRANTED ->
                new Message.PermitsGranted(
                        to, new StepId(row.getString("step_id")), row.getInt("attempt"), row.getInt("turn"));
            case CHILD_ENDED ->
                new Message.ChildEnded(
                        to,
                        new RunId(
                                new WorkflowId(row.getString("child_workflow")),
                                row.getLong("child_instance"),
                                row.getLong("child_run")));
            default -> throw new IllegalStateException("there is no kind of message '" + kind + "'");
        };
    }

    private Optional<StepRestart> restart(ResultSet row) throws SQLException {
        boolean encoded = row.getBoolean("encoded");
        return Optional.ofNullable(row.getString("restart"))
                .map(stored -> ModelJson.read(JsonText.read(payloads.loaded(stored, encoded)), StepRestart.class));
    }

    /**
     * Tells which requests have not been taken in yet.
     *
     * @param handle the connection
     * @param requests the ids of requests
     * @return those of them of which there is a message
     */
    public Set<String> waiting(Handle handle, Collection<String> requests) {
        return Set.copyOf(handle.createQuery(names.in("select request_id from {inbox} where request_id = any (?)"))
                .bindArray(0, String.class, requests.toArray())
                .mapTo(String.class)
                .list());
    }

    /**
     * Deletes messages.
     *
     * @param handle the connection
     * @param messages their numbers
     * @return how many there were
     */
    public int delete(Handle handle, Collection<Long> messages) {
        return handle.createUpdate(names.in("delete from {inbox} where id = any (?)"))
                .bindArray(0, Long.class, messages.toArray())
                .execute();
    }
}
