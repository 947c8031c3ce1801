package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How large, long and many things may be: each at its bound, and one beyond (spec: runtime, section 0). */
class BoundsTest {

    private static List<ProblemCode> problems(String json) {
        try {
            assertThat(WorkflowJson.read(json).steps()).isNotEmpty();
            return List.of();
        } catch (InvalidDefinitionException e) {
            return e.problems().stream().map(Problem::code).toList();
        }
    }

    private static String within(String place, String member, String value) {
        var said = "\"" + member + "\": " + value;
        return switch (place) {
            case "properties" -> Requests.withProperties(said);
            case "strategy" ->
                Requests.withProperties(
                        "\"run_strategy\": {\"rule\": \"PARALLEL\", \"" + member + "\": " + value + "}");
            case "workflow" -> Requests.withWorkflow(said);
            case "step" -> Requests.withStep(said);
            case "retry" -> Requests.withStep("\"retry_policy\": {" + said + "}");
            case "fixed" -> Requests.withStep(backoff("FIXED_BACKOFF", said));
            case "growing" -> Requests.withStep(backoff("EXPONENTIAL_BACKOFF", said));
            case "foreach" -> Requests.withSteps(foreach(said + ", ", List.of("a")));
            default -> throw new IllegalArgumentException(place);
        };
    }

    private static String backoff(String type, String said) {
        return "\"retry_policy\": {\"backoff\": {\"type\": \"" + type + "\", " + said + "}}";
    }

    private static String foreach(String said, List<String> ids) {
        return "{\"foreach\": {\"id\": \"f\", " + said
                + "\"params\": {\"loop_params\": {\"type\": \"MAP\", \"value\": {\"i\": {\"type\": \"LONG_ARRAY\", \"value\":"
                + " [1]}}}}, \"steps\": [" + steps(ids) + "]}}";
    }

    private static String steps(List<String> ids) {
        return ids.stream()
                .map(id -> "{\"step\": {\"id\": \"" + id + "\", \"type\": \"NoOp\"}}")
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource({
        "properties, run_strategy, 1, 1000",
        "strategy, workflow_concurrency, 1, 1000",
        "properties, step_concurrency, 1, 1000",
        "workflow, instance_step_concurrency, 1, 999",
        "workflow, timeout, 1, 10368000",
        "step, timeout, 1, 10368000",
        "foreach, timeout, 1, 10368000",
        "foreach, concurrency, 1, 500",
        "retry, error_retry_limit, 0, 99",
        "retry, platform_retry_limit, 0, 99",
        "retry, timeout_retry_limit, 0, 99",
        "fixed, error_retry_backoff_in_secs, 1, 86400",
        "fixed, platform_retry_backoff_in_secs, 1, 86400",
        "fixed, timeout_retry_backoff_in_secs, 1, 86400",
        "growing, error_retry_backoff_in_secs, 1, 86400",
        "growing, platform_retry_backoff_in_secs, 1, 86400",
        "growing, timeout_retry_backoff_in_secs, 1, 86400",
        "growing, error_retry_exponent, 0, 2147483647",
        "growing, platform_retry_exponent, 0, 2147483647",
        "growing, timeout_retry_exponent, 0, 2147483647",
        "growing, error_retry_limit_in_secs, 1, 86400",
        "growing, platform_retry_limit_in_secs, 1, 86400",
        "growing, timeout_retry_limit_in_secs, 1, 86400"
    })
    void a_number_is_taken_from_its_least_to_its_largest(String place, String member, long least, long largest) {
        for (long good : new long[] {least, largest}) {
            assertThat(problems(within(place, member, "" + good))).as("" + good).isEmpty();
            assertThat(problems(within(place, member, "\"" + good + "\"")))
                    .as("'" + good + "'")
                    .isEqualTo(member.equals("run_strategy") ? List.of(ProblemCode.UNKNOWN_VALUE) : List.of());
        }
        for (long bad : new long[] {least - 1, largest + 1}) {
            assertThat(problems(within(place, member, "" + bad)))
                    .as("" + bad)
                    .containsExactly(ProblemCode.OUT_OF_RANGE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "120 days, 120 days 1 ms",
        "1 ms, 0 ms",
        "119 days 23 hours 59 minutes 60 seconds, 119 days 24 hours 1 s"
    })
    void a_timeout_in_words_has_the_same_bounds(String good, String bad) {
        for (var place : List.of("workflow", "step")) {
            assertThat(problems(within(place, "timeout", "\"" + good + "\""))).isEmpty();
            assertThat(problems(within(place, "timeout", "\"" + bad + "\""))).containsExactly(ProblemCode.OUT_OF_RANGE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"error_retry_backoff_in_secs", "error_retry_limit_in_secs"})
    void a_wait_in_words_has_the_same_bounds(String member) {
        for (var good : List.of("1 s", "1 day", "23 hours 60 min")) {
            assertThat(problems(within("growing", member, "\"" + good + "\""))).isEmpty();
        }
        for (var bad : List.of("999 ms", "1 day 1 s")) {
            assertThat(problems(within("growing", member, "\"" + bad + "\"")))
                    .containsExactly(ProblemCode.OUT_OF_RANGE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "workflow, name, 256",
        "workflow, description, 16384",
        "step, name, 256",
        "step, description, 16384",
        "properties, description, 16384"
    })
    void a_text_is_as_long_as_its_bound_at_most(String place, String member, int longest) {
        assertThat(problems(within(place, member, quoted("x", longest)))).isEmpty();
        assertThat(problems(within(place, member, quoted("x", longest + 1)))).containsExactly(ProblemCode.TOO_LONG);
    }

    private static String quoted(String text, int times) {
        return "\"" + text.repeat(times) + "\"";
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 129})
    void an_id_has_128_characters_at_most(int length) {
        var expected = length > 128 ? List.of(ProblemCode.INVALID_ID) : List.of();
        var id = "x".repeat(length);

        assertThat(problems(Requests.withWorkflow("\"name\": \"n\"").replace("\"w\"", "\"" + id + "\"")))
                .isEqualTo(expected);
        assertThat(problems(Requests.withSteps(steps(List.of(id))))).isEqualTo(expected);
        assertThat(problems(
                        Requests.withParam("{\"type\": \"LONG\", \"value\": 1}").replace("\"p\"", "\"" + id + "\"")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 257})
    void the_name_of_a_tag_has_256_characters_at_most(int length) {
        var expected = length > 256 ? List.of(ProblemCode.TOO_LONG) : List.of();

        assertThat(problems(within("workflow", "tags", "[" + quoted("t", length) + "]")))
                .isEqualTo(expected);
        assertThat(problems(within("step", "tags", "[" + quoted("t", length) + "]")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "w, good, good, good, good",
        "_w.x-1, good, good, good, good",
        "1w, good, bad, bad, good",
        "-w, bad, bad, bad, good",
        ".w, bad, bad, bad, good",
        "w w, bad, bad, bad, good",
        "w__w, good, bad, bad, good",
        "maestro_w, bad, bad, bad, bad",
        "Maestro_w, bad, good, good, bad",
        "w_maestro, bad, good, good, bad",
        "w_MAESTRO, bad, good, good, bad",
        "maestro, good, good, good, good",
        "params, good, good, good, good",
        "w;w, bad, bad, bad, bad"
    })
    void ids_and_names_have_their_shapes(String id, String workflow, String step, String param, String tag) {
        assertShape(workflow, Requests.withWorkflow("\"name\": \"n\"").replace("\"w\"", "\"" + id + "\""));
        assertShape(step, Requests.withSteps(steps(List.of(id))));
        assertShape(
                param, Requests.withParam("{\"type\": \"LONG\", \"value\": 1}").replace("\"p\"", "\"" + id + "\""));
        assertShape(tag, within("workflow", "tags", "[\"" + id + "\"]"));
    }

    private static void assertShape(String expected, String json) {
        assertThat(problems(json).isEmpty()).as(json).isEqualTo(expected.equals("good"));
    }

    @ParameterizedTest
    @CsvSource({"300, 0, good", "301, 0, bad", "200, 99, good", "200, 100, bad"})
    void a_workflow_has_300_steps_at_most_those_of_bodies_counted(int top, int body, String expected) {
        var steps = steps(ids("s", top));

        assertShape(expected, Requests.withSteps(body == 0 ? steps : steps + ", " + foreach("", ids("b", body))));
    }

    private static List<String> ids(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    @ParameterizedTest
    @CsvSource({"8, good", "9, bad"})
    void a_trigger_waits_for_8_signals_at_most(int count, String expected) {
        var signals = ids("signal", count).stream()
                .map(name -> "\"" + name + "\": {}")
                .collect(Collectors.joining(", ", "{", "}"));

        assertShape(expected, within("workflow", "signal_triggers", "[{\"definitions\": " + signals + "}]"));
    }
}
