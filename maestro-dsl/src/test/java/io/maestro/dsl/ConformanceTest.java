package io.maestro.dsl;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Definitions of Netflix Maestro, unchanged, are read and written without loss, and refused where they are meant to be. */
class ConformanceTest {

    /** What a file has that holds a definition. */
    private static final List<String> MARKS = List.of("\"workflow\"", "\"steps\"", "\"id\"");

    /** What is wrong with the files, and the cases of the engine, that are refused. */
    private static final Map<String, List<String>> REFUSED = """
            sample-invalid-wf-def.json TOO_LONG INVALID_ID RESERVED_ID UNKNOWN_STEP
            sample-subworkflow-wf-with-params.json OUT_OF_RANGE OUT_OF_RANGE
            signal_trigger_simple.json CONFLICT CONFLICT
            sample-typed-step-invalid.json MISSING
            d01-cycle ENDLESS
            d02-self-loop ENDLESS
            d05-unknown-successor UNKNOWN_STEP
            d06-no-steps MISSING
            d08-bad-workflow-id INVALID_ID
            d09-reserved-workflow-id RESERVED_ID
            d10-bad-step-id INVALID_ID
            d11-step-id-double-underscore RESERVED_ID
            d12-step-id-digit-first INVALID_ID
            d13-retry-limit-100 OUT_OF_RANGE
            d17-backoff-unknown-type UNKNOWN_VALUE
            d18-timeout-zero OUT_OF_RANGE
            d19-timeout-bad-unit UNKNOWN_VALUE
            d21-timeout-minute-m UNKNOWN_VALUE
            d24-failure-mode-bad UNKNOWN_VALUE
            d28-param-type-unknown UNKNOWN_VALUE
            d29-param-value-and-expression CONFLICT
            d30-param-literal-type-mismatch WRONG_TYPE
            d32-param-name-maestro INVALID_ID
            d33-param-workflow-cycle CYCLE
            d34-param-unknown-reference UNKNOWN_PARAM
            d40-foreach-concurrency-501 OUT_OF_RANGE
            d42-foreach-inner-id-duplicates-outer DUPLICATE
            d46-foreach-retry-policy UNKNOWN_MEMBER
            d47-while-no-condition MISSING
            d50-sub-no-id MISSING
            d51-sub-no-params MISSING
            d52-sub-sync-bad WRONG_TYPE
            d55-strategy-parallel-0 OUT_OF_RANGE
            d58-300-steps-with-foreach TOO_MANY
            d59-bad-cron UNKNOWN_VALUE
            d60-cron-too-often OUT_OF_RANGE
            d62-bad-timezone UNKNOWN_VALUE
            d63-signal-nine-names TOO_MANY
            d65-signal-join-is-match CONFLICT
            d66-dep-two-ranges CONFLICT
            d67-dep-bad-operator UNKNOWN_VALUE
            d76-instance-step-concurrency-1000 OUT_OF_RANGE
            d79-template-step MISSING UNKNOWN_MEMBER
            d82-param-map-bad-inner WRONG_TYPE
            d85-successor-to-inner UNKNOWN_STEP
            p42-step-named-param-clash INVALID_ID
            d25-condition-syntax EXPRESSION
            d38-foreach-no-steps MISSING
            y01-foreach-inner-unknown-successor UNKNOWN_STEP
            y03-foreach-no-steps MISSING
            y07-condition-syntax EXPRESSION
            y12-while-no-steps MISSING
            """.lines()
            .map(line -> List.of(line.split(" ")))
            .collect(toMap(List::getFirst, line -> line.subList(1, line.size())));

    /** What Netflix Maestro takes, to fail in each run that comes there. */
    private static final Set<String> TAKEN_THERE = Set.of(
            "d25-condition-syntax",
            "d38-foreach-no-steps",
            "y01-foreach-inner-unknown-successor",
            "y03-foreach-no-steps",
            "y07-condition-syntax",
            "y12-while-no-steps");

    /** What Netflix Maestro refuses only when it tries a definition out, or for reasons that do not hold here. */
    private static final Set<String> TAKEN_HERE = Set.of(
            "d61-interval-trigger", "d69-owner-missing", "d70-properties-missing", "d80-typed-step-reserved-param");

    @BeforeAll
    static void the_data_stands_beside_the_checkout() {
        assumeThat(Conformance.folder())
                .as("the conformance data of Netflix Maestro does not stand beside this checkout, so it is not tried")
                .isPresent();
    }

    @TestFactory
    Stream<DynamicTest> definitions_of_files() {
        return Stream.of(
                        "samples",
                        "jobtemplates",
                        "fixtures/workflows/request",
                        "fixtures/workflows/definition",
                        "fixtures/parameters",
                        "fixtures/tag_permits",
                        "fixtures/alerting")
                .flatMap(folder -> Conformance.files(folder).stream())
                .filter(file -> file.toString().endsWith(".json"))
                .filter(file -> MARKS.stream().allMatch(Conformance.text(file)::contains))
                .map(file -> test(file, UnaryOperator.identity()));
    }

    @TestFactory
    Stream<DynamicTest> definitions_that_were_sent_to_netflix_maestro() {
        return Conformance.sent()
                .map(sent -> dynamicTest(sent.name(), () -> {
                    check(sent.name(), sent.json());
                    assertThat(REFUSED.containsKey(sent.name()) || TAKEN_HERE.contains(sent.name()))
                            .as("known to be refused")
                            .isEqualTo(sent.status() != 200 || TAKEN_THERE.contains(sent.name()));
                }));
    }

    @TestFactory
    Stream<DynamicTest> parts_of_definitions() {
        return Stream.of(
                        part("retry_policy", ".json", "\"retry_policy\": %s", Requests::withStep),
                        part("step_outputs", ".json", "\"signal_outputs\": %s", Requests::withStep),
                        part("parameters", "signal-output-params.json", "\"signal_outputs\": %s", Requests::withStep),
                        part(
                                "parameters",
                                "signal-dependency-params.json",
                                "\"signal_dependencies\": %s",
                                Requests::withStep),
                        part(
                                "signal",
                                "signal-dependencies-definition.json",
                                "\"signal_dependencies\": %s",
                                Requests::withStep),
                        part("time_triggers", ".json", "\"time_triggers\": [%s]", Requests::withWorkflow),
                        part("signal_triggers", ".json", "\"signal_triggers\": [%s]", Requests::withWorkflow),
                        part("alerting", "payload.json", "\"alerting\": %s", Requests::withProperties))
                .flatMap(tests -> tests);
    }

    private static Stream<DynamicTest> part(
            String folder, String ending, String member, UnaryOperator<String> request) {
        return Conformance.files("fixtures/" + folder).stream()
                .filter(file -> name(file).endsWith(ending))
                .map(file -> test(file, text -> request.apply(member.replace("%s", text))));
    }

    /** These lead to steps that stand in other files. */
    @TestFactory
    Stream<DynamicTest> steps() {
        return Conformance.files("fixtures/typedsteps").stream()
                .map(file -> test(file, text -> {
                    var others = Stream.of("job.2", "job3")
                            .filter(id -> !text.contains("\"id\": \"" + id + "\""))
                            .map(id -> ", {\"step\": {\"id\": \"" + id + "\", \"type\": \"NoOp\"}}")
                            .collect(joining());
                    return Requests.withSteps(text + others);
                }));
    }

    @TestFactory
    Stream<DynamicTest> job_templates() {
        return Conformance.files("jobtemplates").stream()
                .filter(file -> name(file).contains("job-template"))
                .map(file -> dynamicTest(name(file), () -> {
                    var template =
                            name(file).endsWith(".json") ? JobTemplateJson.read(file) : JobTemplateYaml.read(file);
                    assertThat(JobTemplateJson.read(JobTemplateJson.write(template)))
                            .isEqualTo(template);
                    assertThat(JobTemplateYaml.read(JobTemplateYaml.write(template)))
                            .isEqualTo(template);
                }));
    }

    private static DynamicTest test(Path file, UnaryOperator<String> request) {
        return dynamicTest(name(file), () -> check(name(file), request.apply(Conformance.text(file))));
    }

    private static void check(String name, String json) {
        if (REFUSED.containsKey(name)) {
            assertThat(Refusals.problemsOfJson(json))
                    .extracting(problem -> problem.code().name())
                    .isEqualTo(REFUSED.get(name));
            return;
        }
        assertThat(PublishedSchema.problems(json)).isEmpty();
        var definition = WorkflowJson.read(json);
        assertThat(WorkflowJson.read(WorkflowJson.write(definition))).isEqualTo(definition);
        assertThat(WorkflowYaml.read(WorkflowYaml.write(definition))).isEqualTo(definition);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
