package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.StepId;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.dsl.picture.Picture;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which step undoes which can be said in Java, JSON and YAML. */
class CompensationTest {

    private static final String FLIGHT = step("flight", "\"compensation\": \"cancel\"");
    private static final String CANCEL = step("cancel", "\"params\": {}");

    private static String step(String id, String members) {
        return "{\"step\": {\"id\": \"" + id + "\", \"type\": \"NoOp\", " + members + "}}";
    }

    private static String json(String... steps) {
        return "{\"workflow\": {\"id\": \"w\", \"steps\": [" + String.join(", ", steps) + "]}}";
    }

    private static List<Optional<StepId>> compensations(WorkflowDefinition definition) {
        return definition.steps().stream()
                .map(step -> step.basics().compensation())
                .toList();
    }

    private static void refused(String message, String... steps) {
        assertThat(Refusals.ofJson(json(steps))).singleElement().asString().contains(message);
    }

    private static void refused(String message, Consumer<WorkflowBuilder> author) {
        assertThatThrownBy(() -> Workflow.define("w", author))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining(message);
    }

    @Test
    void json_says_it() {
        assertThat(compensations(WorkflowJson.read(json(FLIGHT, CANCEL))))
                .containsExactly(Optional.of(new StepId("cancel")), Optional.empty());
    }

    @Test
    void the_short_form_of_yaml_says_it() {
        var definition = WorkflowYaml.read("""
                Workflow:
                  id: w
                  jobs:
                  - job: {id: flight, type: NoOp, compensation: cancel}
                  - job: {id: cancel, type: NoOp}
                """);

        assertThat(compensations(definition)).containsExactly(Optional.of(new StepId("cancel")), Optional.empty());
        assertThat(definition.steps().getFirst().basics().params()).isEmpty();
        assertThat(WorkflowYaml.read(WorkflowYaml.write(definition))).isEqualTo(definition);
        assertThat(WorkflowYaml.read(WorkflowYaml.writeShort(definition))).isEqualTo(definition);
    }

    @Test
    void java_says_it_and_what_undoes_a_step_may_read_what_that_may() {
        var definition = Workflow.define("w", w -> {
                    var trip = w.step("trip", ctx -> "Rome");
                    var flight = w.step("flight", trip, t -> t + " by air");
                    flight.compensateWith(w.run("cancel", flight, f -> {}).reads(trip, flight));
                })
                .definition();

        assertThat(compensations(definition))
                .containsExactly(Optional.empty(), Optional.of(new StepId("cancel")), Optional.empty());
        assertThat(definition.steps().get(1).basics().transition().successors()).isEmpty();
    }

    @Test
    void what_was_said_is_written() {
        var definition = WorkflowJson.read(json(FLIGHT, CANCEL));

        assertThat(WorkflowJson.read(WorkflowJson.write(definition))).isEqualTo(definition);
        assertThat(WorkflowJson.write(definition)).contains("\"compensation\"");
        assertThat(WorkflowJson.write(WorkflowJson.read(json(CANCEL)))).doesNotContain("compensation");
    }

    @Test
    void the_schema_knows_it() {
        assertThat(PublishedSchema.problems(json(FLIGHT, CANCEL))).isEmpty();
        assertThat(PublishedSchema.problems(json(step("a", "\"compensation\": true"))))
                .isNotEmpty();
    }

    @Test
    void a_picture_shows_it() {
        assertThat(Picture.of(WorkflowJson.read(json(FLIGHT, CANCEL))).mermaid())
                .contains("undone by");
    }

    @Test
    void a_step_that_does_not_exist_undoes_nothing() {
        refused(
                "step 'flight' is undone by 'cancel', which does not exist; did you mean 'cancl'?",
                FLIGHT,
                step("cancl", "\"params\": {}"));
        refused("cannot undo itself", step("a", "\"compensation\": \"a\""));
    }

    @Test
    void a_step_of_the_flow_undoes_nothing() {
        refused(
                "step 'flight' is undone by 'cancel', which is part of the flow",
                FLIGHT,
                step("cancel", "\"transition\": {\"successors\": {\"last\": \"true\"}}"),
                step("last", "\"params\": {}"));
        refused(
                "which is part of the flow",
                step(
                        "flight",
                        "\"compensation\": \"cancel\", \"transition\": {\"successors\": {\"cancel\": \"true\"}}"),
                CANCEL);
    }

    @Test
    void a_step_undoes_one_other_and_is_not_undone_itself() {
        refused(
                "step 'cancel' undoes 'flight' already, and can undo one step only",
                FLIGHT,
                step("hotel", "\"compensation\": \"cancel\""),
                CANCEL);
        refused(
                "step 'flight' is undone by 'cancel', which is to be undone itself",
                FLIGHT,
                step("cancel", "\"compensation\": \"again\""),
                step("again", "\"params\": {}"));
    }

    @Test
    void a_loop_undoes_nothing_and_in_its_body_nothing_is_undone() {
        refused("step 'a' is undone by 'all', which is a foreach; a plain step is needed", w -> {
            var all = w.runForeach("all", ctx -> List.of(1), (item, body) -> body.run("one", ctx -> {}));
            w.step("a", ctx -> 1).compensateWith(all);
        });
        refused(
                "step 'one' is in the body of a loop, where nothing is undone; have the loop step 'all' undone",
                w -> w.runForeach(
                        "all",
                        ctx -> List.of(1),
                        (item, body) -> body.run("one", ctx -> {}).compensateWith(body.run("cancel", ctx -> {}))));
    }

    @Test
    void what_undoes_a_step_reads_nothing_of_steps_beside_it() {
        refused("step 'cancel' reads the output of step 'hotel', which is not upstream", w -> {
            var flight = w.step("flight", ctx -> 1);
            var hotel = w.step("hotel", ctx -> 2);
            flight.compensateWith(w.run("cancel", hotel, h -> {}));
        });
    }

    @Test
    void a_step_of_another_workflow_undoes_nothing() {
        Workflow.define("other", other -> {
            var foreign = other.run("cancel", ctx -> {});
            refused(
                    "step 'cancel' belongs to workflow 'other'",
                    w -> w.step("a", ctx -> 1).compensateWith(foreign));
        });
    }
}
