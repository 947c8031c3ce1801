package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.definition.InvalidDefinitionException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxTest {

    private static final String GOOD = Requests.withWorkflow("\"name\": \"n\"");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": }          | 1:7 /: unexpected character ('}'): expected a value [SYNTAX]",
                "{\"a\": 1 \"b\": 2}| 1:9 /: unexpected character ('\"'): was expecting comma to separate Object entries [SYNTAX]",
                "{\"a\": [1, 2      | 1:12 /: unexpected end-of-input: expected close marker for Array [SYNTAX]",
                "{\"a\": 1} {       | 1:10 /: there is something after the end of the first value [SYNTAX]",
                "`  `               | 1:1 /: there is nothing in it [SYNTAX]",
                "{'a': 1}           | 1:2 /: unexpected character ('''): was expecting double-quote to start property name [SYNTAX]"
            })
    void a_text_that_is_no_json_is_one_problem_with_its_place(String text, String problem) {
        assertThat(Refusals.ofJson(text)).containsExactly(problem);
    }

    @Test
    void a_member_that_is_there_twice_is_told_at_its_second_place() {
        assertThat(Refusals.ofJson(Requests.withWorkflow("\"name\": \"n\", \"name\": \"m\"")))
                .containsExactly("1:39 /workflow/name: the member 'name' is there already [DUPLICATE]");
    }

    @Test
    void deep_nesting_is_refused_before_it_hurts() {
        assertThat(Refusals.ofJson("[".repeat(100_000)))
                .containsExactly("1:202 /: it is nested deeper than 200 levels [SYNTAX]");
        assertThat(Refusals.ofYaml("[".repeat(100_000)))
                .containsExactly("1:202 /: it is nested deeper than 200 levels [SYNTAX]");
    }

    @Test
    void a_request_beyond_the_limit_is_refused_however_it_is_laid_out() {
        var long1 = "\"description\": \"" + "x".repeat(16_000) + "\"";
        var steps = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            steps.append(i == 0 ? "" : ",")
                    .append("{\"step\": {\"id\": \"s")
                    .append(i)
                    .append("\", \"type\": \"NoOp\", ")
                    .append(long1.replace('x', 'ü'))
                    .append("}}");
        }

        assertThat(Refusals.ofJson(Requests.withSteps(steps.toString())))
                .containsExactly("1:1 /: must have at most 262144 bytes without white space but has 320553 [TOO_LONG]");
        assertThat(Refusals.ofJson("{\"a\": \"" + "x".repeat(300_000) + "\"}"))
                .containsExactly(
                        "1:7 /: it must have at most 262144 characters, aliases counted as what they stand for [TOO_LONG]");
        assertThat(WorkflowJson.read(GOOD + " ".repeat(300_000)).id().value()).isEqualTo("w");
    }

    @Test
    void a_byte_order_mark_is_passed_over() {
        assertThat(WorkflowJson.read("\ufeff" + GOOD)).isEqualTo(WorkflowJson.read(GOOD));
        assertThat(WorkflowYaml.read("\ufeff" + GOOD)).isEqualTo(WorkflowJson.read(GOOD));
    }

    @Test
    void a_reader_is_read_to_its_end() {
        assertThat(WorkflowJson.read(new StringReader(GOOD))).isEqualTo(WorkflowJson.read(GOOD));
        assertThat(WorkflowYaml.read(new StringReader(GOOD))).isEqualTo(WorkflowJson.read(GOOD));
    }

    @Test
    void a_failing_reader_is_no_problem_of_the_definition() {
        var broken = new Reader() {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                throw new IOException("the line was cut");
            }

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> WorkflowJson.read(broken)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void a_file_is_named_in_what_is_wrong_with_it(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("etl.json"), "{}");
        var latin = Files.write(folder.resolve("latin.json"), "{\"ü\": 1}".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> WorkflowJson.read(file))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("etl.json has 1 problem:");
        assertThatThrownBy(() -> WorkflowYaml.read(latin))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("/: the file is not text in UTF-8 [SYNTAX]");
        assertThatThrownBy(() -> WorkflowYaml.read(folder.resolve("none.yaml")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.yaml");
    }

    @Test
    void a_file_is_read(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("w"), GOOD);

        assertThat(WorkflowJson.read(file)).isEqualTo(WorkflowYaml.read(file));
    }
}
