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

/** What handles the failure of which step, and of the workflow, can be said in Java, JSON and YAML. */
class OnFailureTest {

    private static final String LOAD = step("load", "\"on_failure\": \"mend\"");
    private static final String MEND = step("mend", "\"params\": {}");
    private static final String ALARM = step("alarm", "\"params\": {}");

    private static String step(String id, String members) {
        return "{\"step\": {\"id\": \"" + id + "\", \"type\": \"NoOp\", " + members + "}}";
    }

    private static String json(String... steps) {
        return "{\"workflow\": {\"id\": \"w\", \"steps\": [" + String.join(", ", steps) + "]}}";
    }

    private static String withAlarm(String... steps) {
        return json(steps).replace("\"id\": \"w\"", "\"id\": \"w\", \"on_failure\": \"alarm\"");
    }

    private static List<Optional<StepId>> handlers(WorkflowDefinition definition) {
        return definition.steps().stream()
                .map(step -> step.basics().onFailure())
                .toList();
    }

    private static void refused(String message, String json) {
        assertThat(Refusals.ofJson(json)).singleElement().asString().contains(message);
    }

    private static void refused(String message, Consumer<WorkflowBuilder> author) {
        assertThatThrownBy(() -> Workflow.define("w", author))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining(message);
    }

    @Test
    void json_says_it() {
        var definition = WorkflowJson.read(withAlarm(LOAD, MEND, ALARM));

        assertThat(handlers(definition))
                .containsExactly(Optional.of(new StepId("mend")), Optional.empty(), Optional.empty());
        assertThat(definition.onFailure()).contains(new StepId("alarm"));
    }

    @Test
    void the_short_form_of_yaml_says_it() {
        var definition = WorkflowYaml.read("""
                Workflow:
                  id: w
                  on_failure: alarm
                  jobs:
                  - job: {id: load, type: NoOp, on_failure: mend}
                  - job: {id: mend, type: NoOp}
                  - subworkflow: {id: alarm, workflow_id: pager}
                """);

        assertThat(handlers(definition))
                .containsExactly(Optional.of(new StepId("mend")), Optional.empty(), Optional.empty());
        assertThat(definition.onFailure()).contains(new StepId("alarm"));
        assertThat(definition.params()).isEmpty();
        assertThat(definition.steps().getFirst().basics().params()).isEmpty();
        assertThat(WorkflowYaml.read(WorkflowYaml.write(definition))).isEqualTo(definition);
        assertThat(WorkflowYaml.read(WorkflowYaml.writeShort(definition))).isEqualTo(definition);
    }

    @Test
    void java_says_it_and_what_handles_a_failure_may_read_what_any_step_came_to() {
        var definition = Workflow.define("w", w -> {
                    var lock = w.step("lock", ctx -> 7);
                    var beside = w.step("beside", ctx -> 8);
                    w.run("load", ctx -> {}).after(lock).onFailure(w.run("unlock", lock, l -> {}));
                    w.onFailure(w.run("alarm", ctx -> {}).reads(lock, beside));
                })
                .definition();

        assertThat(handlers(definition).get(2)).contains(new StepId("unlock"));
        assertThat(definition.onFailure()).contains(new StepId("alarm"));
        assertThat(definition.steps().getFirst().basics().transition().successors())
                .containsOnlyKeys(new StepId("load"));
    }

    @Test
    void what_was_said_is_written() {
        var definition = WorkflowJson.read(withAlarm(LOAD, MEND, ALARM));

        assertThat(WorkflowJson.read(WorkflowJson.write(definition))).isEqualTo(definition);
        assertThat(WorkflowJson.write(definition)).contains("\"on_failure\"");
        assertThat(WorkflowJson.write(WorkflowJson.read(json(MEND)))).doesNotContain("on_failure");
    }

    @Test
    void the_schema_knows_it() {
        assertThat(PublishedSchema.problems(withAlarm(LOAD, MEND, ALARM))).isEmpty();
        assertThat(PublishedSchema.problems(json(step("a", "\"on_failure\": true"))))
                .isNotEmpty();
    }

    @Test
    void a_picture_shows_it() {
        assertThat(Picture.of(WorkflowJson.read(withAlarm(LOAD, MEND, ALARM))).mermaid())
                .contains("on failure", "if the workflow fails");
    }

    @Test
    void a_step_that_does_not_exist_handles_nothing() {
        refused(
                "the failure of step 'load' is handled by 'mend', which does not exist; did you mean 'mendd'?",
                json(LOAD, step("mendd", "\"params\": {}")));
        refused(
                "the failure of the workflow is handled by 'alarm', which does not exist; did you mean 'alrm'?",
                withAlarm(step("alrm", "\"params\": {}")));
        refused("step 'a' cannot handle its own failure", json(step("a", "\"on_failure\": \"a\"")));
    }

    @Test
    void a_step_of_the_flow_handles_nothing() {
        refused(
                "the failure of step 'load' is handled by 'mend', which is part of the flow",
                json(
                        LOAD,
                        step("mend", "\"transition\": {\"successors\": {\"last\": \"true\"}}"),
                        step("last", "\"params\": {}")));
        refused(
                "the failure of the workflow is handled by 'alarm', which is part of the flow",
                withAlarm(step("a", "\"transition\": {\"successors\": {\"alarm\": \"true\"}}"), ALARM));
    }

    @Test
    void what_handles_failures_does_nothing_else() {
        refused(
                "step 'mend' handles failures itself",
                json(LOAD, step("mend", "\"on_failure\": \"again\""), step("again", "\"params\": {}")));
        refused(
                "the failure of step 'load' is handled by 'mend', which undoes a step, and can do nothing else",
                json(LOAD, step("book", "\"compensation\": \"mend\""), MEND));
        refused(
                "the failure of step 'load' is handled by 'mend', which is to be undone itself",
                json(LOAD, step("mend", "\"compensation\": \"undo\""), step("undo", "\"params\": {}")));
        refused(
                "step 'undo' undoes another; what handles the failure of the workflow is told if it fails",
                json(step("book", "\"compensation\": \"undo\""), step("undo", "\"on_failure\": \"mend\""), MEND));
        refused(
                "the failure of the workflow is handled by 'alarm', which handles that of step 'a' already",
                withAlarm(step("a", "\"on_failure\": \"alarm\""), ALARM));
    }

    @Test
    void what_failed_is_given_under_names_that_nothing_else_has() {
        refused(
                "step 'mend' handles failures and is given the param 'failed_steps', so it cannot declare one",
                json(
                        LOAD,
                        step("other", "\"on_failure\": \"mend\""),
                        step("mend", "\"params\": {\"failed_steps\": {\"type\": \"STRING\", \"value\": \"a\"}}")));
    }

    @Test
    void a_handler_is_a_step_of_the_same_level() {
        refused("the failure of step 'one' is handled by 'mend', which does not exist", w -> {
            var mend = w.run("mend", ctx -> {});
            w.runForeach(
                    "all",
                    ctx -> List.of(1),
                    (item, body) -> body.run("one", ctx -> {}).onFailure(mend));
        });
    }

    @Test
    void what_undoes_a_step_is_not_read_by_what_handles_failures() {
        refused("step 'mend' reads the output of step 'cancel', which is not upstream", w -> {
            var cancel = w.step("cancel", ctx -> 1);
            w.step("flight", ctx -> 1).compensateWith(cancel).onFailure(w.run("mend", cancel, c -> {}));
        });
    }

    @Test
    void a_step_of_another_workflow_handles_nothing() {
        Workflow.define("other", other -> {
            var foreign = other.run("mend", ctx -> {});
            refused(
                    "step 'mend' belongs to workflow 'other'",
                    w -> w.step("a", ctx -> 1).onFailure(foreign));
            refused("step 'mend' belongs to workflow 'other'", w -> {
                w.step("a", ctx -> 1);
                w.onFailure(foreign);
            });
        });
    }
}
