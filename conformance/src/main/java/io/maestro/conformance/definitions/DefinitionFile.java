package io.maestro.conformance.definitions;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.JobTemplate;
import io.maestro.dsl.JobTemplateJson;
import io.maestro.dsl.JobTemplateYaml;
import io.maestro.dsl.LocatedWorkflow;
import io.maestro.dsl.WorkflowJson;
import io.maestro.dsl.WorkflowYaml;
import io.maestro.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file of a folder with definitions.
 *
 * @param path where it is
 * @param content what it holds
 */
record DefinitionFile(Path path, Content content) {

    private static final Pattern WORKFLOW = Pattern.compile("(?m)\"workflow\"\\s*:\\s*\\{|^[Ww]orkflow\\s*:");
    private static final Pattern STEPS = Pattern.compile("\\b(steps|jobs)\\b");
    private static final Pattern JOB_TEMPLATE = Pattern.compile("\\bdefinition\\b[\\s\\S]*\\bjob_type\\b");

    /** What a file holds. */
    sealed interface Content {

        /** A workflow. */
        record Workflow(LocatedWorkflow read) implements Content {}

        /** A job template. */
        record Template(JobTemplate template) implements Content {}

        /** A workflow or job template that cannot be read. */
        record Unreadable(List<Problem> problems) implements Content {
            /** Copies the list. */
            public Unreadable {
                problems = List.copyOf(problems);
            }
        }

        /** Something else. */
        record Other() implements Content {}
    }

    /** Reads a file. */
    static DefinitionFile read(Path path) throws IOException {
        var text = Files.readString(path);
        var name = path.getFileName().toString();
        boolean json = name.endsWith(".json");
        if (!json && !name.endsWith(".yaml") && !name.endsWith(".yml")) {
            return new DefinitionFile(path, new Content.Other());
        }
        try {
            return new DefinitionFile(path, content(text, json));
        } catch (InvalidDefinitionException e) {
            return new DefinitionFile(path, new Content.Unreadable(e.problems()));
        }
    }

    private static Content content(String text, boolean json) {
        if (WORKFLOW.matcher(text).find() && STEPS.matcher(text).find()) {
            return new Content.Workflow(json ? WorkflowJson.readLocated(text) : WorkflowYaml.readLocated(text));
        }
        if (JOB_TEMPLATE.matcher(text).find()) {
            return new Content.Template(json ? JobTemplateJson.read(text) : JobTemplateYaml.read(text));
        }
        return new Content.Other();
    }

    /** Returns what the file says by its name is wrong with what it holds, or empty if it does not. */
    Optional<Claim> claim() {
        return Claim.of(path.getFileName().toString());
    }
}
