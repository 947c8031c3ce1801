package io.maestro.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.RunHandle;
import io.maestro.dsl.WorkflowYaml;
import io.maestro.param.ParamValue;
import io.maestro.run.StepAttempt;
import io.maestro.run.StepStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpStandInTest {

    private static final String STUB = "http://127.0.0.1:9199";

    private final VirtualHost host = new VirtualHost();

    @AfterEach
    void close() {
        host.close();
    }

    private List<StepAttempt> attempts(String url, String more) {
        var run = run(url, more);
        return run.attempts();
    }

    private RunHandle run(String url, String more) {
        var definition = WorkflowYaml.read("""
                workflow:
                  id: w
                  steps:
                    - step:
                        id: call
                        type: Http
                        params: {http: {type: MAP, value: {url: {type: STRING, value: "%s"}}}%s}
                        retry_policy:
                          error_retry_limit: 1
                          platform_retry_limit: 2
                          backoff: {type: FIXED_BACKOFF, error_retry_backoff_in_secs: 1, platform_retry_backoff_in_secs: 1}
                """.formatted(url, more));
        var run = host.maestro().register(definition).start();
        host.await(Duration.ofMinutes(1), () -> run.status().isTerminal());
        return run;
    }

    private static List<StepStatus> statuses(List<StepAttempt> attempts) {
        return attempts.stream().map(StepAttempt::status).toList();
    }

    private static Map<String, Optional<ParamValue>> answer(StepAttempt attempt) {
        return Map.of("code", value(attempt, "status_code"), "body", value(attempt, "response_body"));
    }

    private static Optional<ParamValue> value(StepAttempt attempt, String name) {
        return Optional.ofNullable(attempt.params().get(name)).map(param -> param.value());
    }

    @Test
    void answers_are_outputs_of_the_step() {
        assertThat(answer(attempts(STUB + "/status/204", "").getLast()))
                .containsEntry("code", Optional.of(ParamValue.of(204)))
                .containsEntry("body", Optional.of(ParamValue.of("s204")));
        assertThat(answer(attempts(STUB + "/echo/hello", "").getLast()))
                .containsEntry("body", Optional.of(ParamValue.of("hello")));
    }

    @Test
    void codes_of_400_and_more_are_fatal_and_others_are_tried_again() {
        assertThat(statuses(attempts(STUB + "/status/404", ""))).containsExactly(StepStatus.FATALLY_FAILED);
        assertThat(statuses(attempts(STUB + "/status/302", "")))
                .containsExactly(StepStatus.USER_FAILED, StepStatus.FATALLY_FAILED);
    }

    @Test
    void a_flaky_page_answers_well_in_the_end() {
        var attempts = attempts(STUB + "/flaky/key/1/503", "");

        assertThat(statuses(attempts)).containsExactly(StepStatus.USER_FAILED, StepStatus.SUCCEEDED);
        assertThat(answer(attempts.getLast())).containsEntry("body", Optional.of(ParamValue.of("call2")));
    }

    @Test
    void a_refused_connection_is_a_failure_of_the_platform() {
        assertThat(statuses(attempts("http://127.0.0.1:1/x", "")))
                .containsExactly(StepStatus.PLATFORM_FAILED, StepStatus.PLATFORM_FAILED, StepStatus.FATALLY_FAILED);
    }

    @Test
    void other_hosts_and_schemes_are_refused() {
        assertThat(statuses(attempts("http://example.org/", ""))).containsExactly(StepStatus.FATALLY_FAILED);
        assertThat(statuses(attempts("ftp://127.0.0.1:9199/status/200", "")))
                .containsExactly(StepStatus.FATALLY_FAILED);
    }

    @Test
    void an_expression_says_what_the_answer_means() {
        var expression = ", state_expr: {type: STRING, value: \"response_body == 'call3' ? 'done' : 'continue'\"}";

        var attempts = attempts(STUB + "/flaky/polled/9/500", expression);

        assertThat(statuses(attempts)).containsExactly(StepStatus.SUCCEEDED);
        assertThat(answer(attempts.getLast())).containsEntry("code", Optional.of(ParamValue.of(500)));
    }
}
