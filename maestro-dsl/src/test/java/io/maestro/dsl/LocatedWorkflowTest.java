package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maestro.Maestro;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import io.maestro.error.TextPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in a definition after it was read is told with its place in the text. */
class LocatedWorkflowTest {

    private static final String JSON = """
            {"workflow": {"id": "w", "steps": [
              {"step": {"id": "a", "type": "Spark", "transition": {"successors": {"b": "1 == 1"}}}},
              {"step": {"id": "b", "type": "NoOp", "params": {
                "x": {"type": "LONG", "expression": "nobody + 1"}}}}]}}
            """;

    private static List<String> places(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.position().map(TextPosition::toString).orElse("nowhere") + " " + problem.path())
                .toList();
    }

    @Test
    void warnings_of_json_have_line_and_column() {
        assertThat(places(WorkflowJson.readLocated(JSON).warnings()))
                .containsExactly(
                        "2:76 /workflow/steps/0/step/transition/successors/b",
                        "4:41 /workflow/steps/1/step/params/x/expression");
    }

    @Test
    void warnings_of_yaml_have_line_and_column() {
        var yaml = """
                workflow:
                  id: w
                  steps:
                    - step: {id: a, type: NoOp, transition: {successors: {b: 1 == 1}}}
                    - step: {id: b, type: NoOp}
                """;

        assertThat(places(WorkflowYaml.readLocated(yaml).warnings()))
                .containsExactly("4:62 /workflow/steps/0/step/transition/successors/b");
    }

    @Test
    void warnings_of_the_short_form_point_to_what_is_written_there() {
        var yaml = """
                Workflow:
                  id: w
                  jobs:
                    - job:
                        id: a
                        type: NoOp
                        transition:
                          - IF 1 == 1 THEN b
                        '!x<long>': nobody + 1
                    - job: {id: b, type: NoOp}
                """;
        var read = WorkflowYaml.readLocated(yaml);

        assertThat(places(read.warnings()))
                .hasSize(2)
                .allMatch(place -> place.matches("[89]:\\d+ /Workflow/jobs/0/job/(transition/0|!x<long>)"));
    }

    @Test
    void problems_that_only_a_host_finds_have_line_and_column() {
        var read = WorkflowJson.readLocated(JSON);
        try (var maestro = Maestro.inMemory()) {
            var refused =
                    catchThrowableOfType(InvalidDefinitionException.class, () -> maestro.register(read.definition()));

            assertThat(places(refused.problems())).containsExactly("nowhere /workflow/steps/0/step/type");
            assertThat(places(read.locate(refused.problems()))).containsExactly("2:32 /workflow/steps/0/step/type");
        }
    }

    @Test
    void warnings_of_a_registered_workflow_can_be_located() {
        var read = WorkflowJson.readLocated(JSON.replace("Spark", "NoOp"));
        try (var maestro = Maestro.inMemory()) {
            assertThat(read.locate(maestro.register(read.definition()).warnings()))
                    .isEqualTo(read.warnings());
        }
    }

    @Test
    void problems_of_what_is_not_in_the_text_are_located_at_what_is_around() {
        var problem = Problem.of(ProblemCode.MISSING, "/workflow/steps/1/step/timeout", "is missing");

        assertThat(WorkflowJson.readLocated(JSON).locate(List.of(problem)))
                .singleElement()
                .extracting(Problem::position)
                .isEqualTo(Optional.of(new TextPosition(3, 12)));
    }

    @Test
    void problems_that_have_a_place_keep_it_and_all_come_in_the_order_of_the_text() {
        var last = Problem.of(ProblemCode.MISSING, "/workflow", "x").at(new TextPosition(9, 1));
        var first = Problem.of(ProblemCode.MISSING, "/workflow", "y");

        assertThat(places(WorkflowJson.readLocated(JSON).locate(List.of(last, first))))
                .containsExactly("1:14 /workflow", "9:1 /workflow");
    }

    @Test
    void files_are_read_as_texts_are(@TempDir Path folder) throws IOException {
        var json = Files.writeString(folder.resolve("w.json"), JSON);
        var yaml = Files.writeString(folder.resolve("w.yaml"), JSON);

        assertThat(WorkflowJson.readLocated(json).warnings())
                .isEqualTo(WorkflowJson.readLocated(JSON).warnings());
        assertThat(places(WorkflowYaml.readLocated(yaml).warnings()))
                .isEqualTo(places(WorkflowJson.readLocated(JSON).warnings()));
    }
}
