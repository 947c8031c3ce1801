package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.Criticality;
import io.maestro.definition.FailureMode;
import io.maestro.definition.RetryPolicy;
import io.maestro.definition.RunStrategy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is written in Java without code of its own can be written down, and read back as it was. */
class FluentToJsonTest {

    private static final Workflow WORKFLOW = Workflow.define("nightly", w -> {
        w.name("Nightly").owner("data-platform").tag("example").criticality(Criticality.HIGH);
        w.timeout(Duration.ofHours(1)).runStrategy(RunStrategy.of(RunStrategy.Rule.SEQUENTIAL));
        w.param("day", "2026-02-03");
        w.param("limit", 100L);
        var begin = w.type("begin", "NoOp");
        var wait = w.type("wait", "Sleep").param("sleep_seconds", 15L).after(begin);
        var warm = w.type("warm", "Sleep")
                .after(begin)
                .failureMode(FailureMode.IGNORE_FAILURE)
                .timeout(Duration.ofMinutes(5))
                .retry(RetryPolicy.fixed(3, Duration.ofSeconds(20)).retryingTimeouts(1));
        w.type("end", "NoOp").after(wait, warm).description("the join").tag("last");
    });

    @Test
    void a_workflow_of_step_types_survives_the_way_through_json() {
        var json = WorkflowJson.write(WORKFLOW.definition());

        assertThat(WorkflowJson.read(json)).isEqualTo(WORKFLOW.definition());
    }

    @Test
    void a_workflow_of_step_types_survives_the_way_through_yaml() {
        var yaml = WorkflowYaml.write(WORKFLOW.definition());

        assertThat(WorkflowYaml.read(yaml)).isEqualTo(WORKFLOW.definition());
    }
}
