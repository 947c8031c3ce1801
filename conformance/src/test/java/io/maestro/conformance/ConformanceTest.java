package io.maestro.conformance;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConformanceTest {

    private static final String AGREES =
            "{\"id\": \"s1\", \"expr\": \"1 + 1\", \"refs\": [], \"result\": 2, \"result_type\": \"LONG\"}";
    private static final String AGREES_THAT_IT_FAILS = "{\"id\": \"s2\", \"expr\": \"1 +\", \"error\": \"TYPE\"}";
    private static final String DEVIATES = "{\"id\": \"s3\", \"expr\": \"int y = x; y += 1; return x\","
            + " \"params\": {\"x\": 1}, \"param_types\": {\"x\": \"LONG\"},"
            + " \"refs\": [\"x\"], \"result\": 2, \"result_type\": \"LONG\"}";
    private static final String DISAGREES =
            "{\"id\": \"s4\", \"expr\": \"1 +\\n1\", \"refs\": [], \"result\": 3, \"result_type\": \"LONG\"}";
    private static final String MERGE = "{\"id\": \"p1\", \"op\": \"merge\", \"layers\": [{\"source\": \"DEFINITION\","
            + " \"params\": {\"a\": {\"type\": \"LONG\", \"value\": 1}}}], \"expect\": {\"merged\":"
            + " {\"a\": {\"type\": \"LONG\", \"value\": 1, \"mode\": \"MUTABLE\", \"source\": \"DEFINITION\"}}}}";
    private static final String EVALUATION = "{\"id\": \"p2\", \"op\": \"evaluate\","
            + " \"workflow_params\": {\"a\": {\"type\": \"STRING\", \"expression\": \"1 + 1\"}},"
            + " \"expect\": {\"workflow_params\": {\"a\": {\"type\": \"STRING\", \"value\": \"2\"}}}}";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void what_agrees_is_only_counted() throws IOException {
        assertThat(run("sel", file("a", AGREES, AGREES_THAT_IT_FAILS), file("b", AGREES)))
                .isEqualTo(Conformance.AGREES);
        assertThat(printed()).containsExactly("2 agree, 0 deviate, 0 disagree", "1 agree, 0 deviate, 0 disagree");
    }

    @Test
    void what_a_listed_difference_explains_is_told_with_its_heading() throws IOException {
        assertThat(run("sel", file("a", DEVIATES))).isEqualTo(Conformance.AGREES);
        assertThat(printed())
                .containsExactly(
                        "s3 (Shared cells): int y = x; y += 1; return x,"
                                + " expected {\"refs\":[\"x\"],\"type\":\"LONG\",\"value\":2},"
                                + " got {\"refs\":[\"x\"],\"type\":\"LONG\",\"value\":1}",
                        "0 agree, 1 deviate, 0 disagree");
    }

    @Test
    void what_disagrees_is_told_on_one_line_and_fails() throws IOException {
        assertThat(run("sel", file("a", AGREES, DISAGREES))).isEqualTo(Conformance.DISAGREES);
        assertThat(printed())
                .containsExactly(
                        "s4: 1 +\\n1, expected {\"refs\":[],\"type\":\"LONG\",\"value\":3},"
                                + " got {\"refs\":[],\"type\":\"LONG\",\"value\":2}",
                        "1 agree, 0 deviate, 1 disagree");
    }

    @Test
    void params_are_merged_and_evaluated() throws IOException {
        assertThat(run("params", file("a", MERGE, EVALUATION))).isEqualTo(Conformance.DISAGREES);
        assertThat(printed())
                .containsExactly(
                        "p2: {\"a\":{\"type\":\"STRING\",\"expression\":\"1 + 1\"}},"
                                + " expected {\"workflow_params\":[{\"a\":{\"type\":\"STRING\",\"value\":\"2\"}}]},"
                                + " got {\"workflow_params\":[{\"a\":{\"type\":\"STRING\",\"value\":\"2\",\"coerced\":true}}]}",
                        "1 agree, 0 deviate, 1 disagree");
    }

    @Test
    void a_wrong_call_is_answered_with_the_right_ones() {
        assertThat(run()).isEqualTo(Conformance.USAGE);
        assertThat(run("sel")).isEqualTo(Conformance.USAGE);
        assertThat(run("engine")).isEqualTo(Conformance.USAGE);
        assertThat(run("definitions")).isEqualTo(Conformance.USAGE);
        assertThat(run("cel", "x")).isEqualTo(Conformance.USAGE);
        assertThat(told())
                .contains(
                        "error: there is no command 'cel'",
                        "  bin/conformance sel FILE...",
                        "  bin/conformance params FILE...",
                        "  bin/conformance engine [--group GROUP]... FILE...",
                        "  bin/conformance definitions DIR...");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sel", "params", "engine", "definitions"})
    void what_is_not_there_is_told_on_one_line(String command) {
        assertThat(run(command, folder.resolve("none").toString())).isEqualTo(Conformance.USAGE);
        assertThat(told())
                .singleElement(as(STRING))
                .startsWith("error: there is no f")
                .endsWith("/none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sel", "params", "engine"})
    void what_holds_something_else_is_told_on_one_line(String command) throws IOException {
        assertThat(run(command, folder.toString())).isEqualTo(Conformance.USAGE);
        assertThat(run(command, file("a", "", "{\"id\": "))).isEqualTo(Conformance.USAGE);
        assertThat(run(command, file("b", "{\"id\": 1}"))).isEqualTo(Conformance.USAGE);
        Files.write(folder.resolve("c"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(run(command, folder.resolve("c").toString())).isEqualTo(Conformance.USAGE);

        assertThat(told())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .endsWith(" is a folder; expected a file with a JSON object on each line"),
                        line -> assertThat(line).contains("a, line 2: "),
                        line -> assertThat(line).contains("b, line 1: expected an object with id, "),
                        line -> assertThat(line).endsWith("c is no text in UTF-8"));
    }

    @Test
    void a_case_with_a_call_that_cannot_be_read_is_told_with_its_line() throws IOException {
        var odd = "{\"id\": 1, \"group\": \"g\", \"definitions\": [], \"calls\": [{}], \"expect\": {}}";

        assertThat(run("engine", file("a", odd))).isEqualTo(Conformance.USAGE);
        assertThat(told()).singleElement(as(STRING)).contains("a, line 1: ", "'op'");
    }

    private List<String> told() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private int run(String... args) {
        return Conformance.run(
                List.of(args),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private List<String> printed() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private String file(String name, String... vectors) throws IOException {
        return Files.write(folder.resolve(name), List.of(vectors)).toString();
    }
}
