package io.maestro.conformance.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.conformance.Beside;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionsCommandTest {

    private static final String STEPS = "[{step: {id: a, type: NoOp}}, {step: {id: b, type: Sleep}}]";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void workflow(String name, String id, String steps) throws IOException {
        file(name, "properties: {owner: me}\nworkflow: {id: " + id + ", steps: " + steps + "}\n");
    }

    private int run(Path where) throws IOException {
        return new DefinitionsCommand()
                .run(List.of(where.toString()), new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private List<String> printed() {
        return out.toString(StandardCharsets.UTF_8)
                .replace(folder + "/", "")
                .lines()
                .toList();
    }

    @Test
    void valid_ones_are_run() throws IOException {
        workflow("a.yaml", "w", STEPS);
        file("b.json", "{\"workflow\": {\"id\": \"v\", \"steps\": [{\"step\": {\"id\": \"a\", \"type\": \"NoOp\"}}]}}");

        assertThat(run(folder)).isZero();
        assertThat(printed())
                .containsExactly(
                        "a.yaml: valid, SUCCEEDED, 2 SUCCEEDED",
                        "b.json: valid, SUCCEEDED, 1 SUCCEEDED",
                        "2 valid, 0 not, 0 otherwise than named");
    }

    @Test
    void those_that_need_each_other_are_found_whatever_their_order() throws IOException {
        workflow("a.yaml", "w", "[{subworkflow: {id: s, params: {subworkflow_id: {type: STRING, value: v}}}}]");
        workflow("b.yaml", "v", STEPS);

        assertThat(run(folder)).isZero();
        assertThat(printed()).contains("a.yaml: valid, SUCCEEDED, 1 SUCCEEDED");
    }

    @Test
    void step_types_that_work_outside_are_stood_in_for_and_that_is_said() throws IOException {
        workflow("a.yaml", "w", "[{step: {id: a, type: Kubernetes}}, {step: {id: b, type: Notebook}}]");

        assertThat(run(folder)).isZero();
        assertThat(printed())
                .contains(
                        "a.yaml: valid, SUCCEEDED, 2 SUCCEEDED; Kubernetes, Notebook stood in for by steps that succeed");
    }

    @Test
    void what_cannot_start_by_itself_or_run_yet_is_said() throws IOException {
        workflow("a.yaml", "w, params: {x: {type: LONG, expression: 1 / n}, n: {type: LONG, value: 0}}", STEPS);
        workflow("b.yaml", "v", "[{step: {id: a, type: NoOp, signal_outputs: [{name: done}]}}]");

        assertThat(run(folder)).isZero();
        assertThat(printed())
                .anyMatch(line -> line.startsWith("a.yaml: valid, not started: "))
                .anyMatch(line ->
                        line.startsWith("b.yaml: valid, cannot run yet: 2:70 /workflow/steps/0/step/signal_outputs"));
    }

    @Test
    void invalid_ones_are_told_with_what_is_wrong_and_expected_only_by_their_names() throws IOException {
        workflow("a-invalid.yaml", "w", "[{step: {id: a, type: NoOp, timeout: 0}}]");
        workflow("b.yaml", "w", "[{step: {id: a, type: NoOp, timeout: 0}}]");
        workflow("c-invalid.yaml", "w", STEPS);

        assertThat(run(folder)).isEqualTo(2);
        assertThat(printed())
                .anyMatch(line -> line.startsWith("a-invalid.yaml: invalid: 2:") && line.endsWith("[OUT_OF_RANGE]"))
                .anyMatch(line -> line.startsWith("b.yaml: invalid, other than its name says: 2:"))
                .contains(
                        "c-invalid.yaml: valid, other than its name says, SUCCEEDED, 2 SUCCEEDED",
                        "1 valid, 2 not, 2 otherwise than named");
    }

    @Test
    void a_name_that_tells_what_is_wrong_is_right_only_if_that_is_why_it_is_refused() throws IOException {
        var wrong = "[{step: {id: a, type: NoOp, timeout: 0}}]";
        workflow("a-invalid-timeout.yaml", "w", wrong);
        workflow("b-invalid-owner.yaml", "w", wrong);
        workflow("c-without-owner.yaml", "w", wrong);
        workflow("d-invalid-wf-def.yaml", "w", wrong);
        workflow("e-invalid-wf-dry-run-failure.yaml", "w", wrong);
        workflow("f-invalid-wf-dry-run-failure.yaml", "w, params: {x: {type: LONG, expression: '1 +'}}", STEPS);
        file("g-invalid-wf-def.yaml", "workflow: {steps: ]");

        assertThat(run(folder)).isEqualTo(4);
        assertThat(printed())
                .filteredOn(line -> line.contains("other than its name says"))
                .extracting(line -> line.charAt(0))
                .containsExactly('b', 'c', 'e', 'g');
    }

    @Test
    void a_difference_explains_only_a_name_that_means_it() throws IOException {
        file("a-invalid-timeout.yaml", "workflow: {id: w, steps: " + STEPS + "}");
        file(
                "b-invalid-alerting.yaml",
                "properties: {owner: me, alerting: {emails: []}}\nworkflow: {id: w, steps: " + STEPS + "}");
        file(
                "c-invalid-timeout.yaml",
                "properties: {owner: me, alerting: {emails: []}}\nworkflow: {id: w, steps: " + STEPS + "}");

        assertThat(run(folder)).isEqualTo(2);
        assertThat(printed())
                .anyMatch(line -> line.startsWith("a-invalid-timeout.yaml: valid, other than its name says"))
                .anyMatch(line -> line.startsWith("b-invalid-alerting.yaml: valid (Alerting), SUCCEEDED"))
                .anyMatch(line -> line.startsWith("c-invalid-timeout.yaml: valid, other than its name says"));
    }

    @Test
    void ones_that_are_refused_elsewhere_are_told_with_the_reason() throws IOException {
        file("a-without-owner.yaml", "workflow: {id: w, steps: " + STEPS + "}");

        assertThat(run(folder)).isZero();
        assertThat(printed()).contains("a-without-owner.yaml: valid (Owners), SUCCEEDED, 2 SUCCEEDED");
    }

    @Test
    void job_templates_are_read_and_other_files_passed_over() throws IOException {
        file("a.yaml", """
                owner: me
                status: alpha
                support: us
                definition: {job_type: shell, step_type: Notebook, version: v1, params: {x: {type: LONG, value: 1}}}
                """);
        file("b.json", "{\"error_retry_limit\": 1}");
        file("c.txt", "workflow");

        assertThat(run(folder)).isZero();
        assertThat(printed())
                .containsExactly("a.yaml: valid, a job template", "1 valid, 0 not, 0 otherwise than named");
    }

    @Test
    void steps_take_the_templates_of_other_files_and_empty_ones_where_there_are_none() throws IOException {
        file("a.yaml", """
                owner: me
                status: alpha
                support: us
                definition:
                  job_type: shell
                  step_type: Notebook
                  version: v1
                  inherit_from: {base: v1}
                  params: {x: {type: LONG, value: 1}}
                """);
        workflow(
                "b.yaml",
                "w",
                "[{step: {id: a, type: NoOp, sub_type: nowhere}}, {template: {id: b, sub_type: shell,"
                        + " sub_type_version: v1}}, {step: {id: c, type: Notebook, sub_type: shell, sub_type_version: v1,"
                        + " params: {y: {type: LONG, expression: x + 1}}}}]");
        workflow("c-invalid.yaml", "v", "[{template: {id: b, sub_type: nowhere_else}}]");

        assertThat(run(folder)).isZero();
        assertThat(printed())
                .anyMatch(line -> line.startsWith("b.yaml: valid, SUCCEEDED, 3 SUCCEEDED"))
                .anyMatch(line ->
                        line.startsWith("c-invalid.yaml: invalid: ") && line.endsWith("[UNKNOWN_JOB_TEMPLATE]"));
    }

    @Test
    void those_of_netflix_maestro_are_valid_as_their_names_say() throws IOException {
        assertThat(run(Beside.recordings("samples"))).isZero();
        assertThat(run(Beside.recordings("jobtemplates"))).isZero();
        // A timeout of zero and a mode that is less strict are refused there, too; their tests only read these files.
        assertThat(run(Beside.recordings("fixtures"))).isEqualTo(2);
        assertThat(printed())
                .filteredOn(line -> line.contains("invalid, other than its name says"))
                .anyMatch(line -> line.contains("sample-subworkflow-wf-with-params.json"))
                .anyMatch(line -> line.contains("sample-dag-test-2-wf.json"));
    }
}
