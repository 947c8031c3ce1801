package io.maestro.test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maestro.definition.WorkflowDefinition;
import io.maestro.dsl.Workflow;
import io.maestro.dsl.WorkflowBuilder;
import io.maestro.dsl.WorkflowJson;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class VerifyTest {

    private static Workflow etl(Consumer<WorkflowBuilder> author) {
        return Workflow.define("etl", author);
    }

    private static final Workflow BEFORE = etl(w -> {
        var day = w.param("day", 1L);
        var list = w.step("list", ctx -> List.of("a", "b"));
        w.foreach("each", list, (file, body) -> {
            body.step("read", file, String::length);
            return body.step("log", file, name -> "read " + name);
        });
        w.step("mail", ctx -> ctx.get(day));
    });

    private static WorkflowDefinition call(String type) {
        return WorkflowJson.read("""
                {"properties": {"owner": "ann"},
                 "workflow": {"id": "call", "steps": [{"step": {"id": "ask", "type": "%s"}}]}}""".formatted(type));
    }

    @Test
    void a_definition_that_can_be_registered_is_well() {
        assertThatCode(() -> Verify.definition(BEFORE).isCompatibleWith(BEFORE.definition()))
                .doesNotThrowAnyException();
        assertThatCode(() -> Verify.definition(call("Http"), "Http")).doesNotThrowAnyException();
    }

    @Test
    void a_definition_that_cannot_be_registered_fails_and_tells_why() {
        assertThatThrownBy(() -> Verify.definition(call("Htp"), "Http"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Htp");
    }

    @Test
    void steps_that_are_gone_or_of_another_kind_are_found() {
        var now = etl(w -> {
            w.param("day", 1L);
            w.step("list", ctx -> List.of("a", "b"));
            w.whileLoop("each", body -> {
                var done = body.param("done", 0L);
                body.asLongAs(ctx -> ctx.get(done) < 1);
                body.step("read", done, n -> n + 1).outputParam(done, n -> n);
            });
        });

        assertThatThrownBy(() -> Verify.definition(now).isCompatibleWith(BEFORE.definition()))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        workflow 'etl' was to be compatible with the version before but is not:
                          step 'each' was of kind 'foreach' and is of kind 'while'
                          step 'each/log' is gone
                          step 'mail' is gone""");
    }

    @Test
    void params_that_are_gone_or_of_another_type_or_must_be_given_are_found() {
        var before = etl(w -> {
            w.param("day", 1L);
            w.param("region", "eu");
            w.param("owner", String.class);
            w.step("mail", ctx -> 1);
        });
        var now = etl(w -> {
            w.param("day", "monday");
            w.param("owner", String.class);
            w.param("budget", Long.class);
            w.step("mail", ctx -> 1);
        });

        assertThatThrownBy(() -> Verify.definition(now).isCompatibleWith(before.definition()))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        workflow 'etl' was to be compatible with the version before but is not:
                          param 'day' was of type LONG and is of type STRING
                          param 'region' is gone
                          param 'budget' has no value, so starts that do not give it will fail""");
    }
}
