package io.maestro.conformance.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.maestro.Maestro;
import io.maestro.RunHandle;
import io.maestro.conformance.Beside;
import io.maestro.definition.InvalidDefinitionException;
import io.maestro.definition.WorkflowDefinition;
import io.maestro.dsl.WorkflowJson;
import io.maestro.test.VirtualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The samples of Netflix Maestro run unmodified, and come to the statuses that its engine gave them. */
class SamplesTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final VirtualClock clock = VirtualClock.create();
    private final Maestro maestro = Maestro.builder().time(clock).build();

    @AfterEach
    void close() {
        maestro.close();
    }

    @TestFactory
    Stream<DynamicTest> come_to_the_recorded_statuses() throws IOException {
        var recorded = recorded();
        var runnable = samples().stream().filter(this::registers).toList();

        assertThat(runnable).hasSizeGreaterThanOrEqualTo(9);
        return runnable.stream()
                .map(sample -> DynamicTest.dynamicTest(sample.id().value(), () -> {
                    var run = maestro.start(sample.id().value());
                    clock.awaitEnd(run);

                    assertThat(statuses(run)).isEqualTo(recorded.get(sample.id().value()));
                }));
    }

    /** Those that need Kubernetes, a notebook server or signals are refused, which is tested elsewhere. */
    private boolean registers(WorkflowDefinition sample) {
        try {
            return maestro.register(sample).version() == 1;
        } catch (InvalidDefinitionException e) {
            return false;
        }
    }

    private static List<WorkflowDefinition> samples() throws IOException {
        try (var files = Files.list(Beside.recordings("samples"))) {
            return files.sorted().map(WorkflowJson::read).toList();
        }
    }

    /** The status of the run, and that of each step. */
    private static Map<String, String> statuses(RunHandle run) {
        var statuses = new TreeMap<String, String>();
        run.steps()
                .forEach(step -> statuses.put(step.step().value(), step.status().name()));
        statuses.put("", run.status().name());
        return statuses;
    }

    private static Map<String, Map<String, String>> recorded() {
        var statuses = new TreeMap<String, Map<String, String>>();
        for (var line : lines(Beside.recordings("engine/samples-dev.jsonl"))) {
            var recorded = JSON.readTree(line);
            var id = recorded.get("id").asString();
            var run = recorded.get("expect").get("instances").path(id + "/1").path("1");
            statuses.put(id, statuses(run));
        }
        return statuses;
    }

    private static Map<String, String> statuses(JsonNode run) {
        var statuses = new TreeMap<String, String>();
        run.path("steps")
                .properties()
                .forEach(step -> statuses.put(
                        step.getKey(), step.getValue().get("status").asString()));
        statuses.put("", run.path("status").asString(""));
        return statuses;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
