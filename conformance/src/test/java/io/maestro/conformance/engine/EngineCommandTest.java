package io.maestro.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.maestro.conformance.WrongCallException;
import io.maestro.conformance.WrongInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineCommandTest {

    private static final String CALLS = """
            [{"op": "http", "method": "POST", "path": "/api/v3/workflows/w/versions/latest/actions/start", "body": {}},
             {"op": "wait_instance", "workflow": "w", "instance": 1, "run": "latest", "timeout_s": 90}]
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    /** A case with one step, which is recorded with a status and params. */
    private static String recorded(String id, String group, String step, String status, String stepFacts) {
        var run = status.equals("SUCCEEDED") ? "SUCCEEDED" : "FAILED";
        var counts = "{\"%s\": 1}".formatted(status);
        var reference = run.equals("FAILED") ? ", \"ref\": {\"w:1\": [\"1:a:1\"]}" : "";
        return """
                {"id": "%s", "group": "%s", "definitions": [{"properties": {"owner": "me"}, "workflow": {"id": "w",
                 "steps": [{"step": {"id": "a", %s}}]}}], "calls": %s,
                 "expect": {
                 "create": [{"http": 200, "body": {"workflow_version_id": 1, "is_active": true}}],
                 "calls": [{"http": 200, "body": {"status": "CREATED", "workflow_id": "w", "workflow_version_id": 1,
                  "workflow_instance_id": 1, "workflow_run_id": 1, "message": "in other words"}}, {"reached": "%s"}],
                 "instances": {"w/1": {"1": {"status": "%s", "run": 1, "version": 1, "policy": "START_FRESH_NEW_RUN",
                  "initiator": "MANUAL", "overview": {"total_step_count": 1, "step_overview": %s, "rollup":
                  {"total_leaf_count": 1, "overview": {"%s": {"cnt": 1%s}}}},
                  "steps": {"a": {"status": "%s", "satisfied": true, %s}}}}},
                 "status_counts": {"w": {"%s": 1}}}}
                """.formatted(id, group, step, CALLS, run, run, counts, status, reference, status, stepFacts, run)
                .replace("\n", " ");
    }

    private static String one(String id, String group, String value) {
        return recorded(
                id,
                group,
                "\"type\": \"NoOp\", \"params\": {\"x\": {\"type\": \"LONG\", \"expression\": \"1 + 1\"}}",
                "SUCCEEDED",
                "\"params\": {\"x\": {\"type\": \"LONG\", \"value\": %s}}, \"started\": true".formatted(value));
    }

    private int run(String... arguments) throws IOException {
        return new EngineCommand().run(List.of(arguments), new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private String file(String... cases) throws IOException {
        return Files.write(folder.resolve("cases.jsonl"), List.of(cases)).toString();
    }

    private List<String> printed() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void cases_that_agree_are_counted() throws IOException {
        assertThat(run(file(one("c1", "graph", "2"), one("c2", "graph", "2")))).isZero();
        assertThat(printed()).endsWith("2 agree, 0 deviate, 0 disagree");
    }

    @Test
    void each_fact_that_differs_is_told_with_its_place() throws IOException {
        assertThat(run(file(one("c1", "graph", "3"), one("c2", "graph", "2")))).isOne();
        assertThat(printed())
                .containsExactly(
                        "c1: /instances/w/1/1/steps/a/params/x/value: expected 3, got 2",
                        "graph: 1 agree, 0 deviate, 1 disagree",
                        "1 agree, 0 deviate, 1 disagree");
    }

    @Test
    void facts_that_are_not_recorded_differ_too() throws IOException {
        var silent = one("c1", "graph", "2").replace("\"satisfied\": true,", "");

        assertThat(run(file(silent))).isOne();
        assertThat(printed()).contains("c1: /instances/w/1/1/steps/a/satisfied: expected nothing, got true");
    }

    @Test
    void facts_that_were_never_the_same_may_differ() throws IOException {
        var racy = one("c1", "graph", "3")
                .replaceFirst(
                        "\"calls\":", "\"order_dependent\": [\"/instances/w/1/1/steps/a/params/x/value\"], \"calls\":");

        assertThat(run(file(racy))).isZero();
    }

    @Test
    void only_the_named_groups_are_compared() throws IOException {
        var cases = file(one("c1", "graph", "3"), one("c2", "params", "2"), one("c3", "while", "2"));

        assertThat(run("--group", "params", "--group", "while", cases)).isZero();
        assertThat(printed()).endsWith("2 agree, 0 deviate, 0 disagree");
    }

    @Test
    void what_a_listed_difference_explains_is_told_with_its_heading() throws IOException {
        var nobodys = one("c1", "graph", "2")
                .replace("\"owner\": \"me\"", "")
                .replace(
                        "[{\"http\": 200, \"body\": {\"workflow_version_id\": 1, \"is_active\": true}}]",
                        "[{\"http\": 400, \"error\": {\"status\": \"BAD_REQUEST\", \"message\": \"no owner\"}}]");

        assertThat(run(file(nobodys))).isZero();
        assertThat(printed())
                .contains("c1 (Owners): /create/0/http: expected 400, got 200", "0 agree, 1 deviate, 0 disagree");
    }

    @Test
    void the_http_step_calls_the_stand_in() throws IOException {
        var failing = recorded(
                "c1",
                "failure",
                "\"type\": \"Http\", \"params\": {\"http\": {\"type\": \"MAP\", \"value\": {\"url\":"
                        + " {\"type\": \"STRING\", \"value\": \"http://127.0.0.1:9199/status/404\"}}}}",
                "FATALLY_FAILED",
                "\"params\": {\"http\": {\"type\": \"MAP\", \"value\": {\"url\": \"http://127.0.0.1:9199/status/404\","
                        + " \"method\": {\"type\": \"STRING\", \"value\": \"GET\"}, \"headers\": {\"Content-Type\":"
                        + " \"application/json\", \"Accept\": \"application/json\"}}}, \"status_code\": {\"type\":"
                        + " \"LONG\", \"value\": 200}, \"response_body\": {\"type\": \"STRING\", \"value\": \"\"}},"
                        + " \"started\": true, \"http\": {\"status\": \"FAILED\", \"status_code\": 404}");

        assertThat(run(file(failing))).as(printed().toString()).isZero();
    }

    /** What is called one after the other, and how that is answered. */
    private static String called(String... callsAndAnswers) {
        var calls = new ArrayList<String>();
        var answers = new ArrayList<String>();
        for (int i = 0; i < callsAndAnswers.length; i += 2) {
            var words = callsAndAnswers[i].split(" ", 3);
            calls.add("{\"op\": \"http\", \"method\": \"%s\", \"path\": \"/api/v3/workflows%s\"%s}"
                    .formatted(words[0], words[1], words.length > 2 ? ", \"body\": " + words[2] : ""));
            answers.add(callsAndAnswers[i + 1]);
        }
        return "{\"id\": \"c1\", \"group\": \"action\", \"definitions\": [], \"calls\": %s, \"expect\": {\"create\": [],"
                        .formatted(calls)
                + " \"calls\": %s, \"instances\": {}}}".formatted(answers);
    }

    private static String pushed(String strategy) {
        return "{\"properties\": {\"owner\": \"me\", \"run_strategy\": \"%s\"}, \"workflow\": {\"id\": \"w\","
                        .formatted(strategy)
                + " \"timeout\": \"${t}\", \"params\": {\"t\": {\"type\": \"LONG\", \"value\": 60}},"
                + " \"steps\": [{\"step\": {\"id\": \"a\", \"type\": \"Sleep\"}}]}}";
    }

    private static String version(int number) {
        return "{\"http\": 200, \"body\": {\"workflow_version_id\": %d, \"is_active\": true}}".formatted(number);
    }

    private static String started(int instance) {
        return ("{\"http\": 200, \"body\": {\"status\": \"CREATED\", \"workflow_id\": \"w\", \"workflow_version_id\": 1,"
                        + " \"workflow_instance_id\": %d, \"workflow_run_id\": 1}}")
                .formatted(instance);
    }

    private static String refused(int code, String status) {
        return "{\"http\": %d, \"error\": {\"status\": \"%s\"}}".formatted(code, status);
    }

    private static String killed() {
        return "{\"http\": 200, \"body\": {\"workflow_id\": \"w\", \"workflow_instance_id\": 1, \"workflow_run_id\": 1,"
                + " \"completed\": false}}";
    }

    @Test
    void workflows_are_pushed_and_deleted_between_what_is_asked_of_runs() throws IOException {
        var start = "POST /w/versions/latest/actions/start {}";
        var bad = "POST /w/versions/latest/actions/start {\"run_params\": {\"t\": {\"type\": \"LONG\", \"value\": 0}}}";
        var badRequest = refused(400, "BAD_REQUEST");

        var case1 = called(
                "POST  " + pushed("sequential"),
                version(1),
                start,
                started(1),
                start,
                started(2),
                bad,
                badRequest,
                "POST  " + pushed("first_only"),
                refused(412, "PRECONDITION_FAILED"),
                "DELETE /w",
                badRequest,
                "PUT /w/instances/1/runs/2/actions/kill",
                badRequest,
                "PUT /w/instances/1/runs/1/actions/kill",
                killed(),
                "POST /w/instances/1/actions/restart {\"restart_policy\": \"RESTART_FROM_NOWHERE\"}",
                badRequest,
                "PUT /w/actions/stop",
                "{\"http\": 202, \"body\": {\"action\": \"STOP\"}}",
                "POST  " + pushed("first_only"),
                version(2),
                "DELETE /w",
                "{\"http\": 200, \"body\": {}}",
                start,
                refused(404, "NOT_FOUND"));

        assertThat(run(file(case1))).as(printed().toString()).isZero();
    }

    @Test
    void what_needs_a_later_feature_is_counted_apart() throws IOException {
        var announced = one("c1", "signal", "2").replace("/workflows/w/versions/latest/actions/start", "/signals");

        assertThat(run(file(announced, one("c2", "graph", "2")))).isZero();
        assertThat(printed())
                .containsExactly(
                        "graph: 1 agree, 0 deviate, 0 disagree",
                        "signal: 0 agree, 0 deviate, 0 disagree",
                        "signal: 1 not compared, which need signals",
                        "1 agree, 0 deviate, 0 disagree");
    }

    @Test
    void a_group_without_cases_is_told() throws IOException {
        var cases = file(one("c1", "graph", "2"));

        assertThatExceptionOfType(WrongInputException.class)
                .isThrownBy(() -> run("--group", "grph", cases))
                .withMessage("no case is of the group 'grph'");
    }

    @Test
    void a_wrong_call_is_told() {
        assertThatExceptionOfType(WrongCallException.class).isThrownBy(() -> run("--group"));
        assertThatExceptionOfType(WrongCallException.class).isThrownBy(() -> run("--group", "graph"));
        assertThatExceptionOfType(WrongCallException.class).isThrownBy(() -> run("--only", "graph", "x"));
    }
}
