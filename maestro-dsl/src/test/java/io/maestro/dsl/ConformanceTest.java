package io.maestro.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.error.Problem;
import io.maestro.error.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Definitions of Netflix Maestro, unchanged: the plain ones are read, the others are refused for what is not supported yet. */
class ConformanceTest {

    /** Everything that makes a definition more than plain steps, transitions, properties and tags. */
    private static final Pattern NOT_PLAIN = Pattern.compile(
            "\"(expression|foreach|while|subworkflow|template|time_triggers|signal_triggers|signal_dependencies|signal_outputs|sub_type)\"|\\$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CONDITION =
            Pattern.compile("\"successors\"\\s*:\\s*\\{[^}]*:\\s*\"(?!true\")[^\"]*\"[^}]*}");

    /** What these say is wrong in the first place; what is wrong with them is tested below or is no request at all. */
    private static final List<String> MEANT_TO_FAIL = List.of(
            "sample-invalid-wf-def.json",
            "sample-subworkflow-wf-with-params.json",
            "sample-invalid-wf-dry-run-failure.json");

    @BeforeAll
    static void the_data_stands_beside_the_checkout() {
        assumeThat(Conformance.folder())
                .as("the conformance data of Netflix Maestro does not stand beside this checkout, so it is not tried")
                .isPresent();
    }

    @TestFactory
    Stream<DynamicTest> samples() {
        return Stream.of("samples", "fixtures/workflows/request", "fixtures/workflows/definition")
                .flatMap(folder -> Conformance.files(folder).stream())
                .filter(file -> text(file).contains("\"workflow\""))
                .filter(file -> !MEANT_TO_FAIL.contains(file.getFileName().toString()))
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) {
        var text = text(file);
        if (NOT_PLAIN.matcher(text).find() || CONDITION.matcher(text).find()) {
            assertThat(problems(file)).extracting(Problem::code).containsOnly(ProblemCode.UNSUPPORTED);
            assertThat(problems(file)).allSatisfy(problem -> {
                assertThat(problem.path()).isNotEmpty();
                assertThat(problem.position()).isPresent();
                assertThat(problem.message()).endsWith("not supported yet");
            });
        } else {
            assertRoundTrip(WorkflowJson.read(file));
        }
    }

    @TestFactory
    Stream<DynamicTest> invalid_definitions_are_refused_for_what_is_wrong_with_them() {
        return Conformance.files("fixtures/workflows/request").stream()
                .filter(file -> file.endsWith("sample-invalid-wf-def.json"))
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> assertThat(problems(file))
                                .extracting(Problem::code)
                                .containsExactly(
                                        ProblemCode.TOO_LONG,
                                        ProblemCode.INVALID_ID,
                                        ProblemCode.RESERVED_ID,
                                        ProblemCode.UNKNOWN_STEP)));
    }

    @TestFactory
    Stream<DynamicTest> retry_policies() {
        return Conformance.files("fixtures/retry_policy").stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> assertRoundTrip(
                                WorkflowJson.read(Requests.withStep("\"retry_policy\": " + text(file))))));
    }

    @TestFactory
    Stream<DynamicTest> alerting() {
        return Conformance.files("fixtures/alerting").stream()
                .filter(file -> text(file).contains("\"type_configs\""))
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> assertRoundTrip(
                                WorkflowJson.read(Requests.withProperties("\"alerting\": " + text(file))))));
    }

    private static void assertRoundTrip(WorkflowDefinition definition) {
        assertThat(WorkflowJson.read(WorkflowJson.write(definition))).isEqualTo(definition);
        assertThat(WorkflowYaml.read(WorkflowYaml.write(definition))).isEqualTo(definition);
    }

    private static List<Problem> problems(Path file) {
        return catchThrowableOfType(InvalidDefinitionException.class, () -> WorkflowJson.read(file))
                .problems();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
