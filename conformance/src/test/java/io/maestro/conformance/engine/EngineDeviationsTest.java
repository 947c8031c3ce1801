package io.maestro.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A listed difference explains itself, and nothing that differs beside it. */
class EngineDeviationsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String NOTHING = "";

    private static EngineCase recorded(String definitions, String calls, String expected) {
        return EngineCase.of(JSON.readTree(
                "{\"id\": \"c\", \"group\": \"g\", \"definitions\": [%s], \"calls\": [%s], \"expect\": %s}"
                        .formatted(definitions, calls, expected)));
    }

    /** Returns the headings of what explains that something of ours is not as recorded. */
    private static List<String> headings(EngineCase recorded, String path, String got) {
        var expected = recorded.fact(path);
        var difference = new Difference(path, MissingNode.getInstance(), expected, json(got));
        return EngineDeviations.all().stream()
                .filter(deviation -> deviation.explains(recorded, difference))
                .map(EngineDeviation::heading)
                .toList();
    }

    private static JsonNode json(String text) {
        return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
    }

    @Nested
    class Owners {

        private static final String NO_OWNER = "{\"workflow\": {\"id\": \"w\"}}";

        private EngineCase refused(String definition, String message) {
            return recorded(
                    definition,
                    "",
                    "{\"create\": [{\"http\": 400, \"error\": {\"message\": \"%s\"}}], \"calls\": []}"
                            .formatted(message));
        }

        @Test
        void explain_that_a_definition_without_one_is_taken() {
            var refused = refused(NO_OWNER, "and also owner must be set");

            assertThat(headings(refused, "/create/0/http", "200")).containsExactly("Owners");
            assertThat(headings(refused, "/create/0/error", NOTHING)).containsExactly("Owners");
            assertThat(headings(refused, "/create/0/body", "{}")).containsExactly("Owners");
        }

        @Test
        void do_not_explain_that_it_is_taken_though_something_else_is_wrong() {
            assertThat(headings(refused(NO_OWNER, "the timeout is wrong"), "/create/0/http", "200"))
                    .isEmpty();
        }

        @Test
        void do_not_explain_that_a_definition_with_one_is_taken() {
            var owned = "{\"properties\": {\"owner\": \"me\"}}";

            assertThat(headings(refused(owned, "the owner is wrong"), "/create/0/http", "200"))
                    .isEmpty();
        }

        @Test
        void do_not_explain_another_answer_or_what_follows() {
            var refused = refused(NO_OWNER, "and also owner must be set");

            assertThat(headings(refused, "/create/0/http", "500")).isEmpty();
            assertThat(headings(refused, "/instances/w/1", "{}")).isEmpty();
        }
    }

    @Nested
    class RunStrategies {

        private EngineCase recorded(String rule, String status) {
            return EngineDeviationsTest.recorded(
                    "{\"properties\": {\"run_strategy\": \"%s\"}, \"workflow\": {\"id\": \"w\"}}".formatted(rule),
                    "",
                    "{\"create\": [{\"http\": 200}], \"instances\": {\"w/2\": {\"1\": {\"status\": \"%s\", \"not_created\": [\"k\"]}}}}"
                            .formatted(status));
        }

        @Test
        void explain_that_a_run_had_begun_that_the_last_one_took_the_place_of() {
            var stopped = recorded("last_only", "STOPPED");

            assertThat(headings(stopped, "/instances/w/2/1/not_created", NOTHING))
                    .containsExactly("Run strategies");
            assertThat(headings(stopped, "/instances/w/2/1/steps/k", "{}")).containsExactly("Run strategies");
            assertThat(headings(stopped, "/instances/w/2/1/status", "\"FAILED\""))
                    .isEmpty();
        }

        @Test
        void do_not_explain_it_under_another_rule_or_of_a_run_that_was_not_stopped() {
            assertThat(headings(recorded("first_only", "STOPPED"), "/instances/w/2/1/steps/k", "{}"))
                    .isEmpty();
            assertThat(headings(recorded("last_only", "CREATED"), "/instances/w/2/1/steps/k", "{}"))
                    .isEmpty();
        }
    }

    @Nested
    class Cycles {

        private EngineCase refused(String successors, String message) {
            return recorded(
                    ("{\"properties\": {\"owner\": \"me\"}, \"workflow\": {\"id\": \"w\", \"steps\": [{\"step\": {\"id\":"
                                    + " \"a\", \"type\": \"NoOp\", \"transition\": {\"successors\": {%s}}}}]}}")
                            .formatted(successors),
                    "",
                    "{\"create\": [{\"http\": 400, \"error\": {\"message\": \"%s\"}}], \"calls\": []}"
                            .formatted(message));
        }

        @Test
        void explain_that_a_definition_with_one_is_taken_that_was_refused_for_it() {
            var self = "\"a\": \"step_attempt_id > 1\"";

            assertThat(headings(refused(self, "where DAG contains cycle"), "/create/0/http", "200"))
                    .containsExactly("Cycles");
            assertThat(headings(refused(self, "the timeout is wrong"), "/create/0/http", "200"))
                    .isEmpty();
            assertThat(headings(refused("", "where DAG contains cycle"), "/create/0/http", "200"))
                    .isEmpty();
        }
    }

    @Nested
    class RefusedOnes {

        private static final String ODD = "{\"workflow\": {\"id\": \"odd\", \"steps\": [{\"step\": {\"id\": \"a\","
                + " \"type\": \"NoOp\", \"transition\": {\"successors\": {\"b\": \"CONDITION\"}}}},"
                + " {\"step\": {\"id\": \"b\", \"type\": \"NoOp\"}}]}}";
        private static final String PLAIN = "{\"workflow\": {\"id\": \"plain\", \"steps\": [{\"step\": {\"id\": \"a\","
                + " \"type\": \"NoOp\"}}]}}";
        private static final String WAITS = "{\"op\": \"wait_instance\", \"workflow\": \"odd\", \"instance\": 1},"
                + " {\"op\": \"wait_instance\", \"workflow\": \"plain\", \"instance\": 1}";

        private EngineCase taken(String condition) {
            return recorded(
                    ODD.replace("CONDITION", condition) + ", " + PLAIN,
                    WAITS,
                    "{\"create\": [{\"http\": 200, \"body\": {}}, {\"http\": 200, \"body\": {}}], \"calls\":"
                            + " [{\"reached\": \"FAILED\"}, {\"reached\": \"FAILED\"}], \"instances\": {\"odd/1\": {\"1\":"
                            + " {\"status\": \"FAILED\"}}, \"plain/1\": {\"1\": {\"status\": \"SUCCEEDED\"}}},"
                            + " \"status_counts\": {\"odd\": {\"FAILED\": 1}, \"plain\": {\"SUCCEEDED\": 1}}}");
        }

        private static List<String> explained() {
            return List.of("Definitions that cannot do what they say");
        }

        @Test
        void explain_that_they_are_not_there() {
            var taken = taken("x >");

            assertThat(headings(taken, "/create/0/http", "400")).isEqualTo(explained());
            assertThat(headings(taken, "/create/0/body", NOTHING)).isEqualTo(explained());
            assertThat(headings(taken, "/calls/0/reached", "\"nothing\"")).isEqualTo(explained());
            assertThat(headings(taken, "/instances/odd/1", NOTHING)).isEqualTo(explained());
            assertThat(headings(taken, "/status_counts/odd", NOTHING)).isEqualTo(explained());
        }

        @Test
        void do_not_explain_facts_of_other_workflows() {
            var taken = taken("x >");

            assertThat(headings(taken, "/create/1/http", "400")).isEmpty();
            assertThat(headings(taken, "/calls/1/reached", "\"nothing\"")).isEmpty();
            assertThat(headings(taken, "/instances/plain/1", NOTHING)).isEmpty();
            assertThat(headings(taken, "/instances/plain/1/1/status", "\"FAILED\""))
                    .isEmpty();
            assertThat(headings(taken, "/status_counts/plain", NOTHING)).isEmpty();
            assertThat(headings(taken, "/status_counts", NOTHING)).isEmpty();
        }

        @Test
        void do_not_explain_facts_that_they_have_all_the_same() {
            var taken = taken("x >");

            assertThat(headings(taken, "/create/0/http", "500")).isEmpty();
            assertThat(headings(taken, "/calls/0/reached", "\"SUCCEEDED\"")).isEmpty();
            assertThat(headings(taken, "/instances/odd/1/1/status", "\"SUCCEEDED\""))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"foreach\": {\"id\": \"f\", \"concurrency\": 0, BODY}",
                    "\"foreach\": {\"id\": \"f\", \"steps\": [], LOOP}",
                    "\"foreach\": {\"id\": \"f\", LOOP, \"steps\": [{\"step\": {\"id\": \"k\", \"type\": \"NoOp\","
                            + " \"transition\": {\"predecessors\": [\"x\"]}}}]}",
                    "\"foreach\": {\"id\": \"f\", LOOP, \"steps\": [{\"step\": {\"id\": \"k\", \"type\": \"NoOp\","
                            + " \"transition\": {\"successors\": {\"k\": \"true\"}}}}]}"
                })
        void are_of_several_kinds(String step) {
            var loop = "\"params\": {\"loop_params\": {\"type\": \"MAP\", \"value\": {\"i\": {\"type\": \"LONG_ARRAY\","
                    + " \"value\": [1]}}}}";
            var body = loop + ", \"steps\": [{\"step\": {\"id\": \"k\", \"type\": \"NoOp\"}}]";
            var taken = recorded(
                    "{\"workflow\": {\"id\": \"odd\", \"steps\": [{"
                            + step.replace("BODY", body).replace("LOOP", loop) + "}]}}",
                    "",
                    "{\"create\": [{\"http\": 200, \"body\": {}}]}");

            assertThat(headings(taken, "/create/0/http", "400")).isEqualTo(explained());
        }

        @Test
        void are_only_those_that_we_refuse() {
            assertThat(headings(taken("true"), "/create/0/http", "400")).isEmpty();
        }

        @Test
        void are_only_those_that_we_refuse_for_the_reason_of_the_entry() {
            var late = recorded(
                    PLAIN.replace("\"id\": \"a\",", "\"id\": \"a\", \"timeout\": 0,"),
                    "",
                    "{\"create\": [{\"http\": 200}]}");

            assertThat(headings(late, "/create/0/http", "400")).isEmpty();
        }
    }

    @Nested
    class Whiles {

        private EngineCase withLastStatus(String status) {
            return recorded("", "", """
                    {"instances": {"w/1": {"1": {"overview": {"rollup": {"total_leaf_count": 1,
                     "overview": {"SUCCEEDED": {"cnt": 1}}}},
                     "steps": {"s": {"while": {"last_iteration": 2, "last_status": "%s", "loop_param_values": {"i": [0, 1]},
                     "iterations": {"2": {"status": "SUCCEEDED", "overview": {"rollup": {"total_leaf_count": 3,
                     "overview": {"SUCCEEDED": {"cnt": 1}, "UNSATISFIED": {"cnt": 2}}}}}}}}}}}}}
                    """.formatted(status));
        }

        private static List<String> explained() {
            return List.of("While steps that fail");
        }

        private static final String RUN = "/instances/w/1/1";
        private static final String STEP = RUN + "/steps/s/while";
        private static final String ROLLUP = RUN + "/overview/rollup";

        @Test
        void that_fail_explain_what_their_last_iteration_makes_of_the_facts() {
            var failed = withLastStatus("CREATED");

            assertThat(headings(failed, STEP + "/last_status", "\"SUCCEEDED\"")).isEqualTo(explained());
            assertThat(headings(failed, STEP + "/loop_param_values/i", "[0, 1, 2]"))
                    .isEqualTo(explained());
            assertThat(headings(failed, ROLLUP + "/total_leaf_count", "4")).isEqualTo(explained());
            assertThat(headings(failed, ROLLUP + "/overview/SUCCEEDED/cnt", "2"))
                    .isEqualTo(explained());
            assertThat(headings(failed, ROLLUP + "/overview/UNSATISFIED", "{\"cnt\": 2}"))
                    .isEqualTo(explained());
        }

        @Test
        void that_fail_do_not_explain_other_values_and_counts() {
            var failed = withLastStatus("CREATED");

            assertThat(headings(failed, STEP + "/last_status", "\"FAILED\"")).isEmpty();
            assertThat(headings(failed, STEP + "/loop_param_values/i", "[0, 2, 1]"))
                    .isEmpty();
            assertThat(headings(failed, STEP + "/loop_param_values/i", "[0]")).isEmpty();
            assertThat(headings(failed, ROLLUP + "/total_leaf_count", "5")).isEmpty();
            assertThat(headings(failed, ROLLUP + "/overview/SUCCEEDED/cnt", "3"))
                    .isEmpty();
            assertThat(headings(failed, ROLLUP + "/overview/FAILED", "{\"cnt\": 1}"))
                    .isEmpty();
            assertThat(headings(failed, RUN + "/status", "\"SUCCEEDED\"")).isEmpty();
        }

        @Test
        void that_end_well_explain_nothing() {
            var ended = withLastStatus("SUCCEEDED");

            assertThat(headings(ended, STEP + "/last_status", "\"SUCCEEDED\"")).isEmpty();
            assertThat(headings(ended, STEP + "/loop_param_values/i", "[0, 1, 2]"))
                    .isEmpty();
            assertThat(headings(ended, ROLLUP + "/total_leaf_count", "4")).isEmpty();
        }
    }

    @Nested
    class SkippedSteps {

        private static final String STEP = "/instances/w/1/1/steps/a";

        private EngineCase with(String status, boolean started) {
            return recorded(
                    "{\"workflow\": {}}",
                    "",
                    "{\"create\": [{\"http\": 200}], \"instances\": {\"w/1\": {\"1\": {\"steps\": {\"a\": {\"status\":"
                            + " \"%s\", \"started\": %s}}}}}}".formatted(status, started));
        }

        @Test
        void that_were_not_begun_have_params() {
            var params = "{\"p\": {\"value\": 1}}";

            assertThat(headings(with("SKIPPED", false), STEP + "/params", params))
                    .containsExactly("Skipped steps");
            assertThat(headings(with("SKIPPED", true), STEP + "/params", params))
                    .isEmpty();
            assertThat(headings(with("STOPPED", false), STEP + "/params", params))
                    .isEmpty();
            assertThat(headings(with("SKIPPED", false), STEP + "/status", params))
                    .isEmpty();
        }
    }

    @Nested
    class Values {

        private EngineCase withParam(String type, String expression) {
            return recorded(
                    "{\"workflow\": {\"params\": {\"p\": {\"type\": \"LONG\", \"expression\": \"%s\"}}}}"
                            .formatted(expression),
                    "",
                    "{\"create\": [{\"http\": 200}], \"instances\": {\"w/1\": {\"1\": {\"params\": {\"p\": {\"type\":"
                            + " \"%s\", \"value\": [null, \"a\"]}, \"q\": {\"value\": 1}}}}}}".formatted(type));
        }

        private static final String VALUE = "/instances/w/1/1/params/p/value";

        @Test
        void that_were_never_assigned_are_explained_as_empty_texts() {
            var texts = withParam("STRING_ARRAY", "1");

            assertThat(headings(texts, VALUE + "/0", "\"\"")).containsExactly("Values that were never assigned");
            assertThat(headings(texts, VALUE + "/0", "\"a\"")).isEmpty();
            assertThat(headings(texts, VALUE + "/1", "\"\"")).isEmpty();
            assertThat(headings(withParam("LONG_ARRAY", "1"), VALUE + "/0", "\"\""))
                    .isEmpty();
        }

        @Test
        void of_an_expression_that_changes_a_shared_cell_are_explained() {
            var shared = withParam("LONG", "int y = x; y += 1; return x");

            assertThat(headings(shared, VALUE, "2")).containsExactly("Shared cells");
            assertThat(headings(shared, "/instances/w/1/1/params/q/value", "2")).isEmpty();
            assertThat(headings(shared, "/instances/w/1/1/params/p/type", "\"STRING\""))
                    .isEmpty();
            assertThat(headings(shared, "/instances/w/1/1/status", "\"FAILED\""))
                    .isEmpty();
            assertThat(headings(withParam("LONG", "y += 1; return y"), VALUE, "2"))
                    .isEmpty();
        }
    }
}
