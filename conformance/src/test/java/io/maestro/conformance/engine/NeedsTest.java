package io.maestro.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What cases need is told by their calls and definitions. */
class NeedsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String START =
            "{\"op\": \"http\", \"path\": \"/api/v3/workflows/w/versions/latest/actions/start\"}";
    private static final String STEP = "{\"step\": {\"id\": \"a\", \"type\": \"NoOp\"}}";

    private static EngineCase recorded(String properties, String steps, String calls) {
        return EngineCase.of(JSON.readTree("""
                {"id": "c", "group": "g", "definitions": [{"properties": {%s}, "workflow": {"id": "w", "steps": [%s]}}],
                 "calls": [%s], "expect": {"create": [{"http": 200}]}}
                """.formatted(properties, steps, calls)));
    }

    @Test
    void plain_runs_need_nothing() {
        assertThat(Needs.of(recorded("", STEP, START))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | /api/v3/signals                                   | SIGNALS
            GET    | /api/v3/workflows/steps/breakpoints               | BREAKPOINTS
            PUT    | /api/v3/workflows/w/instances/1/actions/pause     | ACTIONS
            """)
    void calls_tell(String method, String path, Feature feature) {
        var call = "{\"op\": \"http\", \"method\": \"%s\", \"path\": \"%s\"}".formatted(method, path);

        assertThat(Needs.of(recorded("", STEP, call))).containsExactly(feature);
    }

    @Test
    void a_restart_is_there_unless_it_asks_for_what_is_not() {
        var path = "/api/v3/workflows/w/instances/1/actions/restart";
        var call = "{\"op\": \"http\", \"method\": \"POST\", \"path\": \"%s\", \"body\": {%s}}";

        assertThat(Needs.of(recorded("", STEP, call.formatted(path, "\"restart_policy\": \"RESTART_FROM_BEGINNING\""))))
                .isEmpty();
        assertThat(Needs.of(recorded("", STEP, call.formatted(path, "\"odd\": 1"))))
                .containsExactly(Feature.RESTARTS);
    }

    @Test
    void a_start_is_there_unless_it_asks_for_what_is_not() {
        var start = START.replaceFirst("\\}$", ", \"body\": {\"%s\": true}}");

        assertThat(Needs.of(recorded("", STEP, start.formatted("persist_failed_run"))))
                .isEmpty();
        assertThat(Needs.of(recorded("", STEP, start.formatted("odd")))).containsExactly(Feature.REQUESTS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"step": {"id": "a", "type": "NoOp", "signal_outputs": []}} | SIGNALS
            {"step": {"id": "a", "type": "Kubernetes"}}                 | STEP_TYPES
            {"step": {"id": "a", "type": "NoOp", "sub_type": "x"}}      | JOB_TEMPLATES
            """)
    void definitions_tell(String step, Feature feature) {
        assertThat(Needs.of(recorded("", step, START))).containsExactly(feature);
        assertThat(Needs.of(recorded("", "{\"foreach\": {\"id\": \"f\", \"steps\": [%s]}}".formatted(step), START)))
                .containsExactly(feature);
    }

    @Test
    void definitions_that_were_refused_need_nothing() {
        var signals = "{\"step\": {\"id\": \"a\", \"type\": \"NoOp\", \"signal_outputs\": []}}";
        var refused = EngineCase.of(JSON.readTree("""
                {"id": "c", "group": "g", "definitions": [{"workflow": {"id": "w", "steps": [%s]}}], "calls": [],
                 "expect": {"create": [{"http": 400}]}}
                """.formatted(signals)));

        assertThat(Needs.of(refused)).isEmpty();
    }
}
