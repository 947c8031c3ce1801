package io.maestro.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(run("cel", "x")).isEqualTo(Conformance.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("  bin/conformance sel FILE...", "  bin/conformance params FILE...");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThat(run("sel", folder.resolve("none").toString())).isEqualTo(Conformance.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("error: cannot read " + folder);
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
