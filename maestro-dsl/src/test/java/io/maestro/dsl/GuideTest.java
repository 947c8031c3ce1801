package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the guide shows is what happens. */
class GuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "guide", "json-and-yaml.md");

    @Test
    void the_examples_are_read_and_come_back_when_written() throws IOException {
        var json = examples("json");
        var yaml = examples("yaml");

        assertThat(json).hasSize(3).allSatisfy(text -> {
            var definition = WorkflowJson.read(text);
            assertThat(WorkflowJson.read(WorkflowJson.write(definition))).isEqualTo(definition);
        });
        assertThat(yaml).hasSize(2).allSatisfy(text -> {
            var definition = WorkflowYaml.read(text);
            assertThat(WorkflowYaml.read(WorkflowYaml.write(definition))).isEqualTo(definition);
            assertThat(WorkflowYaml.read(WorkflowYaml.writeShort(definition))).isEqualTo(definition);
        });
    }

    @Test
    void the_example_of_a_job_template_is_read() throws IOException {
        var template = JobTemplateYaml.read(examples("yaml job template").getFirst());

        assertThat(JobTemplateYaml.read(JobTemplateYaml.write(template))).isEqualTo(template);
    }

    @Test
    void the_example_of_what_is_wrong_is_refused_with_the_message_shown() throws IOException {
        var text = examples("json refused").getFirst();

        assertThatThrownBy(() -> WorkflowJson.read(text))
                .hasMessage(examples("text").getFirst().stripTrailing());
    }

    private static List<String> examples(String language) throws IOException {
        var block = Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
        return block.matcher(Files.readString(GUIDE))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
