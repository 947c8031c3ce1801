package io.maestro.dsl;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema of definitions, as it is in the jar. */
final class PublishedSchema {

    static final String RESOURCE = "/META-INF/maestro/workflow.schema.json";

    private static final String TEXT = text();
    private static final JsonNode TREE = JsonMapper.shared().readTree(TEXT);
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(TEXT);

    private PublishedSchema() {}

    static String text() {
        try (var resource = WorkflowJson.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("the schema is not in the jar");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what the schema has against a request. */
    static List<String> problems(String json) {
        return SCHEMA.validate(json, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    /** Returns the members that the schema knows for an object that it defines, or for the whole. */
    static Set<String> members(String definition) {
        var node = definition.isEmpty() ? TREE : TREE.at("/definitions/" + definition);
        return Set.copyOf(node.get("properties").propertyNames());
    }
}
