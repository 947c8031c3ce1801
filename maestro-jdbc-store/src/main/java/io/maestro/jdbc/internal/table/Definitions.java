package io.maestro.jdbc.internal.table;

import io.maestro.definition.JobTemplate;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.definition.WorkflowId;
import io.maestro.jdbc.internal.json.JsonText;
import io.maestro.jdbc.internal.json.ModelJson;
import io.maestro.jdbc.internal.json.Payloads;
import io.maestro.jdbc.internal.sql.Column;
import io.maestro.jdbc.internal.sql.ColumnType;
import io.maestro.jdbc.internal.sql.Insertion;
import io.maestro.jdbc.internal.sql.Names;
import io.maestro.store.VersionedDefinition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The table of definitions. */
public final class Definitions {

    /** Adds versions. */
    public static final Insertion<Row> NEW_VERSION = new Insertion<>(
            "workflow_definition",
            Optional.empty(),
            List.of(
                    new Column<>(
                            "workflow_id",
                            ColumnType.TEXT,
                            row -> row.version().definition().id().value()),
                    new Column<>(
                            "version", ColumnType.LONG, row -> row.version().version()),
                    new Column<>("definition", ColumnType.JSON, Row::definition),
                    new Column<>("templates", ColumnType.JSON, Row::templates),
                    new Column<>(
                            "fingerprint",
                            ColumnType.TEXT,
                            row -> io.maestro.Definitions.fingerprint(
                                    row.version().definition()))),
            List.of());

    private final Names names;
    private final Payloads payloads;

    /**
     * A version as it is written. What is encoded is a JSON text, which no definition and no list of templates is.
     *
     * @param version the version
     * @param definition the definition as it is stored
     * @param templates the job templates as they are stored, or null if there are none
     */
    public record Row(
            VersionedDefinition version,
            @Nullable String definition,
            @Nullable String templates) {}

    /**
     * Creates the gateway.
     *
     * @param names the names of the tables
     * @param payloads what is done to payloads
     */
    public Definitions(Names names, Payloads payloads) {
        this.names = names;
        this.payloads = payloads;
    }

    /**
     * Prepares a version to be written. Literals of params may be as secret as what is given at a start.
     *
     * @param version the version
     * @return the row
     */
    public Row row(VersionedDefinition version) {
        return new Row(
                version,
                payloads.encoded(written(version.definition())),
                payloads.encoded(written(version.templates())));
    }

    private static String written(WorkflowDefinition definition) {
        return JsonText.write(ModelJson.write(definition, WorkflowDefinition.class));
    }

    private static @Nullable String written(List<JobTemplate.Definition> templates) {
        if (templates.isEmpty()) {
            return null;
        }
        var array = JsonNodeFactory.instance.arrayNode();
        templates.forEach(template -> array.add(ModelJson.write(template, JobTemplate.Definition.class)));
        return JsonText.write(array);
    }

    /**
     * Returns the newest version of a workflow.
     *
     * @param handle the connection
     * @param workflow the workflow
     * @return the version, or empty if the workflow is not known
     */
    public Optional<VersionedDefinition> latest(Handle handle, WorkflowId workflow) {
        return handle.select(names.in("""
                                select version, definition, templates from {workflow_definition}
                                where workflow_id = ? order by version desc limit 1"""), workflow.value())
                .map((row, context) -> version(row))
                .findOne();
    }

    /**
     * Returns a version of a workflow.
     *
     * @param handle the connection
     * @param workflow the workflow
     * @param version the number of the version
     * @return the version, or empty if there is none
     */
    public Optional<VersionedDefinition> find(Handle handle, WorkflowId workflow, long version) {
        return handle.select(names.in("""
                                select version, definition, templates from {workflow_definition}
                                where workflow_id = ? and version = ?"""), workflow.value(), version)
                .map((row, context) -> version(row))
                .findOne();
    }

    private VersionedDefinition version(ResultSet row) throws SQLException {
        return new VersionedDefinition(
                row.getLong("version"),
                ModelJson.read(json(row.getString("definition")), WorkflowDefinition.class),
                templates(row.getString("templates")));
    }

    private JsonNode json(String stored) {
        var json = JsonText.read(stored);
        return json.isString() ? JsonText.read(payloads.loaded(stored, true)) : json;
    }

    private List<JobTemplate.Definition> templates(@Nullable String stored) {
        var templates = new ArrayList<JobTemplate.Definition>();
        if (stored != null) {
            json(stored).forEach(template -> templates.add(ModelJson.read(template, JobTemplate.Definition.class)));
        }
        return templates;
    }

    /**
     * Returns the workflows that have a version.
     *
     * @param handle the connection
     * @return the ids, in ascending order
     */
    public List<WorkflowId> workflows(Handle handle) {
        return handle.select(names.in("select distinct workflow_id from {workflow_definition} order by workflow_id"))
                .map((row, context) -> new WorkflowId(row.getString(1)))
                .list();
    }
}
