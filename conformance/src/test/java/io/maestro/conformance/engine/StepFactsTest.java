package io.maestro.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.RestartRequest;
import io.maestro.dsl.WorkflowJson;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StepFactsTest {

    @Test
    void attempts_that_somebody_asked_for_are_counted_beside_those_that_followed_by_themselves() {
        try (var host = new VirtualHost()) {
            var workflow = host.maestro().register(WorkflowJson.read("""
                            {"properties": {"owner": "me"}, "workflow": {"id": "w", "steps": [
                             {"step": {"id": "a", "type": "Sleep", "timeout": 2,
                              "retry_policy": {"timeout_retry_limit": 1}}},
                             {"step": {"id": "b", "type": "Sleep",
                              "params": {"sleep_seconds": {"type": "LONG", "value": 1000}}}}]}}
                            """));
            var run = workflow.start();
            host.pass(Duration.ofSeconds(100));
            run.restartStep("a", RestartRequest.fromIncomplete());
            host.settle();

            var attempts = run.attempts().stream()
                    .filter(attempt -> attempt.step().value().equals("a"))
                    .toList();
            var step = workflow.definition().steps().getFirst();
            var facts = new StepFacts(host, step, attempts).facts();

            assertThat(facts.path("attempts").toString()).isEqualTo("[\"TIMEOUT_FAILED\",\"TIMED_OUT\",\"RUNNING\"]");
            assertThat(facts.path("retries").toString()).isEqualTo("{\"timeout_retries\":1,\"manual_retries\":1}");
        }
    }
}
